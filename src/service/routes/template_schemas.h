// Schemas of requests for records. The formats and their options come from the tables in src/formats.

#pragma once

#include "base/output.h"

namespace phoney::service {

struct Settings;

// Appends members of OpenAPI's components/schemas: a RouteGroup's `append_schemas`.
void append_template_schemas(Output& out, const Settings& settings);

}  // namespace phoney::service
