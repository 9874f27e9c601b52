// The settings of the function: the environment, then what AWS keeps, then defaults that suit a function that anybody
// can reach. In the environment their names begin with PHONEY_. Without it they are deprecated, and read as long as
// functions are deployed that were set up so.

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
  // Strangers reach a function, so that it never runs with the secrets for development unless ENV_STATE says so; an
  // event that somebody tries out does.
  enum class Use : std::uint8_t { function, trial };

  // `log` is told of what could not be read; it must outlive this.
  FunctionSettings(Use use, InvocationLog& log) : use_(use), log_(log) {}

  // Reads all of it; once it has been read, what AWS does not answer stays as it was. The error says which setting is
  // wrong or missing, and where it was looked for.
  Result<service::Settings> load();
  // Has what AWS keeps read again, beside the invocation that begins, if that is due.
  void refresh_if_due();
  // Waits for that, for at most `patience`. The settings, if they have changed since they were last handed out.
  std::optional<service::Settings> finish_refresh(std::chrono::milliseconds patience);

 private:
  Result<void> load_remote();
  Result<service::Settings> combine() const;
  std::vector<Error> missing_secrets(std::span<const service::SettingSource> sources) const;
  void tell_of_old_names();

  const Use use_;
  InvocationLog& log_;
  std::unique_ptr<RemoteSettings> remote_;  // nothing where AWS keeps no settings
};

}  // namespace phoney::lambda
