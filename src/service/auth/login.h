// Login: checks the one user's password without letting anybody make the machine hash passwords all day.
//
// bcrypt takes a good part of a second on purpose, which every wrong guess pays, whatever is wrong with it. So a client
// has ten wrong guesses a minute. What was right once is remembered as its HMAC under a key that is drawn anew by each
// process, so that Basic credentials on every request cost microseconds.

#pragma once

#include <mutex>
#include <optional>
#include <string_view>

#include "service/auth/refusal.h"
#include "service/auth/secret.h"
#include "service/limits/rate_limiter.h"
#include "service/settings.h"

namespace phoney::service {

// Called from several threads at once.
class Login {
 public:
  static constexpr std::uint32_t kGuessesPerMinute = 10;

  // `settings` must outlive it.
  explicit Login(const Settings& settings);

  // Nothing if name and password are right. Otherwise 401, or 429 after too many guesses from that address.
  std::optional<Refusal> check(std::string_view user, std::string_view password, const IpAddress& client);
  // Whether they were right before, so that `check` need not hash.
  bool remembers(std::string_view user, std::string_view password) { return remembers(proof_of(user, password)); }

 private:
  Digest proof_of(std::string_view user, std::string_view password) const;
  bool remembers(const Digest& proof);
  bool verify(std::string_view user, std::string_view password) const;

  const Settings& settings_;
  RateLimiter guesses_{kGuessesPerMinute, kGuessesPerMinute};
  std::array<unsigned char, 32> key_;
  std::mutex mutex_;
  std::optional<Digest> proven_;  // one user, one password: one proof
};

}  // namespace phoney::service
