#include "service/settings/unprefixed.h"

#include <algorithm>
#include <cstdlib>

namespace phoney::service {
namespace {

// Others, such as HOST, LOG_LEVEL and SECRET_KEY, are those of many programs.
constexpr std::string_view kDistinctive[] = {
    "API_PASSWORD_HASH",        "ORIGIN_VERIFY_SECRET",        "ACCESS_TOKEN_AUDIENCE", "RATE_LIMIT_PER_MINUTE",
    "SECURITY_HEADERS_ENABLED", "MAX_CONNECTIONS_PER_ADDRESS", "MAX_STREAM_RECORDS"};

bool has(const FindVariable& find, const std::string& name) {
  const auto text = find(name);
  return text && !text->empty();
}

}  // namespace

std::optional<std::string> find_environment_variable(const std::string& name) {
  const char* text = std::getenv(name.c_str());
  if (text == nullptr) return std::nullopt;
  return text;
}

std::vector<const SettingSpec*> unprefixed_settings(const FindVariable& find) {
  std::vector<const SettingSpec*> found;
  for (const SettingSpec& spec : kSettingSpecs) {
    if (has(find, bare_name(spec)) && !has(find, prefixed_name(spec))) found.push_back(&spec);
  }
  return found;
}

bool are_meant_for_phoney(const std::vector<const SettingSpec*>& settings) {
  return std::ranges::any_of(settings, [](const SettingSpec* spec) {
    return std::ranges::find(kDistinctive, spec->name) != std::end(kDistinctive);
  });
}

std::string names_of(const std::vector<const SettingSpec*>& settings, std::string (*spell)(const SettingSpec&)) {
  std::string text;
  for (std::size_t i = 0; i < settings.size(); ++i) {
    if (i > 0) text += i + 1 == settings.size() ? " and " : ", ";
    text += spell(*settings[i]);
  }
  return text;
}

}  // namespace phoney::service
