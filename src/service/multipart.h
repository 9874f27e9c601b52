// multipart/form-data (RFC 7578) for forms of a few short fields. Files and nesting are not supported.

#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "service/query.h"

namespace phoney::service {

bool is_multipart(std::string_view content_type);

// The fields of a body in order, with at most 32 parts, each with at most 2 KiB of headers. `content_type` has the
// boundary. An error concerns the body, or the field that `field` names.
Result<std::vector<QueryParameter>> parse_multipart(std::string_view content_type, std::string_view body);

}  // namespace phoney::service
