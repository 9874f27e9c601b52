// `phoney token`: creates an access token without a login, for anyone who has SECRET_KEY.

#include <algorithm>
#include <iterator>

#include "cli/commands.h"
#include "cli/report.h"
#include "cli/settings_options.h"
#include "cli/sink.h"
#include "service/auth/token.h"
#include "service/settings/warnings.h"

namespace phoney::cli {
namespace {

// The settings that a token depends on. API_PASSWORD_HASH is not one of them, so production does not need it here.
constexpr bool is_read(const service::SettingSpec& spec) {
  constexpr std::string_view kNames[] = {"ENV_STATE", "API_USERNAME", "SECRET_KEY", "ACCESS_TOKEN_EXPIRE_MINUTES",
                                         "ACCESS_TOKEN_AUDIENCE"};
  return std::ranges::find(kNames, spec.name) != std::end(kNames);
}

int run_token(const Engine&, const Invocation& invocation) {
  const auto loaded = read_settings(invocation, is_read);
  if (!loaded.errors.empty()) return report_bad_settings(loaded);
  const service::Settings& settings = loaded.settings;
  for (const std::string& warning : service::warnings_about_tokens(settings)) warn(warning);
  const service::TokenKey key{.secret = settings.secret_key, .audience = settings.token_audience};
  return print(service::make_token(key, settings.api_username, settings.token_lifetime) + '\n');
}

constexpr Example kExamples[] = {
    {"phoney token --access-token-expire-minutes 5", "Create a token that is valid for five minutes."},
    {"curl -H \"Authorization: Bearer $(phoney token)\" http://localhost:8000/...", "Send a request with a token."},
};

constexpr auto kOptions = make_settings_options<is_read>();

constexpr std::string_view kDetails =
    "phoney signs the token with PHONEY_SECRET_KEY, so the server must have the same key. A\n"
    "password is not needed.\n"
    "\n"
    "Settings come from options, then from environment variables (PHONEY_API_USERNAME for\n"
    "--api-username), then from .env, which uses the same names.\n";

}  // namespace

constinit const Command token_command{
    "token", "Create an access token for the HTTP API", kDetails, {}, kOptions, kExamples, run_token,
};

}  // namespace phoney::cli
