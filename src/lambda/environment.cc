#include "lambda/environment.h"

#include <cstdlib>
#include <string_view>

namespace phoney::lambda {
namespace {

std::string_view variable(const char* name) {
  const char* text = std::getenv(name);
  return text == nullptr ? std::string_view() : std::string_view(text);
}

// Lambda's names of levels; what is not among them is INFO.
service::LogLevel log_level_named(std::string_view name) {
  if (name == "TRACE" || name == "DEBUG") return service::LogLevel::debug;
  if (name == "WARN") return service::LogLevel::warning;
  if (name == "ERROR" || name == "FATAL") return service::LogLevel::error;
  return service::LogLevel::info;
}

// "/phoney" of "phoney/", "/phoney" ...
std::string base_path_of(std::string_view text) {
  while (text.starts_with('/')) text.remove_prefix(1);
  while (text.ends_with('/')) text.remove_suffix(1);
  return text.empty() ? std::string() : "/" + std::string(text);
}

}  // namespace

Environment read_environment() {
  return {.runtime_api = std::string(variable("AWS_LAMBDA_RUNTIME_API")),
          .stage = std::string(variable("STAGE")),
          .base_path = base_path_of(variable("BASE_PATH")),
          .stream = variable("LAMBDA_RESPONSE_MODE") == "stream",
          .json_log = variable("AWS_LAMBDA_LOG_FORMAT") != "Text",
          .snapshot = variable("AWS_LAMBDA_INITIALIZATION_TYPE") == "snap-start",
          .log_level = log_level_named(variable("AWS_LAMBDA_LOG_LEVEL"))};
}

}  // namespace phoney::lambda
