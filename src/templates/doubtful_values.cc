#include "templates/doubtful_values.h"

#include <algorithm>

#include <fmt/format.h>

#include "base/near.h"

namespace phoney::templates {
namespace {

constexpr std::size_t kMostDigits = 3;  // of a weight; ports such as host:8080 have more
constexpr std::size_t kQuoted = 60;     // bytes of an example in a message

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// new:5, but not 10:30.
bool is_weighted(const Value& item) {
  if (!item.is_word()) return false;
  const std::string_view text = item.as_text();
  const std::size_t colon = text.find(':');
  if (colon == 0 || colon == std::string_view::npos || is_digit(text[0])) return false;
  const std::string_view weight = text.substr(colon + 1);
  return !weight.empty() && weight.size() <= kMostDigits && std::ranges::all_of(weight, is_digit);
}

// {new: 5, paid: 3} for [new:5, paid:3].
std::string as_weights(const Value::List& items) {
  std::string object = "{";
  for (const Value& item : items) {
    const std::string_view text = item.as_text();
    const std::size_t colon = text.find(':');
    object += fmt::format("{}{}: {}", object.size() > 1 ? ", " : "", text.substr(0, colon), text.substr(colon + 1));
    if (object.size() > kQuoted) break;
  }
  return shortened(object + '}', kQuoted);
}

}  // namespace

std::string explain_doubtful(std::string_view generator, const Value::Object& parameters) {
  if (generator == "zip" && parameters.empty())
    return "{{zip}} draws an archive in the format ZIP; write {{zipcode}} or {{postcode}} for a postal code";
  for (const auto& [name, value] : parameters) {
    if (name == "elements" && value.is_word() && value.as_text().size() > 1) {
      const std::string text = shortened(value.as_text(), kQuoted);
      return fmt::format("`{0}={1}` draws from the characters of `{1}`; write {0}=[{1}], or {0}='{1}' if you mean that",
                         name, text);
    }
    const bool is_doubtful = name == "elements" && value.is_list() && !value.as_list().empty() &&
                             std::ranges::all_of(value.as_list(), is_weighted);
    if (is_doubtful) {
      return fmt::format("`{}` is a list of strings such as `{}`; for weights, write {}={}", name,
                         shortened(value.as_list().front().as_text(), kQuoted), name, as_weights(value.as_list()));
    }
  }
  return "";
}

}  // namespace phoney::templates
