#include "service/auth/authenticator.h"

#include "service/auth/base64.h"

namespace phoney::service {
namespace {

constexpr Refusal kNoCredentials{401,
                                 "Not authenticated; send a user and password (curl -u USER:PASSWORD), or a token from "
                                 "POST /token (Authorization: Bearer TOKEN)",
                                 Reason::no_credentials};

// What is wrong with them is not the bearer's business, but that of the log's reader.
constexpr Refusal bad_credentials(Reason reason) { return {401, "Could not validate credentials", reason}; }

// The rest of "Scheme rest", if it is that scheme (RFC 9110, 11.4).
std::optional<std::string_view> after_scheme(std::string_view authorization, std::string_view scheme) {
  if (authorization.size() <= scheme.size() || authorization[scheme.size()] != ' ') return std::nullopt;
  if (!equals_ignoring_case(authorization.substr(0, scheme.size()), scheme)) return std::nullopt;
  authorization.remove_prefix(scheme.size());
  while (authorization.starts_with(' ')) authorization.remove_prefix(1);
  return authorization;
}

}  // namespace

Authenticator::Authenticator(const Settings& settings, Clock clock)
    : settings_(settings), clock_(clock), login_(settings) {}

std::optional<Refusal> Authenticator::authenticate(const Request& request, const Client& client, Identity& identity) {
  const std::string_view authorization = request.header("authorization");
  if (authorization.empty()) {
    const std::string_view key = request.header("x-api-key");
    return key.empty() ? kNoCredentials : check_api_key(key, client, identity);
  }
  if (const auto token = after_scheme(authorization, "Bearer")) return check_token(*token, identity);
  if (const auto credentials = after_scheme(authorization, "Basic")) return check_basic(*credentials, client, identity);
  return bad_credentials(Reason::malformed_credentials);
}

bool Authenticator::gives_password(const Request& request) {
  const auto credentials = after_scheme(request.header("authorization"), "Basic");
  return credentials && read_basic(*credentials);
}

std::optional<Refusal> Authenticator::issue_token(std::string_view user, std::string_view password,
                                                  const Client& client, std::string& token) {
  if (auto refusal = login_.check(user, password, client.address)) return refusal;
  token = make_token(token_key(), user, settings_.token_lifetime);
  return std::nullopt;
}

// Wrong tokens do not count as guesses: a signature of 256 bits cannot be guessed, and a weak key can be found offline
// from a single token.
std::optional<Refusal> Authenticator::check_token(std::string_view token, Identity& identity) const {
  VerifiedToken verified = verify_token(token_key(), token);
  if (!verified) return bad_credentials(verified.refusal);
  // A token outlives its user's name when that is changed.
  if (verified.user != settings_.api_username) return bad_credentials(Reason::token_user);
  identity = {std::move(verified.user), Credentials::bearer_token};
  return std::nullopt;
}

std::optional<Authenticator::NameAndPassword> Authenticator::read_basic(std::string_view credentials) {
  auto text = base64_decode(credentials);
  const std::size_t colon = text ? text->find(':') : std::string::npos;
  if (colon == std::string::npos) return std::nullopt;
  return NameAndPassword{std::move(*text), colon};
}

std::optional<Refusal> Authenticator::check_basic(std::string_view credentials, const Client& client,
                                                  Identity& identity) {
  const auto basic = read_basic(credentials);
  if (!basic) return bad_credentials(Reason::malformed_credentials);
  if (auto refusal = login_.check(basic->name(), basic->password(), client.address)) return refusal;
  identity = {std::string(basic->name()), Credentials::password};
  return std::nullopt;
}

std::optional<Refusal> Authenticator::check_api_key(std::string_view key, const Client& client, Identity& identity) {
  if (auto refusal = login_.check_key(key, client.address)) return refusal;
  identity = {settings_.api_username, Credentials::api_key};
  return std::nullopt;
}

}  // namespace phoney::service
