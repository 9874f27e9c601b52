#include "service/settings/misspelt.h"

#include <unistd.h>

#include <algorithm>

#include <fmt/format.h>

#include "base/near.h"
#include "service/settings/specs.h"

namespace phoney::service {
namespace {

// The first words of names are looked at too: RATE_LIMT is far from RATE_LIMIT_PER_MINUTE, but near to RATE_LIMIT. A
// single word, such as the TOKEN or the URL of a client, says too little.
std::vector<std::string_view> beginnings_of_names() {
  std::vector<std::string_view> beginnings;
  for (const SettingSpec& spec : kSettingSpecs) {
    beginnings.push_back(spec.name);
    for (std::size_t end = spec.name.rfind('_'); end != std::string_view::npos; end = spec.name.rfind('_', end - 1)) {
      if (spec.name.find('_') < end) beginnings.push_back(spec.name.substr(0, end));
    }
  }
  return beginnings;
}

bool is_setting(std::string_view name) {
  return std::ranges::find(kSettingSpecs, name, &SettingSpec::name) != std::end(kSettingSpecs);
}

// The setting whose name is spelt alike; nullptr if there is none. A name that only contains a setting's, such as
// DB_HOST, is not spelt like it.
const SettingSpec* nearest_setting(std::string_view name) {
  const auto near = near_names(name, beginnings_of_names(), 1);
  if (near.empty()) return nullptr;
  const std::string& found = near.front();
  const std::size_t longer = std::max(found.size(), name.size()) - std::min(found.size(), name.size());
  if (longer > std::max<std::size_t>(1, name.size() / 3)) return nullptr;
  return std::ranges::find_if(kSettingSpecs, [&](const SettingSpec& spec) { return spec.name.starts_with(found); });
}

}  // namespace

EnvEntries prefixed_environment() {
  EnvEntries entries;
  for (char** variable = environ; variable != nullptr && *variable != nullptr; ++variable) {
    const std::string_view text = *variable;
    const std::size_t end = text.find('=');
    if (end != std::string_view::npos) entries.emplace_back(text.substr(0, end), text.substr(end + 1));
  }
  std::ranges::sort(entries);  // so that warnings come in the same order each time
  return with_prefix(std::move(entries));
}

EnvEntries with_prefix(EnvEntries entries) {
  std::erase_if(entries, [](const auto& entry) { return !entry.first.starts_with(kSettingPrefix); });
  return entries;
}

std::vector<std::string> misspelt_settings(const EnvEntries& entries, std::string_view place) {
  std::vector<std::string> warnings;
  for (const auto& [whole, value] : entries) {
    const std::string_view prefix = whole.starts_with(kSettingPrefix) ? kSettingPrefix : "";
    const std::string_view name = std::string_view(whole).substr(prefix.size());
    if (value.empty() || is_setting(name)) continue;
    const SettingSpec* const meant = nearest_setting(name);
    if (meant == nullptr) continue;
    warnings.push_back(
        fmt::format("{} in {} is not a setting of phoney; did you mean {}{}?", whole, place, prefix, meant->name));
  }
  return warnings;
}

}  // namespace phoney::service
