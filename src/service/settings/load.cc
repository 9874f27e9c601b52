#include "service/settings/load.h"

#include <fmt/format.h>

#include "service/settings/unprefixed.h"

namespace phoney::service {
namespace {

LoadedSetting find_setting(const SettingSpec& spec, std::span<const SettingSource> sources, bool production) {
  for (const SettingSource& source : sources) {
    auto text = source.find(spec);
    if (text && !text->empty()) return {&spec, std::move(*text), source.name, source.spell(spec)};
  }
  return {&spec, std::string(spec.fallback_in(production)), std::string(kDefaultSource), prefixed_name(spec)};
}

Error bad_setting(const LoadedSetting& setting, const std::string& wrong) {
  std::string message = setting.is_default() ? fmt::format("{} {}", setting.name, wrong)
                                             : fmt::format("{} from {} {}", setting.name, setting.source, wrong);
  const bool shows_text = wrong.starts_with("must") && !setting.spec->secret && !setting.text.empty();
  if (shows_text) message += fmt::format(", not \"{}\"", setting.text);
  if (begins_with_quote(setting.text))
    message += ". The value begins with a quotation mark; write it without quotation marks here";
  return make_error(ErrorCode::invalid_argument, std::move(message), std::string(setting.spec->name));
}

// For a service named phoney, Kubernetes sets PHONEY_PORT=tcp://10.0.0.1:80 in the containers beside it.
bool is_link_to_service(std::string_view text) { return text.starts_with("tcp://") || text.starts_with("udp://"); }

}  // namespace

std::string LoadedSetting::shown() const { return spec->secret && !text.empty() ? "********" : text; }

bool begins_with_quote(std::string_view text) { return text.starts_with('"') || text.starts_with('\''); }

LoadedSettings load_settings(std::span<const SettingSource> sources, SettingFilter is_read) {
  LoadedSettings loaded;
  for (const SettingSpec& spec : kSettingSpecs) {
    if (!is_read(spec)) continue;
    LoadedSetting setting = find_setting(spec, sources, loaded.settings.production);
    const std::string wrong = spec.read(setting.text, loaded.settings);
    if (!wrong.empty()) loaded.errors.push_back(bad_setting(setting, wrong));
    loaded.origins.push_back(std::move(setting));
  }
  return loaded;
}

Error joined(std::span<const Error> errors) {
  Error all = errors.front();
  for (const Error& error : errors.subspan(1)) all.message += "; " + error.message;
  return all;
}

SettingSource environment_source() {
  return {.name = "the environment",
          .find = [](const SettingSpec& spec) -> std::optional<std::string> {
            auto text = find_environment_variable(prefixed_name(spec));
            if (text && spec.name == "PORT" && is_link_to_service(*text)) return std::nullopt;
            return text;
          },
          .spell = prefixed_name};
}

SettingSource platform_port_source() {
  return {.name = "the environment", .find = [](const SettingSpec& spec) -> std::optional<std::string> {
            return spec.name == "PORT" ? find_environment_variable("PORT") : std::nullopt;
          }};
}

}  // namespace phoney::service
