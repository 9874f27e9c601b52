#include "service/auth/login.h"

#include <openssl/crypto.h>

#include <algorithm>
#include <string>

#include "base/entropy.h"
#include "service/auth/password.h"

namespace phoney::service {
namespace {

// Clients do not learn whether there is a password or a key at all. The log's reader does.
constexpr std::string_view kWrongPassword = "Incorrect username or password";
constexpr std::string_view kWrongKey = "Invalid API key";
constexpr std::string_view kTooManyGuesses = "Too many wrong passwords or API keys: the limit is 10 a minute";
static_assert(Login::kGuessesPerMinute == 10);

bool are_equal(const Digest& a, const Digest& b) { return CRYPTO_memcmp(a.data(), b.data(), a.size()) == 0; }

std::optional<Refusal> refusal_of(const RateLimiter::Decision& guess) {
  if (guess.allowed) return std::nullopt;
  return Refusal{429, kTooManyGuesses, Reason::guess_limit, std::chrono::ceil<std::chrono::seconds>(guess.retry_after)};
}

}  // namespace

Login::Login(const Settings& settings, Time (*now)()) : settings_(settings), now_(now) {
  fill_with_entropy(std::as_writable_bytes(std::span(key_)));
}

std::optional<Refusal> Login::look(const IpAddress& client, Scope scope) {
  return refusal_of(guesses_->look(client, now_(), scope));
}

Refusal Login::take(const IpAddress& client, Scope scope, const Refusal& refusal) {
  return refusal_of(guesses_->take(client, now_(), scope)).value_or(refusal);
}

Refusal Login::wrong_password() const {
  return {401, kWrongPassword, settings_.api_password_hash.empty() ? Reason::no_password : Reason::wrong_password};
}

std::optional<Refusal> Login::check(std::string_view user, std::string_view password, const IpAddress& client) {
  const Digest proof = proof_of(user, password);
  Lock lock(mutex_);
  if (logged_in_.contains(client)) return compare(proof, client);
  if (auto refusal = look(client, Scope::network_and_site)) return refusal;
  for (const auto& other : under_way_) {
    const bool same = network_of(other->client) == network_of(client) && are_equal(other->proof, proof);
    if (same) return wait_for(*std::shared_ptr(other), lock);
  }
  if (auto refusal = refusal_of(guesses_->take(client, now_()))) return refusal;
  const auto hashing = std::make_shared<Hashing>(Hashing{client, proof, {}});
  under_way_.push_back(hashing);
  return hash(user, password, *hashing, lock);
}

// For clients of a network that has logged in: the guesses of its neighbours must not lock it out.
std::optional<Refusal> Login::compare(const Digest& proof, const IpAddress& client) {
  if (auto refusal = look(client, Scope::network)) return refusal;
  if (!are_equal(proof, *proven_)) return take(client, Scope::network, wrong_password());
  logged_in_.note(client);
  return std::nullopt;
}

// A client that opens many connections at once gives the same on each, and has but a few guesses. What is being hashed
// for one is not hashed, nor counted before it turns out to be wrong, for the others.
std::optional<Refusal> Login::wait_for(const Hashing& same, Lock& lock) {
  hashed_.wait(lock, [&] { return same.right.has_value(); });
  if (*same.right) return std::nullopt;
  return take(same.client, Scope::network_and_site, wrong_password());
}

// The guess has been taken, and `hashing` is under way.
std::optional<Refusal> Login::hash(std::string_view user, std::string_view password, Hashing& hashing, Lock& lock) {
  // Also if hashing runs out of memory; otherwise, others would wait forever.
  const auto end = [&](Hashing* ended) {
    if (!lock.owns_lock()) lock.lock();
    if (!ended->right) ended->right = false;
    std::erase_if(under_way_, [&](const auto& other) { return other.get() == ended; });
    hashed_.notify_all();
  };
  const std::unique_ptr<Hashing, decltype(end)> ending(&hashing, end);
  lock.unlock();
  const bool right = verify(user, password);
  lock.lock();
  hashing.right = right;
  if (!right) return wrong_password();
  guesses_->give_back(hashing.client);
  proven_ = hashing.proof;
  logged_in_.note(hashing.client);
  return std::nullopt;
}

std::optional<Refusal> Login::check_key(std::string_view key, const IpAddress& client) {
  const bool right = equal_secrets(key, settings_.api_key) && !settings_.api_key.empty();
  const Lock lock(mutex_);
  const Scope scope = had_key_.contains(client) ? Scope::network : Scope::network_and_site;
  if (auto refusal = look(client, scope)) return refusal;
  // Counted even if no key is set, so that clients cannot find out whether one is.
  if (!right) {
    return take(client, scope,
                {401, kWrongKey, settings_.api_key.empty() ? Reason::no_api_key : Reason::wrong_api_key});
  }
  had_key_.note(client);
  return std::nullopt;
}

bool Login::will_hash(const IpAddress& client) {
  // A guess may come back between this call and `check`. Clients refused for longer than that are refused at once.
  constexpr auto kMoment = std::chrono::milliseconds(100);
  const Lock lock(mutex_);
  if (logged_in_.contains(client)) return false;
  return guesses_->look(client, now_()).retry_after < kMoment;
}

Digest Login::proof_of(std::string_view user, std::string_view password) const {
  // The digest of the name has one length, so that no other name and password run together to the same text.
  const Digest name = digest_of(user);
  std::string text(reinterpret_cast<const char*>(name.data()), name.size());
  text += password;
  return keyed_digest_of({reinterpret_cast<const char*>(key_.data()), key_.size()}, text);
}

bool Login::verify(std::string_view user, std::string_view password) const {
  // Always checks both, so that an unknown name takes as long as a wrong password.
  const bool may_log_in = !settings_.api_password_hash.empty();
  // If logging in is impossible, verifies against any hash, to take the same time.
  const std::string hash(may_log_in ? std::string_view(settings_.api_password_hash) : kDevelopmentPasswordHash);
  const bool right_password = verify_password(password, hash) && may_log_in;
  const bool right_user = equal_secrets(user, settings_.api_username);
  return right_password && right_user;
}

}  // namespace phoney::service
