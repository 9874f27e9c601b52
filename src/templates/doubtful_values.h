// Placeholders that are valid, but that people write when they mean something else: {{zip}} for a postal code,
// {{random_element:elements=[new:5, paid:3]}} for weights, elements=free for a list.

#pragma once

#include <string>
#include <string_view>

#include "base/value.h"

namespace phoney::templates {

// What the placeholder draws and what to write instead; empty if nothing is doubtful.
std::string explain_doubtful(std::string_view generator, const Value::Object& parameters);

}  // namespace phoney::templates
