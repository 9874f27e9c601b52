// A .env file, and what it says as settings: whatever it holds, the answer is settings or an error that names one.

#include <algorithm>
#include <cstddef>
#include <cstdint>

#include "fuzz_engine.h"
#include "service/settings/env_file.h"
#include "service/settings/load.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace phoney;
  const auto file = service::parse_env({reinterpret_cast<const char*>(data), size});
  if (!file) {
    fuzz::require(!file.error().message.empty());
    return 0;
  }
  const service::SettingSource sources[] = {
      {"a file", [&](const service::SettingSpec& spec) -> std::optional<std::string> {
         const auto found = std::ranges::find(file->entries, spec.name, &service::EnvEntries::value_type::first);
         return found == file->entries.end() ? std::nullopt : std::optional(found->second);
       }}};
  const auto loaded = service::load_settings(sources);
  for (const Error& error : loaded.errors) {
    fuzz::require(error.message.find(error.field) != std::string::npos && !error.field.empty());
  }
  for (const service::EnvProblem& problem : file->problems) fuzz::require(problem.line > 0);
  fuzz::require(loaded.settings.secret_key.size() >= 32);
  fuzz::require(loaded.origins.size() == std::size(service::kSettingSpecs));
  return 0;
}
