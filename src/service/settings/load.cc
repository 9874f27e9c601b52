#include "service/settings/load.h"

#include <cstdlib>

#include <fmt/format.h>

namespace phoney::service {
namespace {

LoadedSetting find_setting(const SettingSpec& spec, std::span<const SettingSource> sources, bool production) {
  for (const SettingSource& source : sources) {
    auto text = source.find(spec);
    if (text && !text->empty()) return {&spec, std::move(*text), source.name};
  }
  return {&spec, std::string(spec.fallback_in(production)), std::string(kDefaultSource)};
}

Error bad_setting(const LoadedSetting& setting, const std::string& wrong) {
  const std::string_view name = setting.spec->name;
  std::string message = setting.source == kDefaultSource ? fmt::format("{} {}", name, wrong)
                                                         : fmt::format("{} from {} {}", name, setting.source, wrong);
  const bool shows_text = wrong.starts_with("must") && !setting.spec->secret && !setting.text.empty();
  if (shows_text) message += fmt::format(", not \"{}\"", setting.text);
  if (begins_with_quote(setting.text)) message += ". It begins with a quotation mark: write it without quotes here";
  return make_error(ErrorCode::invalid_argument, std::move(message), std::string(name));
}

}  // namespace

std::string LoadedSetting::shown() const { return spec->secret && !text.empty() ? "********" : text; }

bool begins_with_quote(std::string_view text) { return text.starts_with('"') || text.starts_with('\''); }

Result<LoadedSettings> load_settings(std::span<const SettingSource> sources) {
  LoadedSettings loaded;
  for (const SettingSpec& spec : kSettingSpecs) {
    LoadedSetting setting = find_setting(spec, sources, loaded.settings.production);
    const std::string wrong = spec.read(setting.text, loaded.settings);
    if (!wrong.empty()) return bad_setting(setting, wrong);
    loaded.origins.push_back(std::move(setting));
  }
  return loaded;
}

SettingSource environment_source() {
  return {"the environment", [](const SettingSpec& spec) -> std::optional<std::string> {
            const char* text = std::getenv(std::string(spec.name).c_str());
            if (text == nullptr) return std::nullopt;
            return text;
          }};
}

}  // namespace phoney::service
