// `phoney token`: an access token without a login, for whoever has SECRET_KEY.

#include "cli/commands.h"
#include "cli/report.h"
#include "cli/settings_options.h"
#include "cli/sink.h"
#include "service/auth/token.h"
#include "service/settings/warnings.h"

namespace phoney::cli {
namespace {

// Tokens are signed without a password, so production does not need one here.
service::SettingSource no_password() {
  return {"`phoney token`", [](const service::SettingSpec& spec) -> std::optional<std::string> {
            if (spec.name != "API_PASSWORD_HASH") return std::nullopt;
            return "none";
          }};
}

int run_token(const Engine&, const Invocation& invocation) {
  const auto loaded = read_settings(invocation, {no_password()});
  if (!loaded.errors.empty()) return report_bad_settings(loaded);
  const service::Settings& settings = loaded.settings;
  for (const std::string& warning : service::warnings_about_tokens(settings)) warn(warning);
  const service::TokenKey key{.secret = settings.secret_key, .audience = settings.token_audience};
  return print(service::make_token(key, settings.api_username, settings.token_lifetime) + '\n');
}

constexpr Example kExamples[] = {
    {"phoney token --access-token-expire-minutes 5",
     "For PHONEY_API_USERNAME, signed with PHONEY_SECRET_KEY, good for five minutes."},
    {"curl -H \"Authorization: Bearer $(phoney token)\" http://localhost:8000/...", "A request with it."},
};

}  // namespace

constinit const Command token_command{
    "token", "Make an access token for the HTTP API", kSettingsHelp, {}, kSettingsOptions, kExamples, run_token,
};

}  // namespace phoney::cli
