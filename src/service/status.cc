#include "service/status.h"

namespace phoney::service {

int http_status(ErrorCode code) {
  switch (code) {
    case ErrorCode::invalid_argument:
    case ErrorCode::unknown_parameter:
    case ErrorCode::unknown_locale:
    case ErrorCode::invalid_template:
    case ErrorCode::invalid_json:
    case ErrorCode::capacity_exceeded:
    case ErrorCode::generation_failed:
    case ErrorCode::not_implemented:
      return 422;
    case ErrorCode::unknown_generator:
      return 404;
    case ErrorCode::usage:
      return 400;
    case ErrorCode::io_error:
      return 500;
    case ErrorCode::interrupted:
      return 503;
  }
  return 500;
}

}  // namespace phoney::service
