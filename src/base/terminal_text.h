// Text with the attributes of a terminal.

#pragma once

#include <string>
#include <string_view>

namespace phoney {

// `attributes` are parameters of SGR (ECMA-48, 8.3.117): "1" is bold, "2" faint, "31" red.
inline std::string with_attributes(std::string_view text, std::string_view attributes) {
  std::string result = "\x1b[";
  (((result += attributes) += 'm') += text) += "\x1b[0m";
  return result;
}

}  // namespace phoney
