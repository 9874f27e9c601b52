// Settings: everything about the service that its owner can set, read once before it starts.

#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace phoney::service {

// What anybody who reads this file knows: good enough on a developer's own machine, refused in production.
inline constexpr std::string_view kDevelopmentUsername = "admin";
inline constexpr std::string_view kDevelopmentPassword = "phoney-development";
inline constexpr std::string_view kDevelopmentPasswordHash =
    "$2b$08$phoneyDevelopmentSaltu6JdMS2P4mIJ2uQ0CKu5QZDIqS40eLS.";
inline constexpr std::string_view kDevelopmentSecretKey = "phoney-development-key-that-everybody-knows";

struct Settings {
  bool production = false;
  std::string host = "127.0.0.1";
  std::uint16_t port = 8000;
  unsigned threads = 0;  // 0: one per processor
  std::string api_username{kDevelopmentUsername};
  std::string api_password_hash{kDevelopmentPasswordHash};  // bcrypt
  std::string api_key;                                      // empty: X-API-Key is not accepted
  std::string secret_key{kDevelopmentSecretKey};            // signs tokens
  std::chrono::minutes token_lifetime{60};
  std::size_t max_body_bytes = std::size_t{1} << 20;
  std::int64_t max_stream_records = 1'000'000;  // of one answer to an authenticated caller
};

}  // namespace phoney::service
