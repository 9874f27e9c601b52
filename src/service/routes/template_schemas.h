// Schemas of requests for records. The formats and their options come from the tables in src/formats.

#pragma once

#include "base/output.h"

namespace phoney::service {

// Appends members of OpenAPI's components/schemas.
void append_template_schemas(Output& out);

}  // namespace phoney::service
