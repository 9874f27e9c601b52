#include "cli/settings_options.h"

#include <unistd.h>

#include <algorithm>
#include <iterator>

#include "service/settings/env_file.h"

namespace phoney::cli {
namespace {

using service::SettingSource;
using service::SettingSpec;

SettingSource command_line_source(const Invocation& invocation) {
  return {"the command line", [&invocation](const SettingSpec& spec) -> std::optional<std::string> {
            if (spec.option.empty()) return std::nullopt;
            const auto text = invocation.find(spec.option);
            if (!text) return std::nullopt;
            return std::string(*text);
          }};
}

SettingSource file_source(std::string path, service::EnvEntries entries) {
  return {std::move(path), [entries = std::move(entries)](const SettingSpec& spec) -> std::optional<std::string> {
            const auto found = std::ranges::find(entries, spec.name, &service::EnvEntries::value_type::first);
            if (found == entries.end()) return std::nullopt;
            return found->second;
          }};
}

}  // namespace

Result<service::LoadedSettings> read_settings(const Invocation& invocation, std::vector<SettingSource> last) {
  std::vector<SettingSource> sources{command_line_source(invocation), service::environment_source()};
  const auto chosen = invocation.find(kEnvFileOption.name);
  std::string path(chosen.value_or(".env"));
  if (chosen || ::access(path.c_str(), F_OK) == 0) {
    auto entries = service::read_env_file(path);
    if (!entries) return entries.error();
    sources.push_back(file_source(std::move(path), std::move(*entries)));
  }
  std::ranges::move(last, std::back_inserter(sources));
  auto loaded = service::load_settings(sources);
  if (loaded) return loaded;
  Error error = loaded.error();
  error.field.clear();  // the message names it
  return error;
}

}  // namespace phoney::cli
