// Schemas of values whose bounds come from the packed data or the settings: locales, providers, instants, counts.

#include <algorithm>
#include <cctype>
#include <vector>

#include <fmt/format.h>

#include "base/json_text.h"
#include "service/openapi.h"

namespace phoney::service {
namespace {

// What parse_instant takes (base/instant.h): days that exist, in the years 1 to 9999.
constexpr std::string_view kInstant =
    R"(^(?!0000)(?:[0-9]{4}-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12][0-9]|3[01])|(?:0[469]|11)-(?:0[1-9]|[12][0-9]|30)|)"
    R"(02-(?:0[1-9]|1[0-9]|2[0-8]))|(?:[0-9]{2}(?:0[48]|[2468][048]|[13579][26])|(?:[02468][048]|[13579][26])00)-02-29))"
    R"((?:[T ](?:[01][0-9]|2[0-3]):[0-5][0-9](?::[0-5][0-9])?(?:[.,][0-9]+)?)"
    R"((?:Z| ?[+-](?:[01][0-9]|2[0-3])(?::?[0-5][0-9]|:[0-5][0-9]:[0-5][0-9]|[0-5][0-9][0-5][0-9])?)?)?$)";

void append_list(Output& out, const std::vector<std::string_view>& texts) {
  out.append('[');
  for (std::size_t i = 0; i < texts.size(); ++i) {
    if (i > 0) out.append(',');
    append_json_text(out, texts[i]);
  }
  out.append(']');
}

// A pattern for the text in any case, with - or _: "fr_FR" -> "[fF][rR][_-][fF][rR]".
std::string in_any_case(std::string_view text) {
  std::string pattern;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (std::isalpha(byte) != 0) {
      pattern += fmt::format("[{}{}]", static_cast<char>(std::tolower(byte)), static_cast<char>(std::toupper(byte)));
    } else {
      pattern += c == '_' || c == '-' ? "[_-]" : std::string(1, c);
    }
  }
  return pattern;
}

// Names as they are, for people to choose from, or as Catalogue::find_locale takes them too.
void append_locale(Output& out, const Catalogue& catalogue) {
  std::vector<std::string_view> names;
  std::vector<std::string_view> spellings;
  for (LocaleId locale = 0; locale < catalogue.locale_count(); ++locale) {
    const std::string_view name = catalogue.locale_name(locale);
    const std::string_view language = name.substr(0, name.find('_'));
    names.push_back(name);
    spellings.push_back(name);
    if (std::ranges::find(spellings, language) == spellings.end() && catalogue.find_locale(language)) {
      spellings.push_back(language);
    }
  }
  std::string pattern;
  for (const std::string_view spelling : spellings) pattern += (pattern.empty() ? "" : "|") + in_any_case(spelling);
  out.append(R"("Locale":{"anyOf":[{"type":"string","enum":)");
  append_list(out, names);
  out.append(R"(},{"type":"string","pattern":)");
  append_json_text(out, "^(?:" + pattern + ")(?:[.@].*)?$");
  out.append(R"(}],"description":"A locale from GET /locales. fr_FR can also be written as fr-FR, fr, fr_FR.UTF-8 or )"
             R"(french, as in Python's module locale."})");
}

void append_providers(Output& out, const Catalogue& catalogue) {
  std::vector<std::string_view> names;
  names.reserve(catalogue.provider_count());
  for (std::uint32_t provider = 0; provider < catalogue.provider_count(); ++provider) {
    names.push_back(catalogue.provider_name(provider));
  }
  out.append(R"(,"ProviderName":{"type":"string","enum":)");
  append_list(out, names);
  out.append('}');
}

}  // namespace

void append_value_schemas(Output& out, const Engine& engine, std::int64_t max_stream_records) {
  append_locale(out, engine.catalogue());
  append_providers(out, engine.catalogue());
  out.append(R"(,"Instant":{"type":"string","pattern":)");
  append_json_text(out, kInstant);
  out.append(R"(,"examples":["2024-02-29T12:34:56Z"],"description":"A date, or a date and time, in ISO 8601."})");
  out.append(fmt::format(R"(,"RecordCount":{{"type":"integer","minimum":1,"maximum":{}}})", max_stream_records));
}

}  // namespace phoney::service
