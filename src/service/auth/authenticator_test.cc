#include "service/auth/authenticator.h"

#include <gtest/gtest.h>

#include <vector>

namespace phoney::service {
namespace {

// "user by proof", or the error's message.
std::string outcome(const Settings& settings, const std::vector<Header>& headers) {
  const Authenticator authenticator(settings);
  Request request;
  request.headers = headers;
  const auto identity = authenticator.authenticate(request);
  if (!identity) return identity.error().message;
  EXPECT_TRUE(identity->authenticated());
  return identity->user + " by " + std::to_string(static_cast<int>(identity->proven_by));
}

TEST(Authenticator, ApiKey) {
  Settings settings;
  settings.api_username = "ann";
  EXPECT_EQ(outcome(settings, {{"X-API-Key", "k"}}), "Invalid API key");
  settings.api_key = "0123456789abcdef";
  const struct {
    std::vector<Header> headers;
    std::string_view want;
  } tests[] = {
      {{{"x-api-key", "0123456789abcdef"}}, "ann by 3"},
      {{{"X-API-Key", "0123456789abcdeF"}}, "Invalid API key"},
      {{{"X-API-Key", "0123456789abcdef0"}}, "Invalid API key"},
      {{{"X-API-Key", ""}}, "Not authenticated"},
      {{}, "Not authenticated"},
  };
  for (const auto& test : tests) EXPECT_EQ(outcome(settings, test.headers), test.want);
}

}  // namespace
}  // namespace phoney::service
