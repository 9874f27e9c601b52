// What people call the options that every request and command has.

#pragma once

#include <string_view>

namespace phoney::service {

// "count" for `rows`, "locale" for `lang`; empty for other names. Case does not matter.
std::string_view meant_option(std::string_view name);

}  // namespace phoney::service
