#include "lambda/remote_values.h"

#include <gtest/gtest.h>

namespace phoney::lambda {
namespace {

TEST(RemoteValues, ParametersAreNamedBelowThePath) {
  const aws::Parameter parameters[] = {
      {"/phoney/dev/SECRET_KEY", "s"}, {"/phoney/dev/PORTS", "1"}, {"/phoney/dev/a/PORT", "2"}};
  const RemoteValues values = values_of_parameters(parameters, "/phoney/dev/");
  EXPECT_EQ(values.texts.size(), 1u);
  EXPECT_EQ(values.texts.at("SECRET_KEY"), "s");
  ASSERT_EQ(values.warnings.size(), 2u);
  EXPECT_EQ(values.warnings[0].substr(0, 68), "the parameter PORTS is not a setting of phoney; did you mean `PORT`?");
}

TEST(RemoteValues, AnEmptyPathIsAWarning) {
  EXPECT_EQ(values_of_parameters({}, "/a/").warnings,
            std::vector<std::string>{"Parameter Store has no parameters under /a/"});
}

TEST(RemoteValues, MembersOfTheSecretAreMapped) {
  const auto values = values_of_secret(
      R"({"api_password_hash":"h","jwt_secret":"j","api_key":"k","origin_verify_secret":"o","jwt_secrets":1})", "id");
  ASSERT_TRUE(values);
  const std::map<std::string, std::string, std::less<>> want{
      {"API_PASSWORD_HASH", "h"}, {"SECRET_KEY", "j"}, {"API_KEY", "k"}, {"ORIGIN_VERIFY_SECRET", "o"}};
  EXPECT_EQ(values->texts, want);
  EXPECT_EQ(values->warnings,
            std::vector<std::string>{
                "in the secret id, the member jwt_secrets is not a setting of phoney; did you mean `jwt_secret`?"});
}

TEST(RemoteValues, ABadSecretIsNotQuoted) {
  for (const std::string_view text : {"hunter2", "\"hunter2\"", "[\"hunter2\"]", "{\"hunter2\"}"}) {
    const auto values = values_of_secret(text, "id");
    ASSERT_FALSE(values) << text;
    EXPECT_EQ(values.error().message, "the secret id must be a JSON object such as {\"jwt_secret\": \"...\"}");
  }
  EXPECT_EQ(values_of_secret(R"({"jwt_secret":5})", "id").error().message,
            "in the secret id, jwt_secret must be a string, not an integer");
}

}  // namespace
}  // namespace phoney::lambda
