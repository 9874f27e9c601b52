#include "service/routes/template_schemas.h"

#include <fmt/format.h>

#include "base/json_text.h"
#include "formats/format_options.h"

namespace phoney::service {
namespace {

// All requests have these members.
constexpr std::string_view kMembers = R"(
  "template":{"$ref":"#/components/schemas/Template"},
  "locale":{"anyOf":[{"$ref":"#/components/schemas/Locale"},{"type":"null"}],"description":"Locale of the values. Default: en_US."},
  "seed":{"anyOf":[{"$ref":"#/components/schemas/Seed"},{"type":"null"}]},
  "unique":{"type":"boolean","description":"Each placeholder returns each value at most once, as long as its generator has more values. Default: false."},
  "now":{"anyOf":[{"$ref":"#/components/schemas/Instant"},{"type":"null"}],
    "description":"The time to use as the present for relative dates. Default: the current time."},
  "envelope":{"type":"boolean","description":"false returns the records without the envelope. Default: true."},
  "streaming":{"type":"boolean","description":"Ignored. Accepted for clients of Python Phoney."},
  "description":{"type":["string","null"],"description":"A note for readers. Ignored."})";

constexpr std::string_view kTemplate = R"(
"Template":{"type":"object","additionalProperties":true,"description":"A JSON object with at least one {{generator}} placeholder in its strings. phoney replaces each placeholder with a value. At most 64 levels deep, with at most 10,000 placeholders.",
  "examples":[{"name":"{{name}}","email":"{{email}}"}]})";

constexpr std::string_view kResponses = R"(
"Records":{"description":"An envelope with the records, or the records without the envelope, as a list.","anyOf":[
  {"$ref":"#/components/schemas/Envelope"},
  {"type":"array","items":{"$ref":"#/components/schemas/Record"}}]},
"Record":{"type":"object","additionalProperties":true,"description":"The template with values instead of placeholders."},
"Envelope":{"type":"object","required":["generated_count","requested_count","data","format","locale","seed","now",
  "data_version","execution_time_ms","warnings"],"properties":{
  "generated_count":{"type":"integer"},
  "requested_count":{"type":"integer"},
  "data":{"anyOf":[{"type":"array","items":{"$ref":"#/components/schemas/Record"}},{"type":"string"}],
    "description":"A list of records, or one string in formats other than json."},
  "format":{"$ref":"#/components/schemas/RecordFormat"},
  "locale":{"type":"string"},
  "seed":{"$ref":"#/components/schemas/Seed"},
  "now":{"type":"string","format":"date-time"},
  "data_version":{"type":"string"},
  "execution_time_ms":{"type":"number"},
  "warnings":{"type":"array","items":{"type":"string"}}}},
"TemplateCheck":{"type":"object","required":["valid","errors","warnings","detected_fields","estimated_size"],
  "properties":{
  "valid":{"type":"boolean"},
  "errors":{"type":"array","items":{"$ref":"#/components/schemas/TemplateError"}},
  "warnings":{"type":"array","items":{"type":"string"}},
  "detected_fields":{"type":"array","items":{"$ref":"#/components/schemas/DetectedField"}},
  "estimated_size":{"type":["integer","null"],"description":"Estimated size of one record as JSON, in bytes."}}},
"DetectedField":{"type":"object","required":["generator","parameters","array_count","nested_path"],"properties":{
  "generator":{"type":"string"},
  "parameters":{"type":["object","null"],"additionalProperties":true},
  "array_count":{"type":["integer","null"]},
  "nested_path":{"type":"string"}}})";

// "enum" with all the texts.
void append_enum(Output& out, std::span<const std::string_view> texts) {
  out.append(R"("enum":[)");
  for (const std::string_view& text : texts) {
    if (&text != &texts.front()) out.append(',');
    append_json_text(out, text);
  }
  out.append(']');
}

// A boolean, or a string that null leaves as it is without the option.
void append_type(Output& out, const FormatOption& option) {
  if (option.type == FormatOption::Type::boolean) return out.append(R"("type":"boolean")");
  out.append(R"("anyOf":[{"type":"string")");
  out.append(option.schema);
  if (!option.choices.empty()) {
    out.append(',');
    append_enum(out, option.choices);
  }
  out.append(R"(},{"type":"null"}])");
}

void append_option(Output& out, const FormatOption& option) {
  out.append(',');
  append_json_text(out, option.name);
  out.append(":{");
  append_type(out, option);
  std::string description(option.description);
  std::ranges::replace(description, '\n', ' ');
  if (!option.fallback.empty()) description += fmt::format(" Default: {}.", option.fallback);
  out.append(R"(,"description":)");
  append_json_text(out, description);
  out.append('}');
}

// `more` are members besides those of all requests, each with a comma before it.
void append_request(Output& out, std::string_view name, std::string_view description, std::string_view more) {
  append_json_text(out, name);
  out.append(R"(:{"type":"object","required":["template"],"additionalProperties":false,)");
  if (!description.empty()) out.append(fmt::format(R"("description":"{}",)", description));
  out.append(R"("properties":{)");
  out.append(kMembers);
  out.append(more);
  out.append(R"(,"format":{"anyOf":[{"$ref":"#/components/schemas/FormatName"},{"type":"null"}],)"
             R"("description":"Format of the records. Default: json."})");
  for (const FormatOption& option : kFormatOptions) append_option(out, option);
  out.append("}},");
}

}  // namespace

void append_template_schemas(Output& out, const Settings& /*settings*/) {
  append_request(
      out, "TemplateRequest", "",
      R"(,"count":{"type":"integer","minimum":1,"maximum":1000,"description":"Number of records. Default: 1."})");
  append_request(
      out, "LargeTemplateRequest", "",
      R"(,"count":{"$ref":"#/components/schemas/RecordCount",)"
      R"("description":"Number of records: at most 10,000 in an envelope, at most 100,000 with unique values. )"
      R"(Default: 1."})");
  append_request(out, "TemplateToCheck", "The body of a request for records. Only its template is required.",
                 R"(,"count":{"$ref":"#/components/schemas/RecordCount"},)"
                 R"("strict":{"type":"boolean","description":"Treat warnings as errors. Default: false."})");
  std::vector<std::string_view> names;
  for (const FormatSpec& spec : formats()) names.push_back(spec.name);
  out.append(R"("RecordFormat":{"type":"string",)");
  append_enum(out, names);
  out.append(R"(},"FormatName":{"type":"string","description":"Name of a format, or an alias.",)");
  append_enum(out, names_of_formats());
  out.append("},");
  out.append(kTemplate);
  out.append(',');
  out.append(kResponses);
}

}  // namespace phoney::service
