#include "service/routes/template_schemas.h"

#include <fmt/format.h>

#include "base/json_text.h"
#include "formats/format_options.h"

namespace phoney::service {
namespace {

// All requests have these members.
constexpr std::string_view kMembers = R"(
  "template":{"$ref":"#/components/schemas/Template"},
  "locale":{"anyOf":[{"$ref":"#/components/schemas/Locale"},{"type":"null"}],"description":"What the values are like. Default: en_US."},
  "seed":{"anyOf":[{"$ref":"#/components/schemas/Seed"},{"type":"null"}]},
  "unique":{"type":"boolean","description":"No placeholder's value twice, as far as they reach. Default: false."},
  "now":{"anyOf":[{"$ref":"#/components/schemas/Instant"},{"type":"null"}],
    "description":"The date and time that relative dates start from."},
  "envelope":{"type":"boolean","description":"false: the records alone. Default: true."},
  "streaming":{"type":"boolean","description":"Taken for the sake of older clients; means nothing."},
  "description":{"type":["string","null"],"description":"For people; means nothing."})";

constexpr std::string_view kTemplate = R"(
"Template":{"type":"object","additionalProperties":true,"description":"Any JSON with at least one {{generator}} in its texts, each of which becomes a value. Nested at most 64 deep, with at most 10,000 placeholders.",
  "examples":[{"name":"{{name}}","email":"{{email}}"}]})";

constexpr std::string_view kAnswers = R"(
"Records":{"description":"An envelope; or the records alone, as a list.","anyOf":[
  {"$ref":"#/components/schemas/Envelope"},
  {"type":"array","items":{"$ref":"#/components/schemas/Record"}}]},
"Record":{"type":"object","additionalProperties":true,"description":"The template with values in the place of its placeholders."},
"Envelope":{"type":"object","required":["generated_count","requested_count","data","format","locale","seed","now",
  "data_version","execution_time_ms","warnings"],"properties":{
  "generated_count":{"type":"integer"},
  "requested_count":{"type":"integer"},
  "data":{"anyOf":[{"type":"array","items":{"$ref":"#/components/schemas/Record"}},{"type":"string"}],
    "description":"Records; their text in formats besides json."},
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
  "estimated_size":{"type":["integer","null"],"description":"Of one record as JSON, in bytes."}}},
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

// A boolean, or a text that null leaves as it is without the option.
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
             R"("description":"What the records are written in. Default: json."})");
  for (const FormatOption& option : kFormatOptions) append_option(out, option);
  out.append("}},");
}

}  // namespace

void append_template_schemas(Output& out) {
  append_request(
      out, "TemplateRequest", "",
      R"(,"count":{"type":"integer","minimum":1,"maximum":1000,"description":"How many records. Default: 1."})");
  append_request(
      out, "LargeTemplateRequest", "",
      R"(,"count":{"$ref":"#/components/schemas/RecordCount",)"
      R"("description":"How many records: at most 10,000 in an envelope, at most 100,000 if values are kept )"
      R"(unique. Default: 1."})");
  append_request(out, "TemplateToCheck", "A request for records, as it would be sent, or its template alone.",
                 R"(,"count":{"$ref":"#/components/schemas/RecordCount"},)"
                 R"("strict":{"type":"boolean","description":"Warnings are errors. Default: false."})");
  std::vector<std::string_view> names;
  for (const FormatSpec& spec : formats()) names.push_back(spec.name);
  out.append(R"("RecordFormat":{"type":"string",)");
  append_enum(out, names);
  out.append(R"(},"FormatName":{"type":"string","description":"A format, or another name of one.",)");
  append_enum(out, names_of_formats());
  out.append("},");
  out.append(kTemplate);
  out.append(',');
  out.append(kAnswers);
}

}  // namespace phoney::service
