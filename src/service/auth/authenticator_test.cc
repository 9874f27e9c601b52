#include "service/auth/authenticator.h"

#include <gtest/gtest.h>

#include <vector>

#include "service/auth/base64.h"
#include "service/auth/password.h"
#include "service/auth/token.h"

namespace phoney::service {
namespace {

constexpr std::string_view kNotAuthenticated =
    "401 Not authenticated; send a user and password (curl -u USER:PASSWORD), or a token from POST /token "
    "(Authorization: Bearer TOKEN), no_credentials";

const Clock kClock(Clock::Instant(std::chrono::seconds(1'700'000'000)));

Settings test_settings() {
  Settings settings;
  settings.api_username = "ann";
  settings.api_password_hash = *hash_password("se:cret", 4);
  settings.api_key = "0123456789abcdef";
  settings.secret_key = "0123456789abcdef0123456789abcdef";
  return settings;
}

Client client_at(std::string_view address) { return {address, *IpAddress::parse(address), false}; }

// "user by proof", or "status detail".
std::string outcome(Authenticator& authenticator, const std::vector<Header>& headers) {
  Request request;
  request.headers = headers;
  Identity identity;
  if (const auto refusal = authenticator.authenticate(request, client_at("192.0.2.1"), identity)) {
    EXPECT_FALSE(identity.authenticated());
    return std::to_string(refusal->status) + ' ' + std::string(refusal->detail) + ", " +
           std::string(to_string(refusal->reason));
  }
  EXPECT_TRUE(identity.authenticated());
  return identity.user + " by " + std::to_string(static_cast<int>(identity.proven_by));
}

std::string basic(std::string_view text) {
  std::string encoded = base64url_encode({reinterpret_cast<const unsigned char*>(text.data()), text.size()});
  while (encoded.size() % 4 != 0) encoded += '=';
  return "Basic " + encoded;
}

TEST(Authenticator, Headers) {
  const Settings settings = test_settings();
  Authenticator authenticator(settings, kClock);
  const TokenKey key{settings.secret_key, kClock};
  const std::string good = make_token(key, "ann", std::chrono::minutes(1));
  const std::string bearer = "Bearer " + good;
  const std::string spaced = "bearer   " + good;
  const std::string other_user = "Bearer " + make_token(key, "eve", std::chrono::minutes(1));
  const std::string right = basic("ann:se:cret");
  const std::string wrong = basic("ann:secret");
  const std::string stranger = basic("eve:se:cret");
  const std::string no_colon = basic("ann");
  const struct {
    std::vector<Header> headers;
    std::string_view want;
  } tests[] = {
      {{{"x-api-key", "0123456789abcdef"}}, "ann by 3"},
      {{{"X-API-Key", "0123456789abcdeF"}}, "401 Invalid API key, wrong_api_key"},
      {{{"X-API-Key", "0123456789abcdef0"}}, "401 Invalid API key, wrong_api_key"},
      {{{"X-API-Key", ""}}, kNotAuthenticated},
      {{}, kNotAuthenticated},
      {{{"Authorization", bearer}}, "ann by 1"},
      {{{"Authorization", spaced}}, "ann by 1"},
      {{{"Authorization", good}}, "401 Could not validate credentials, malformed_credentials"},
      {{{"Authorization", other_user}}, "401 Could not validate credentials, token_user"},
      {{{"Authorization", "Bearer"}}, "401 Could not validate credentials, malformed_credentials"},
      {{{"Authorization", "Bearer "}}, "401 Could not validate credentials, token_malformed"},
      {{{"Authorization", "Digest abc"}}, "401 Could not validate credentials, malformed_credentials"},
      {{{"Authorization", right}}, "ann by 2"},
      {{{"Authorization", wrong}}, "401 Incorrect username or password, wrong_password"},
      {{{"Authorization", stranger}}, "401 Incorrect username or password, wrong_password"},
      {{{"Authorization", no_colon}}, "401 Could not validate credentials, malformed_credentials"},
      {{{"Authorization", "Basic !"}}, "401 Could not validate credentials, malformed_credentials"},
      {{{"Authorization", "Basic !"}, {"X-API-Key", "0123456789abcdef"}},
       "401 Could not validate credentials, malformed_credentials"},
  };
  for (const auto& test : tests) EXPECT_EQ(outcome(authenticator, test.headers), test.want);
}

TEST(Authenticator, WithoutAKeyNoKeyIsRight) {
  Settings settings = test_settings();
  settings.api_key.clear();
  Authenticator authenticator(settings, kClock);
  EXPECT_EQ(outcome(authenticator, {{"X-API-Key", "k"}}), "401 Invalid API key, no_api_key");
}

TEST(Authenticator, WithoutAPasswordNoPasswordIsRight) {
  Settings settings = test_settings();
  settings.api_password_hash.clear();
  Authenticator authenticator(settings, kClock);
  EXPECT_EQ(outcome(authenticator, {{"Authorization", basic("ann:se:cret")}}),
            "401 Incorrect username or password, no_password");
}

TEST(Authenticator, TellsWhatGivesAPassword) {
  const auto gives_password = [](std::string_view method, std::string_view path, const std::string& authorization) {
    const Header header{"authorization", authorization};
    return Authenticator::gives_password({.method = method, .path = path, .headers = {&header, 1}});
  };
  EXPECT_FALSE(gives_password("POST", "/template", ""));
  EXPECT_FALSE(gives_password("POST", "/template", "Bearer x"));
  EXPECT_FALSE(gives_password("POST", "/template", "Basic !"));
  EXPECT_TRUE(gives_password("POST", "/template", basic("ann:wrong")));
  EXPECT_TRUE(gives_password("POST", "/template", "basic  " + basic("ann:wrong").substr(6)));
}

TEST(Authenticator, IssuesTokensThatItTakes) {
  const Settings settings = test_settings();
  Authenticator authenticator(settings, kClock);
  std::string token;
  EXPECT_EQ(authenticator.issue_token("ann", "wrong", client_at("::1"), token)->status, 401);
  EXPECT_EQ(token, "");
  ASSERT_FALSE(authenticator.issue_token("ann", "se:cret", client_at("::1"), token));
  EXPECT_EQ(outcome(authenticator, {{"Authorization", "Bearer " + token}}), "ann by 1");
}

TEST(Authenticator, WrongKeysAreGuessesAndWrongTokensAreNot) {
  const Settings settings = test_settings();
  Authenticator authenticator(settings, kClock);
  for (int i = 0; i < 20; ++i) {
    EXPECT_EQ(outcome(authenticator, {{"Authorization", "Bearer x"}}),
              "401 Could not validate credentials, token_malformed");
  }
  for (int i = 0; i < 5; ++i)
    EXPECT_EQ(outcome(authenticator, {{"X-API-Key", "x"}}), "401 Invalid API key, wrong_api_key");
  const std::string wrong = basic("ann:x");
  for (int i = 0; i < 5; ++i) {
    EXPECT_EQ(outcome(authenticator, {{"Authorization", wrong}}), "401 Incorrect username or password, wrong_password");
  }
  EXPECT_EQ(outcome(authenticator, {{"X-API-Key", "0123456789abcdef"}}),
            "429 Too many wrong passwords or API keys: the limit is 10 a minute, guess_limit");
  EXPECT_EQ(outcome(authenticator, {{"Authorization", wrong}}),
            "429 Too many wrong passwords or API keys: the limit is 10 a minute, guess_limit");
  const std::string token = "Bearer " + make_token({settings.secret_key, kClock}, "ann", std::chrono::minutes(1));
  EXPECT_EQ(outcome(authenticator, {{"Authorization", token}}), "ann by 1");
}

TEST(Authenticator, WithoutAKeyGuessesCountAllTheSame) {
  Settings settings = test_settings();
  settings.api_key.clear();
  Authenticator authenticator(settings, kClock);
  for (int i = 0; i < 10; ++i)
    EXPECT_EQ(outcome(authenticator, {{"X-API-Key", "x"}}), "401 Invalid API key, no_api_key");
  EXPECT_EQ(outcome(authenticator, {{"X-API-Key", "x"}}),
            "429 Too many wrong passwords or API keys: the limit is 10 a minute, guess_limit");
}

}  // namespace
}  // namespace phoney::service
