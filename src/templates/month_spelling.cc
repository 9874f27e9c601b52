#include "templates/month_spelling.h"

#include <algorithm>
#include <cctype>

#include <fmt/format.h>

namespace phoney::templates {
namespace {

constexpr std::string_view kUnitsBeforeMinutes = "yMwdh";
constexpr std::size_t kLongest = 60;  // bytes of a date that is looked at

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter(char c) { return std::isalpha(static_cast<unsigned char>(c)) != 0; }

}  // namespace

std::string explain_month_spelling(std::string_view date) {
  std::string_view rest = date.substr(0, kLongest);
  while (rest.starts_with('-') || rest.starts_with('+')) {
    const auto unit = static_cast<std::size_t>(std::find_if_not(rest.begin() + 1, rest.end(), is_digit) - rest.begin());
    if (unit == 1 || unit == rest.size()) return "";
    if (rest.substr(unit).starts_with("mo")) {
      const auto end = static_cast<std::size_t>(
          std::find_if_not(rest.begin() + static_cast<std::ptrdiff_t>(unit), rest.end(), is_letter) - rest.begin());
      const std::string_view count = rest.substr(1, unit - 1);
      return fmt::format("`{}` means {} minute{}; write `{}M` for {}", rest.substr(0, end), count,
                         count == "1" ? "" : "s", rest.substr(0, unit),
                         count == "1" ? "a month" : fmt::format("{} months", count));
    }
    if (kUnitsBeforeMinutes.find(rest[unit]) == std::string_view::npos) return "";
    rest.remove_prefix(unit + 1);
  }
  return "";
}

}  // namespace phoney::templates
