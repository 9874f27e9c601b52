// Access tokens: JSON Web Tokens (RFC 7519) signed with HMAC-SHA256, and nothing else.
//
// What a token's header says about its algorithm is checked, never followed: `none`, or a key that is meant for another
// algorithm, does not get in (RFC 8725, 3.1).

#pragma once

#include <chrono>
#include <string>
#include <string_view>

#include "base/clock.h"
#include "service/reason.h"

namespace phoney::service {

inline constexpr std::string_view kTokenIssuer = "phoney";
// How far the clocks of two machines may be apart.
inline constexpr std::chrono::seconds kTokenLeeway{30};

// What makes and checks the tokens of one service.
struct TokenKey {
  std::string_view secret;
  Clock clock{};
  std::string_view audience = {};  // whom tokens are for (`aud`); empty: they do not say
};

// A token for `user`, good from now on for `lifetime`.
std::string make_token(const TokenKey& key, std::string_view user, std::chrono::seconds lifetime);

// The user whom a token names, or why it is refused, which is for the log: it is not the bearer's business.
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
