#include "service/auth/login.h"

#include <openssl/crypto.h>

#include <string>

#include "base/entropy.h"
#include "service/auth/password.h"

namespace phoney::service {
namespace {

constexpr Refusal kWrong{401, "Incorrect username or password", {}};

}  // namespace

Login::Login(const Settings& settings) : settings_(settings) {
  fill_with_entropy(std::as_writable_bytes(std::span(key_)));
}

std::optional<Refusal> Login::check(std::string_view user, std::string_view password, const IpAddress& client) {
  const Digest proof = proof_of(user, password);
  if (remembers(proof)) return std::nullopt;
  const auto now = std::chrono::steady_clock::now();
  if (const auto guess = guesses_.look(client, now); !guess.allowed) {
    return Refusal{429, "Too many wrong passwords", std::chrono::ceil<std::chrono::seconds>(guess.retry_after)};
  }
  if (!verify(user, password)) {
    guesses_.take(client, now);
    return kWrong;
  }
  const std::scoped_lock lock(mutex_);
  proven_ = proof;
  return std::nullopt;
}

Digest Login::proof_of(std::string_view user, std::string_view password) const {
  // The digest of the name has one length, so that no other name and password run together to the same text.
  const Digest name = digest_of(user);
  std::string text(reinterpret_cast<const char*>(name.data()), name.size());
  text += password;
  return keyed_digest_of({reinterpret_cast<const char*>(key_.data()), key_.size()}, text);
}

bool Login::remembers(const Digest& proof) {
  const std::scoped_lock lock(mutex_);
  return proven_ && CRYPTO_memcmp(proven_->data(), proof.data(), proof.size()) == 0;
}

bool Login::verify(std::string_view user, std::string_view password) const {
  // Both are always looked at: an unknown name costs what a wrong password does.
  const bool may_log_in = !settings_.api_password_hash.empty();
  // Any hash costs a guess its time where nobody can log in.
  const std::string hash(may_log_in ? std::string_view(settings_.api_password_hash) : kDevelopmentPasswordHash);
  const bool right_password = verify_password(password, hash) && may_log_in;
  const bool right_user = equal_secrets(user, settings_.api_username);
  return right_password && right_user;
}

}  // namespace phoney::service
