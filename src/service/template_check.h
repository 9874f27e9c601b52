// POST /api/v1/template/validate: what a template holds and what is wrong with it, without making records.

#pragma once

#include "engine/engine.h"
#include "service/member_reader.h"

namespace phoney::service {

// Answers {"template", "locale", "strict"}: appends {"valid", "errors", "warnings", "detected_fields": [{"generator",
// "parameters", "array_count", "nested_path"}], "estimated_size"}, or returns what is wrong with the request. `strict`
// makes warnings errors. The size is that of one record in JSON, in bytes; null if the template is not valid.
Problems check_template(const Engine& engine, const Value& body, Output& out);

}  // namespace phoney::service
