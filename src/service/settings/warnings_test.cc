#include "service/settings/warnings.h"

#include <gtest/gtest.h>

#include <map>

namespace phoney::service {
namespace {

using Texts = std::map<std::string, std::string, std::less<>>;
using Warnings = std::vector<std::string>;

constexpr std::string_view kHash = "$2b$12$abcdefghijklmnopqrstuuW1SdIoZJ0A3xCbzFRTJhIOUDYLHCxOK";
constexpr std::string_view kSecret = "0123456789abcdef0123456789abcdef";

LoadedSettings load(Texts texts) {
  const SettingSource sources[] = {
      {"a test", [texts = std::move(texts)](const SettingSpec& spec) -> std::optional<std::string> {
         const auto found = texts.find(spec.name);
         return found == texts.end() ? std::nullopt : std::optional(found->second);
       }}};
  auto loaded = load_settings(sources);
  EXPECT_TRUE(loaded.errors.empty()) << joined(loaded.errors).message;
  return loaded;
}

const Texts kOwn{{"SECRET_KEY", std::string(kSecret)}, {"API_PASSWORD_HASH", std::string(kHash)}};

Texts own(Texts others) {
  others.insert(kOwn.begin(), kOwn.end());
  return others;
}

TEST(Warnings, OfSettings) {
  const struct {
    Texts texts;
    Warnings want;
  } tests[] = {
      {{}, {}},
      {{{"HOST", "localhost"}}, {}},
      {{{"HOST", "127.0.0.2"}}, {}},
      {{{"HOST", "0.0.0.0"}},
       {"other machines can connect to a server with development settings: SECRET_KEY is a published key; "
        "API_PASSWORD_HASH is that of the development password; RATE_LIMIT_PER_MINUTE is 0 (no limit); CORS_ORIGINS is "
        "* (every web page). Set PHONEY_ENV_STATE=prod"}},
      {own({{"HOST", "::"}}),
       {"other machines can connect to a server with development settings: RATE_LIMIT_PER_MINUTE is 0 (no limit); "
        "CORS_ORIGINS is * (every web page). Set PHONEY_ENV_STATE=prod"}},
      {own({{"HOST", "0.0.0.0"}, {"RATE_LIMIT_PER_MINUTE", "60"}}),
       {"other machines can connect to a server with development settings: CORS_ORIGINS is * (every web page). Set "
        "PHONEY_ENV_STATE=prod"}},
      {own({{"HOST", "0.0.0.0"}, {"RATE_LIMIT_PER_MINUTE", "60"}, {"CORS_ORIGINS", "none"}}), {}},
      {own({{"HOST", "0.0.0.0"}, {"ENV_STATE", "prod"}}), {}},
      {own({{"HOST", "0.0.0.0"}, {"ENV_STATE", "prod"}, {"RATE_LIMIT_PER_MINUTE", "0"}}), {}},
      {{{"RATE_LIMIT_BURST", "100"}},
       {"RATE_LIMIT_BURST has no effect, because RATE_LIMIT_PER_MINUTE is 0 (no limit)"}},
      {{{"RATE_LIMIT_BURST", "100"}, {"RATE_LIMIT_PER_MINUTE", "10"}}, {}},
      {own({{"ENV_STATE", "prod"}, {"RATE_LIMIT_BURST", "100"}}), {}},
      {{{"CORS_ORIGINS", "none"}}, {}},
      {{{"CORS_ORIGINS", "none"}, {"CORS_METHODS", "GET"}, {"CORS_HEADERS", "X-A"}},
       {"CORS_METHODS has no effect, because CORS_ORIGINS is none",
        "CORS_HEADERS has no effect, because CORS_ORIGINS is none"}},
      {{{"SECRET_KEY", '"' + std::string(kSecret) + '"'}},
       {"SECRET_KEY from a test is in quotation marks, which are part of the value there. Remove them if you do not "
        "want them"}},
      {{{"API_USERNAME", "'ann'"}},
       {"API_USERNAME from a test is in quotation marks, which are part of the value there. Remove them if you do not "
        "want them"}},
      {{{"API_USERNAME", "'ann"}}, {}},
      {{{"API_PASSWORD_HASH", "None"}}, {}},
      {{{"API_PASSWORD_HASH", "your_bcrypt_password_hash_here"}},
       {"API_PASSWORD_HASH from a test is not a bcrypt hash ($2b$...), so phoney accepts no password; `phoney "
        "hash-password` makes a hash"}},
      {{{"HOST", "0.0.0.0"},
        {"SECRET_KEY", "your_secret_key_here_must_be_at_least_32_chars"},
        {"API_PASSWORD_HASH", std::string(kHash)},
        {"RATE_LIMIT_PER_MINUTE", "60"},
        {"CORS_ORIGINS", "none"}},
       {"other machines can connect to a server with development settings: SECRET_KEY is a published key. Set "
        "PHONEY_ENV_STATE=prod"}},
      {{{"API_USERNAME", "'"}}, {}},
  };
  for (const auto& test : tests) EXPECT_EQ(warnings_about(load(test.texts)), test.want);
}

TEST(Warnings, HintsComeFirst) {
  LoadedSettings loaded = load({{"RATE_LIMIT_BURST", "100"}});
  loaded.hints = {"a hint"};
  EXPECT_EQ(warnings_about(loaded), (Warnings{"a hint",
                                              "RATE_LIMIT_BURST has no effect, because RATE_LIMIT_PER_MINUTE is "
                                              "0 (no limit)"}));
}

TEST(Warnings, OfTokens) {
  EXPECT_EQ(warnings_about_tokens(load(kOwn).settings), Warnings{});
  EXPECT_EQ(
      warnings_about_tokens(load({}).settings),
      Warnings{
          "SECRET_KEY is not set, so phoney signs the token with the development key, and only a development server "
          "accepts it"});
}

}  // namespace
}  // namespace phoney::service
