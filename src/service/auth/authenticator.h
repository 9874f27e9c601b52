// Authenticator: identifies the sender of a request by its headers.

#pragma once

#include "base/clock.h"
#include "service/auth/identity.h"
#include "service/auth/login.h"
#include "service/auth/refusal.h"
#include "service/auth/token.h"
#include "service/limits/client.h"
#include "service/message.h"
#include "service/settings.h"

namespace phoney::service {

// Called from several threads at once.
class Authenticator {
 public:
  // `settings` must outlive it. `clock` says whether a token is still good.
  explicit Authenticator(const Settings& settings, Clock clock = {});

  // Goes on with the counts of wrong guesses.
  void take_over(const Authenticator& before) { login_.take_over(before.login_); }

  // Proves `Authorization: Bearer` (a token) or `Authorization: Basic`; without that header, `X-API-Key`. Nothing is
  // returned if that succeeds, and `identity` is set.
  std::optional<Refusal> authenticate(const Request& request, const Client& client, Identity& identity);

  // Whether the request has a password to be checked.
  static bool gives_password(const Request& request);
  // Whether checking a password of that client may take a good part of a second.
  bool will_hash(const Client& client) { return login_.will_hash(client.address); }

  // Makes a token for POST /token if name and password are right. Otherwise returns the refusal.
  std::optional<Refusal> issue_token(std::string_view user, std::string_view password, const Client& client,
                                     std::string& token);

 private:
  struct NameAndPassword {
    std::string text;
    std::size_t colon;
    std::string_view name() const { return std::string_view(text).substr(0, colon); }
    std::string_view password() const { return std::string_view(text).substr(colon + 1); }
  };
  static std::optional<NameAndPassword> read_basic(std::string_view credentials);

  TokenKey token_key() const { return {settings_.secret_key, clock_, settings_.token_audience}; }
  std::optional<Refusal> check_token(std::string_view token, Identity& identity) const;
  std::optional<Refusal> check_basic(std::string_view credentials, const Client& client, Identity& identity);
  std::optional<Refusal> check_api_key(std::string_view key, const Client& client, Identity& identity);

  const Settings& settings_;
  const Clock clock_;
  Login login_;
};

}  // namespace phoney::service
