// Schemas of responses with the values of a generator.

#pragma once

#include <string_view>

#include "base/output.h"
#include "engine/generator_spec.h"

namespace phoney::service {

// Appends a member of OpenAPI's components/schemas: the response of GET /fake/{generator} for values of the type.
void append_fake_schema(Output& out, std::string_view name, ResultType type);

}  // namespace phoney::service
