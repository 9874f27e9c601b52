// POST /api/v1/template/validate: checks a template and describes its placeholders, without generating records.

#pragma once

#include <variant>

#include "base/cancellation.h"
#include "engine/engine.h"
#include "service/member_reader.h"

namespace phoney::service {

// Nothing if the response was appended; the errors of the request; or `interrupted`.
using CheckedTemplate = std::variant<std::monostate, Problems, Error>;

// Checks a request for at most `max_count` records. With "strict": true in it, warnings are errors. Appends
// {"valid", "errors", "warnings", "detected_fields": [{"generator", "parameters", "array_count", "nested_path"}],
// "estimated_size"}. The size is that of one record in JSON, in bytes; null if the template is not valid. One that
// takes too long to check is not valid.
CheckedTemplate check_template(const Engine& engine, const Value& body, std::int64_t max_count,
                               Cancellation cancellation, Output& out);

}  // namespace phoney::service
