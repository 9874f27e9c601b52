// Login: checks the user's password and the API key, and limits guesses and the time spent on hashing.
//
// A client has ten wrong guesses a minute, for passwords and keys together. After that, nothing is compared any more,
// even if earlier attempts were right: telling right from wrong would be another guess. Someone who shares an address
// with the user can thus lock that address out; tokens still work there.
//
// bcrypt takes a good part of a second on purpose. A guess is deducted before hashing and given back if it was right,
// so that parallel attempts get no more guesses than sequential ones. After a login, the client's network is remembered
// together with an HMAC of the password under a key that is random per process. As there is only one user, later logins
// from there only need a comparison with that HMAC. Basic credentials on every request thus cost microseconds, and
// whether a request waits for a hash depends on where it comes from, never on the password.

#pragma once

#include <array>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <optional>
#include <string_view>
#include <vector>

#include "service/auth/refusal.h"
#include "service/auth/secret.h"
#include "service/limits/networks.h"
#include "service/limits/rate_limiter.h"
#include "service/settings.h"

namespace phoney::service {

// Called from several threads at once.
class Login {
 public:
  static constexpr std::uint32_t kGuessesPerMinute = 10;

  using Time = RateLimiter::Time;

  // `settings` must outlive it. `now` is the clock by which guesses come back.
  explicit Login(const Settings& settings, Time (*now)() = std::chrono::steady_clock::now);

  // Goes on with the counts of wrong guesses of another one that has no callers any more.
  void take_over(const Login& before) { guesses_ = before.guesses_; }

  // Nothing if name and password are right. Otherwise 401, or 429 after too many guesses from that client.
  std::optional<Refusal> check(std::string_view user, std::string_view password, const IpAddress& client);
  // The same of an API key.
  std::optional<Refusal> check_key(std::string_view key, const IpAddress& client);
  // Whether `check`, called at once, might hash a password from that client.
  bool will_hash(const IpAddress& client);

 private:
  using Scope = RateLimiter::Scope;
  using Lock = std::unique_lock<std::mutex>;
  // A password that is being hashed.
  struct Hashing {
    IpAddress client;
    Digest proof;
    std::optional<bool> right;
  };

  // 429 if no guess is left.
  std::optional<Refusal> look(const IpAddress& client, Scope scope);
  // Takes a guess and returns `refusal`; 429 if no guess is left.
  Refusal take(const IpAddress& client, Scope scope, const Refusal& refusal);
  Refusal wrong_password() const;
  Digest proof_of(std::string_view user, std::string_view password) const;
  std::optional<Refusal> compare(const Digest& proof, const IpAddress& client);
  std::optional<Refusal> wait_for(const Hashing& same, Lock& lock);
  std::optional<Refusal> hash(std::string_view user, std::string_view password, Hashing& hashing, Lock& lock);
  bool verify(std::string_view user, std::string_view password) const;

  const Settings& settings_;
  Time (*const now_)();
  std::array<unsigned char, 32> key_;
  std::mutex mutex_;  // of all below
  std::shared_ptr<RateLimiter> guesses_ = std::make_shared<RateLimiter>(kGuessesPerMinute, kGuessesPerMinute);
  std::optional<Digest> proven_;  // the right name and password, once a client has sent them
  RecentNetworks logged_in_;      // networks that sent them
  RecentNetworks had_key_;        // networks that sent the right API key
  std::vector<std::shared_ptr<Hashing>> under_way_;
  std::condition_variable hashed_;
};

}  // namespace phoney::service
