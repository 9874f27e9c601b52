// Settings of the service, read once before it starts.

#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "service/ip_address.h"

namespace phoney::service {

// These are public. They are good enough on a developer's machine and refused in production.
inline constexpr std::string_view kDevelopmentUsername = "admin";
inline constexpr std::string_view kDevelopmentPassword = "phoney-development";
inline constexpr std::string_view kDevelopmentPasswordHash =
    "$2b$08$phoneyDevelopmentSaltu6JdMS2P4mIJ2uQ0CKu5QZDIqS40eLS.";
inline constexpr std::string_view kDevelopmentSecretKey = "phoney-development-key-that-everybody-knows";

enum class LogLevel : std::uint8_t { debug, info, warning, error, off };

// "debug", "info" ...
std::string_view to_string(LogLevel level);

enum class LogFormat : std::uint8_t {
  automatic,  // text where standard error is a terminal, else JSON
  json,
  text,
};

struct Settings {
  bool production = false;
  std::string host = "127.0.0.1";
  std::uint16_t port = 8000;
  unsigned threads = 0;  // 0: one per processor
  std::string api_username{kDevelopmentUsername};
  std::string api_password_hash{kDevelopmentPasswordHash};  // bcrypt; empty: logins are off
  std::string api_key;                                      // empty: X-API-Key is not accepted
  std::string secret_key{kDevelopmentSecretKey};            // signs tokens
  std::vector<std::string> origin_verify_secrets;  // any is right; none: requests need not come through a proxy
  std::chrono::minutes token_lifetime{60};
  std::string token_audience;               // the `aud` of tokens; empty: none
  std::uint32_t rate_limit_per_minute = 0;  // of each client; 0: no limit
  std::uint32_t rate_limit_burst = 0;       // at once; 0: as many as in a minute
  bool security_headers = true;
  std::vector<std::string> cors_origins{"*"};
  std::vector<std::string> cors_methods{"GET", "HEAD", "POST"};
  std::vector<std::string> cors_headers{"Authorization", "Content-Type", "X-API-Key"};
  std::vector<IpNetwork> trusted_proxies;
  LogLevel log_level = LogLevel::info;
  LogFormat log_format = LogFormat::automatic;
  std::size_t max_body_bytes = std::size_t{1} << 20;
  std::size_t max_connections_per_address = 1000;  // 0: no limit
  std::int64_t max_stream_records = 1'000'000;     // of one response to an authenticated caller
};

// Whether kDevelopmentPassword is the password of `api_username`, which documents and messages may then say.
inline bool has_development_login(const Settings& settings) {
  return !settings.production && settings.api_password_hash == kDevelopmentPasswordHash;
}

}  // namespace phoney::service
