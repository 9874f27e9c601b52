// X-Request-Id: identifies a request, so that its log line can be found.

#pragma once

#include <string>

#include "service/message.h"

namespace phoney::service {

// The client's own X-Request-Id if it is 1 to 64 letters, digits, '.', '_' or '-'; else 16 random hexadecimal digits.
std::string request_id_of(const Request& request);

}  // namespace phoney::service
