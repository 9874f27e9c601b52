// Errors for paths and methods that no route has.

#pragma once

#include <string_view>

#include "service/message.h"

namespace phoney::service {

// 404. Suggests the documented routes whose paths are most similar to `path`.
void refuse_path(std::string_view path, Response& response);

// 405 with the header Allow. `methods` are those that the path has, separated by ", ".
void refuse_method(std::string_view methods, Response& response);

}  // namespace phoney::service
