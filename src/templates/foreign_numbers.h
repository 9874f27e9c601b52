// What one number means to the names of other tools: the 5 of {{faker.string.alpha(5)}} is a length.

#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "templates/foreign_names.h"

namespace phoney::templates {

// What stands between the braces here, "pystr:min_chars=5,max_chars=5", if the other tool takes `number` under the name
// `argument`, or without a name if that is empty.
std::optional<std::string> with_number(const ForeignName& foreign, std::string_view argument, std::string_view number);

}  // namespace phoney::templates
