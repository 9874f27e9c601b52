// Maps domain errors to HTTP statuses.

#pragma once

#include "base/result.h"

namespace phoney::service {

// The status of the response to a request that failed with `code`.
int http_status(ErrorCode code);

}  // namespace phoney::service
