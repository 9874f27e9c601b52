// JSON, and values as a command line and a query write them: what is read is written as JSON that reads the same.

#include <cstddef>
#include <cstdint>

#include "base/json_reader.h"
#include "base/quantity.h"
#include "fuzz_engine.h"
#include "service/lax_values.h"
#include "templates/lexer.h"

namespace {

using namespace phoney;

void require_same(const Value& value) {
  const std::string json = value.to_json();
  const auto again = read_json(json);
  fuzz::require(again.has_value() && again->to_json() == json);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  if (const auto value = read_json(text)) {
    require_same(*value);
    static_cast<void>(service::read_lax_boolean(*value));
  }
  if (!is_utf8(text)) return 0;
  require_same(templates::parse_parameter(text));
  static_cast<void>(parse_quantity(text, kCounts));
  const auto integer = service::read_lax_integer(Value::text(std::string(text)));
  if (const auto* read = std::get_if<Value>(&integer)) require_same(*read);
  return 0;
}
