// Digests of secrets, and their comparison in constant time.

#pragma once

#include <array>
#include <span>
#include <string>
#include <string_view>

namespace phoney::service {

using Digest = std::array<unsigned char, 32>;

// SHA-256.
Digest digest_of(std::string_view text);
// HMAC-SHA256 (RFC 2104).
Digest keyed_digest_of(std::string_view key, std::string_view text);

// Takes as long for texts that differ in their first byte as for equal ones. The digests are compared rather than the
// texts, so that not even the length of the right one shows.
bool equal_secrets(std::string_view a, std::string_view b);

// Takes as long whichever of them it is, if any.
bool is_one_of_secrets(std::string_view text, std::span<const std::string> secrets);

}  // namespace phoney::service
