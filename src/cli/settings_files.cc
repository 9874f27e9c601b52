#include "cli/settings_files.h"

#include <sys/stat.h>

#include <algorithm>
#include <iterator>
#include <optional>
#include <utility>

#include <fmt/format.h>

#include "service/settings/env_file.h"
#include "service/settings/misspelt.h"
#include "service/settings/unprefixed.h"

namespace phoney::cli {
namespace {

using service::EnvEntries;
using service::EnvFile;
using service::EnvProblem;
using service::SettingSource;
using service::SettingSpec;

constexpr const char* kSharedFile = ".env";

std::optional<std::string> find_entry(const EnvEntries& entries, const std::string& name) {
  const auto found = std::ranges::find(entries, name, &EnvEntries::value_type::first);
  if (found == entries.end()) return std::nullopt;
  return found->second;
}

SettingSource source_of(const std::string& path, const EnvEntries& entries, std::string (*spell)(const SettingSpec&)) {
  return {.name = path,
          .find = [entries, spell](const SettingSpec& spec) { return find_entry(entries, spell(spec)); },
          .spell = spell};
}

Error error_of(const std::string& path, const EnvProblem& problem) {
  return make_error(ErrorCode::invalid_argument, fmt::format("{}: line {} {}", path, problem.line, problem.message));
}

bool is_about_setting(const EnvProblem& problem) {
  return std::ranges::any_of(service::kSettingSpecs,
                             [&](const SettingSpec& spec) { return problem.name == service::prefixed_name(spec); });
}

// The Python phoney has a setting ALGORITHM for the signature of tokens.
void check_algorithm(const std::string& path, const EnvEntries& entries, std::vector<std::string>& hints) {
  constexpr std::string_view kOurs = "HS256";
  const auto algorithm = find_entry(entries, "ALGORITHM");
  if (!algorithm || algorithm->empty() || *algorithm == kOurs) return;
  hints.push_back(fmt::format("ALGORITHM from {} is {} and has no effect, because phoney signs tokens with {}", path,
                              *algorithm, kOurs));
}

}  // namespace

SettingsFile read_own_file(const std::string& path) {
  SettingsFile found;
  const auto file = service::read_env_file(path);
  if (!file) {
    found.errors.push_back(file.error());
    return found;
  }
  for (const EnvProblem& problem : file->problems) found.errors.push_back(error_of(path, problem));
  found.sources = {source_of(path, file->entries, service::prefixed_name),
                   source_of(path, file->entries, service::bare_name)};
  check_algorithm(path, file->entries, found.hints);
  std::ranges::move(service::misspelt_settings(file->entries, path), std::back_inserter(found.hints));
  return found;
}

SettingsFile read_shared_file() {
  SettingsFile found;
  // A directory .env is a Python virtual environment, and opening a pipe could block forever.
  struct stat status{};
  if (::stat(kSharedFile, &status) != 0 || !S_ISREG(status.st_mode)) return found;
  const auto file = service::read_env_file(kSharedFile);
  if (!file) {
    found.hints.push_back(fmt::format("{}. phoney ignores this file", file.error().message));
    return found;
  }
  for (const EnvProblem& problem : file->problems) {
    if (is_about_setting(problem)) found.errors.push_back(error_of(kSharedFile, problem));
  }
  found.sources = {source_of(kSharedFile, file->entries, service::prefixed_name)};
  found.hints = service::misspelt_settings(service::with_prefix(file->entries), kSharedFile);
  std::string hint = service::explain_unprefixed(
      [&](const std::string& name) { return find_entry(file->entries, name); }, kSharedFile);
  if (!hint.empty()) found.hints.push_back(hint + ", or use `--env-file .env` if no other program reads the file");
  return found;
}

}  // namespace phoney::cli
