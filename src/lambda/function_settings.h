// The settings of the function: from the environment, then from AWS's stores, then defaults that are safe for a public
// function. Environment variables begin with PHONEY_. Names without the prefix are deprecated; phoney still reads them
// for functions that were deployed with them.

#pragma once

#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "base/result.h"
#include "lambda/configuration.h"
#include "lambda/invocation_log.h"
#include "service/settings.h"

namespace phoney::lambda {

class FunctionSettings {
 public:
  // A function is public, so it refuses development secrets unless ENV_STATE allows them. A trial event may use them.
  enum class Use : std::uint8_t { function, trial };

  // Logs what could not be read. `log` must outlive this.
  FunctionSettings(Use use, InvocationLog& log) : use_(use), log_(log) {}

  // Reads all settings. After the first time, settings that AWS does not return keep their values. The error names the
  // setting that is wrong or missing, and the places that were searched.
  Result<service::Settings> load();
  // If due, starts to read AWS's values again, during the invocation that begins.
  void refresh_if_due();
  // Waits for that, at most for `patience`. Returns the settings if they have changed since the last time.
  std::optional<service::Settings> finish_refresh(std::chrono::milliseconds patience);

 private:
  Result<void> load_remote();
  Result<service::Settings> combine() const;
  std::vector<Error> missing_secrets(std::span<const service::SettingSource> sources) const;
  void tell_of_old_names();

  const Use use_;
  InvocationLog& log_;
  std::unique_ptr<RemoteSettings> remote_;  // empty if no settings are in AWS
};

}  // namespace phoney::lambda
