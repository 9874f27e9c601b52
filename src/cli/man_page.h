// The manual page phoney(1), made from the command table.

#pragma once

#include <string>

namespace phoney::cli {

// In the format of man(7), for man-db and mandoc.
std::string man_page();

}  // namespace phoney::cli
