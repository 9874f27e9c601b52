// Text with the attributes of a terminal.

#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace phoney {

enum class Paint : std::uint8_t { heading, name, faint, good, notice, warning, error };

// Parameters of SGR (ECMA-48, 8.3.117).
constexpr std::string_view attributes_of(Paint paint) {
  switch (paint) {
    case Paint::heading:
    case Paint::name:
      return "1";  // bold
    case Paint::faint:
      return "2";
    case Paint::good:
      return "32";  // green
    case Paint::notice:
      return "36";  // cyan
    case Paint::warning:
      return "33";  // yellow
    case Paint::error:
      return "31";  // red
  }
  return "0";
}

inline std::string painted(std::string_view text, Paint paint, bool coloured) {
  if (!coloured) return std::string(text);
  std::string result = "\x1b[";
  (((result += attributes_of(paint)) += 'm') += text) += "\x1b[0m";
  return result;
}

}  // namespace phoney
