#include "service/settings/warnings.h"

#include <algorithm>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "service/auth/password.h"
#include "service/message.h"

namespace phoney::service {
namespace {

bool is_loopback(const std::string& host) { return host == "localhost" || host == "::1" || host.starts_with("127."); }

bool is_set(const LoadedSettings& loaded, std::string_view name) {
  return std::ranges::any_of(loaded.origins, [&](const LoadedSetting& setting) {
    return setting.spec->name == name && !setting.is_default();
  });
}

bool stands_in_quotes(std::string_view text) {
  return text.size() > 1 && begins_with_quote(text) && text.back() == text.front();
}

// The reader takes that in development.
bool is_no_hash(const LoadedSetting& setting) {
  return setting.spec->name == "API_PASSWORD_HASH" && !equals_ignoring_case(setting.text, "none") &&
         !is_password_hash(setting.text);
}

// What development settings allow everyone to do.
std::vector<std::string> open_to_strangers(const Settings& settings) {
  std::vector<std::string> found;
  if (is_published_key(settings.secret_key)) found.emplace_back("SECRET_KEY is a published key");
  if (settings.api_password_hash == kDevelopmentPasswordHash) {
    found.emplace_back("API_PASSWORD_HASH is that of the development password");
  }
  if (settings.rate_limit_per_minute == 0) found.emplace_back("RATE_LIMIT_PER_MINUTE is 0 (no limit)");
  if (std::ranges::find(settings.cors_origins, "*") != settings.cors_origins.end()) {
    found.emplace_back("CORS_ORIGINS is * (every web page)");
  }
  return found;
}

}  // namespace

std::vector<std::string> warnings_about(const LoadedSettings& loaded) {
  const Settings& settings = loaded.settings;
  std::vector<std::string> warnings = loaded.hints;
  if (!settings.production && !is_loopback(settings.host)) {
    const std::vector<std::string> open = open_to_strangers(settings);
    if (!open.empty()) {
      warnings.push_back(
          fmt::format("other machines can connect to a server with development settings: {}. Set PHONEY_ENV_STATE=prod",
                      fmt::join(open, "; ")));
    }
  }
  if (settings.rate_limit_burst != 0 && settings.rate_limit_per_minute == 0) {
    warnings.emplace_back("RATE_LIMIT_BURST has no effect, because RATE_LIMIT_PER_MINUTE is 0 (no limit)");
  }
  for (const std::string_view name : {"CORS_METHODS", "CORS_HEADERS"}) {
    if (settings.cors_origins.empty() && is_set(loaded, name)) {
      warnings.push_back(fmt::format("{} has no effect, because CORS_ORIGINS is none", name));
    }
  }
  for (const LoadedSetting& setting : loaded.origins) {
    if (is_no_hash(setting)) {
      warnings.push_back(fmt::format(
          "{} from {} is not a bcrypt hash ($2b$...), so phoney accepts no password; `phoney hash-password` "
          "makes a hash",
          setting.name, setting.source));
    }
  }
  for (const LoadedSetting& setting : loaded.origins) {
    if (!stands_in_quotes(setting.text)) continue;
    warnings.push_back(fmt::format(
        "{} from {} is in quotation marks, which are part of the value there. Remove them if you do not want "
        "them",
        setting.name, setting.source));
  }
  return warnings;
}

std::vector<std::string> warnings_about_tokens(const Settings& settings) {
  if (settings.secret_key != kDevelopmentSecretKey) return {};
  return {
      "SECRET_KEY is not set, so phoney signs the token with the development key, and only a development server "
      "accepts it"};
}

}  // namespace phoney::service
