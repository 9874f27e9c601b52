#include "base/result.h"

#include <stdexcept>

namespace phoney {

std::string_view to_string(ErrorCode code) {
  switch (code) {
    case ErrorCode::invalid_argument:
      return "invalid_argument";
    case ErrorCode::unknown_generator:
      return "unknown_generator";
    case ErrorCode::unknown_parameter:
      return "unknown_parameter";
    case ErrorCode::unknown_locale:
      return "unknown_locale";
    case ErrorCode::not_implemented:
      return "not_implemented";
    case ErrorCode::invalid_template:
      return "invalid_template";
    case ErrorCode::invalid_json:
      return "invalid_json";
    case ErrorCode::capacity_exceeded:
      return "capacity_exceeded";
    case ErrorCode::generation_failed:
      return "generation_failed";
    case ErrorCode::io_error:
      return "io_error";
    case ErrorCode::usage:
      return "usage";
    case ErrorCode::interrupted:
      return "interrupted";
  }
  return "unknown";
}

void throw_exception_from_error(const Error& error, const boost::source_location&) {
  throw std::logic_error("unchecked error: " + error.message);
}

}  // namespace phoney
