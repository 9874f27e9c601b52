#include "service/settings/unprefixed.h"

#include <algorithm>
#include <cstdlib>

#include <fmt/format.h>

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

std::vector<const SettingSpec*> distinctive_settings(const FindVariable& find) {
  auto settings = unprefixed_settings(find);
  std::erase_if(settings, [](const SettingSpec* spec) {
    return std::ranges::find(kDistinctive, spec->name) == std::end(kDistinctive);
  });
  return settings;
}

std::string explain_unprefixed(const FindVariable& find, std::string_view place) {
  const auto settings = distinctive_settings(find);
  if (settings.empty()) return "";
  const bool is_one = settings.size() == 1;
  return fmt::format("if {} in {} {} meant for phoney, rename {} to {}", names_of(settings, bare_name), place,
                     is_one ? "is" : "are", is_one ? "it" : "them", names_of(settings, prefixed_name));
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
