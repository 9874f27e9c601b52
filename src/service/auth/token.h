// Access tokens: JSON Web Tokens (RFC 7519) signed with HMAC-SHA256, and no other algorithm.
//
// The algorithm in a token's header is checked, never followed: tokens with `none`, or with a key for another
// algorithm, are rejected (RFC 8725, section 3.1).

#pragma once

#include <chrono>
#include <string>
#include <string_view>

#include "base/clock.h"
#include "service/reason.h"

namespace phoney::service {

inline constexpr std::string_view kTokenIssuer = "phoney";
// The allowed difference between the clocks of two machines.
inline constexpr std::chrono::seconds kTokenLeeway{30};

// The key and the audience of a service's tokens.
struct TokenKey {
  std::string_view secret;
  Clock clock{};
  std::string_view audience = {};  // the `aud` of tokens; empty: none
};

// A token for `user`, valid for `lifetime` from now on.
std::string make_token(const TokenKey& key, std::string_view user, std::chrono::seconds lifetime);

// The user of a token, or why it is refused. The reason is for the log only, not for the client.
struct VerifiedToken {
  std::string user{};
  Reason refusal = Reason::none;

  explicit operator bool() const { return refusal == Reason::none; }
};

// Checked are signature, alg (HS256), iss, aud, and exp, nbf and iat (all but nbf required)
// against the clock. With an audience, `aud` must be it or a list that has it; without one, a token with `aud` is meant
// for somebody else (RFC 7519, 4.1.3).
VerifiedToken verify_token(const TokenKey& key, std::string_view token);

}  // namespace phoney::service
