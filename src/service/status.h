// Maps domain errors to HTTP statuses.

#pragma once

#include "base/result.h"

namespace phoney::service {

// The status that answers a request which failed with `code`.
int http_status(ErrorCode code);

}  // namespace phoney::service
