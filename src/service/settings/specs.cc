#include "service/settings/specs.h"

#include <algorithm>

#include <fmt/format.h>

namespace phoney::service {
namespace {

std::string shown(std::string_view fallback, bool secret) {
  if (fallback.empty()) return "";
  return secret ? "development value" : fmt::format("`{}`", fallback);
}

std::string default_cell(const SettingSpec& spec) {
  std::string usual = shown(spec.fallback, spec.secret);
  if (spec.production_fallback == SettingSpec::kSame) return usual;
  const std::string production = shown(spec.production_fallback, spec.secret);
  return fmt::format("{}; {} in prod", usual, production.empty() ? "required" : production);
}

}  // namespace

std::string_view to_string(LogLevel level) {
  switch (level) {
    case LogLevel::debug:
      return "debug";
    case LogLevel::info:
      return "info";
    case LogLevel::warning:
      return "warning";
    case LogLevel::error:
      return "error";
    case LogLevel::off:
      return "off";
  }
  return "off";
}

std::string prefixed_name(const SettingSpec& spec) { return fmt::format("{}{}", kSettingPrefix, spec.name); }
std::string bare_name(const SettingSpec& spec) { return std::string(spec.name); }

std::string settings_as_markdown() {
  std::string text = "| setting | option | default | meaning |\n| --- | --- | --- | --- |\n";
  for (const SettingSpec& spec : kSettingSpecs) {
    std::string description(spec.description);
    std::ranges::replace(description, '\n', ' ');
    text += fmt::format("| `{}` | {} | {} | {} |\n", spec.name,
                        spec.option.empty() ? "" : fmt::format("`{}`", spec.option), default_cell(spec), description);
  }
  return text;
}

}  // namespace phoney::service
