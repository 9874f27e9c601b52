#include "generators/color/hue.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "generators/color/random_color.h"

namespace phoney {
namespace {

constexpr double kCircle = 360;

bool is_numeric(const Value& value) { return value.is_integer() || value.type() == Value::Type::number; }

// Two degrees in either order, cut to the circle and to whole degrees, as Faker cuts them.
bool read_range(const Value::List& list, Hue& into) {
  if (list.size() != 2 || !is_numeric(list[0]) || !is_numeric(list[1])) return false;
  const auto [low, high] = std::minmax({std::trunc(list[0].as_number()), std::trunc(list[1].as_number())});
  if (low > kCircle || high < 0) return false;  // Faker would find no integer between them
  into.low = static_cast<std::int64_t>(std::max(low, 0.0));
  into.high = static_cast<std::int64_t>(std::min(high, kCircle));
  return true;
}

}  // namespace

Result<void> ParameterTraits<Hue>::read(const Value& value, Hue& into) {
  into = {};
  if (value.is_null()) return {};
  if (value.is_text() && is_hue_name(value.as_text())) {
    into.name = value.as_text();
    return {};
  }
  if (is_numeric(value) && value.as_number() >= 0 && value.as_number() <= kCircle) {
    into.low = into.high = static_cast<std::int64_t>(value.as_number());
    return {};
  }
  if (value.is_list() && read_range(value.as_list(), into)) return {};
  return make_error(ErrorCode::invalid_argument,
                    fmt::format("takes the name of a color such as red, a number from 0 to 360, or a list of two such "
                                "numbers, not {}",
                                value.to_json()));
}

std::string ParameterTraits<Hue>::show(const Hue& value) {
  if (value.name) return Value::text(*value.name).to_json();
  return value.low ? fmt::format("[{},{}]", *value.low, value.high) : "null";
}

}  // namespace phoney
