// The manual page phoney(1), made from the command table.

#pragma once

#include <string>

namespace phoney::cli {

// In the macros of man(7), which man-db and mandoc read.
std::string man_page();

}  // namespace phoney::cli
