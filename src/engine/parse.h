// Faker's generator.parse over a string that is known only at run time. Formats in the packed data are compiled
// instead.

#pragma once

#include <string_view>

#include "base/output.h"
#include "engine/session.h"

namespace phoney {

// Appends `format` with each {{ name }} replaced by Python's str() of that generator's value, with its default
// arguments. Fails the session's value, as Faker raises, for a name that the locale has not and for an argument group,
// {{ name:group }}: groups are set in Python's code alone.
void append_parsed(Session& session, std::string_view format, Output& out);

}  // namespace phoney
