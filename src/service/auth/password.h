// Hashes passwords with bcrypt, from libxcrypt. Hashing is slow on purpose: about 0.2 s at cost 12.

#pragma once

#include <string>
#include <string_view>

#include "base/result.h"

namespace phoney::service {

// bcrypt reads no further than this and stops at a zero byte, so longer passwords would be cut off in silence.
inline constexpr std::size_t kMaxPasswordBytes = 72;
inline constexpr unsigned kLeastPasswordCost = 4;
inline constexpr unsigned kDefaultPasswordCost = 12;
inline constexpr unsigned kMostPasswordCost = 16;

// "$2b$12$..." with a salt of its own. Errors: an empty or too long password, one with a zero byte, a cost out of
// range.
Result<std::string> hash_password(std::string_view password, unsigned cost = kDefaultPasswordCost);

// Whether the text is a bcrypt hash that this library can verify: 60 characters from $2a$, $2b$ or $2y$ on.
bool is_password_hash(std::string_view hash);

// Takes the same time for a right and a wrong password. False for what `hash_password` would refuse.
bool verify_password(std::string_view password, const std::string& hash);

}  // namespace phoney::service
