#include "service/routes/fake_schemas.h"

#include <fmt/format.h>

#include "base/json_text.h"

namespace phoney::service {
namespace {

// The schema of one value.
constexpr std::string_view value_schema(ResultType type) {
  switch (type) {
    case ResultType::text:
      return R"({"type":"string"})";
    case ResultType::integer:
      return R"({"type":"integer"})";
    case ResultType::number:
      return R"({"type":"number"})";
    case ResultType::boolean:
      return R"({"type":"boolean"})";
    case ResultType::null:
      return R"({"type":"null"})";
    case ResultType::list:
      return R"({"type":"array","items":{}})";
    case ResultType::object:
      return R"({"type":"object","additionalProperties":true})";
    case ResultType::any:
      break;
  }
  return R"({"type":"string"},{"type":"number"},{"type":"boolean"},{"type":"null"},)"
         R"({"type":"object","additionalProperties":true})";
}

constexpr std::string_view kMembers = R"(
  "count":{"type":"integer","minimum":1},
  "locale":{"type":"string"},
  "seed":{"$ref":"#/components/schemas/Seed"},
  "now":{"type":"string","description":"The time used as the present for relative dates.","format":"date-time"},
  "data_version":{"type":"string","description":"Version of the data. A seed returns the same values as long as this does not change."},
  "warnings":{"type":"array","items":{"type":"string"},
    "description":"What the parameters probably mean instead, and values that repeat although the request has unique. Absent if there are none, unless the request has unique."}}})";

}  // namespace

void append_fake_schema(Output& out, std::string_view name, ResultType type) {
  const std::string_view value = value_schema(type);
  const bool is_known = type != ResultType::any && type != ResultType::list;
  append_json_text(out, name);
  out.append(R"(:{"type":"object","required":["generator","data","count","locale","seed","now","data_version"],)"
             R"("properties":{"generator":{"type":"string"},"data":{"anyOf":[)");
  if (type != ResultType::list) out.append(fmt::format("{},", value));
  out.append(fmt::format(R"({{"type":"array","items":{}}}],)", is_known ? value : "{}"));
  out.append(R"("description":"One value, or a list if count is not 1."},)");
  out.append(kMembers);
}

}  // namespace phoney::service
