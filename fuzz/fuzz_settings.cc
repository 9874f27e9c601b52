// A .env file, and what it says as settings: whatever it holds, the answer is settings or an error that names one.

#include <algorithm>
#include <cstddef>
#include <cstdint>

#include "fuzz_engine.h"
#include "service/settings/env_file.h"
#include "service/settings/load.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace phoney;
  const auto entries = service::parse_env({reinterpret_cast<const char*>(data), size});
  if (!entries) {
    fuzz::require(!entries.error().message.empty());
    return 0;
  }
  const service::SettingSource sources[] = {
      {"a file", [&](const service::SettingSpec& spec) -> std::optional<std::string> {
         const auto found = std::ranges::find(*entries, spec.name, &service::EnvEntries::value_type::first);
         return found == entries->end() ? std::nullopt : std::optional(found->second);
       }}};
  const auto loaded = service::load_settings(sources);
  if (!loaded) {
    fuzz::require(loaded.error().message.starts_with(loaded.error().field) && !loaded.error().field.empty());
    return 0;
  }
  fuzz::require(loaded->settings.secret_key.size() >= 32);
  fuzz::require(loaded->origins.size() == std::size(service::kSettingSpecs));
  return 0;
}
