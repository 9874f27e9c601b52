// Refusal: why a request does not reach its handler, and the response to it.

#pragma once

#include <chrono>
#include <string_view>

#include "service/reason.h"

namespace phoney::service {

struct Refusal {
  int status = 401;
  std::string_view detail;
  Reason reason = Reason::none;
  std::chrono::seconds retry_after{0};  // said in Retry-After unless 0
};

}  // namespace phoney::service
