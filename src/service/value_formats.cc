#include "service/value_formats.h"

#include <algorithm>
#include <array>

#include "service/preference.h"

namespace phoney::service {
namespace {

// A value that is a text as it is, any other as JSON, and a line feed after each, as `phoney fake` prints them.
class TextValues final : public RecordWriter {
 public:
  explicit TextValues(const Program& program) : placeholder_(program.placeholders.front()) {}

  bool begin(Generation&, Output&) override { return true; }
  bool record(Generation& generation, Output& out) override {
    const std::size_t start = out.size();
    if (!generation.run(placeholder_, out)) {
      out.truncate(start);
      return false;
    }
    out.append('\n');
    return true;
  }
  void end(Output&) override {}

 private:
  const Placeholder& placeholder_;
};

constexpr std::array kFormats = {
    ValueFormatSpec{.format = ValueFormat::json,
                    .name = "json",
                    .media_type = "application/json",
                    .content_type = "application/json",
                    .has_header = false,
                    .make = nullptr},
    ValueFormatSpec{.format = ValueFormat::text,
                    .name = "text",
                    .media_type = "text/plain",
                    .content_type = "text/plain; charset=utf-8",
                    .has_header = false,
                    .make = [](const Program& program) -> std::unique_ptr<RecordWriter> {
                      return std::make_unique<TextValues>(program);
                    }},
    ValueFormatSpec{.format = ValueFormat::csv,
                    .name = "csv",
                    .media_type = "text/csv",
                    .content_type = "text/csv; charset=utf-8; header=present",
                    .has_header = true,
                    .make = [](const Program& program) { return make_record_writer(Format::csv, program); }},
    ValueFormatSpec{.format = ValueFormat::ndjson,
                    .name = "ndjson",
                    .media_type = "application/x-ndjson",
                    .content_type = "application/x-ndjson",
                    .has_header = false,
                    .make = [](const Program& program) { return make_record_writer(Format::ndjson, program); }},
};

static_assert(std::ranges::is_sorted(kFormats, {}, &ValueFormatSpec::format));

}  // namespace

const ValueFormatSpec& spec_of(ValueFormat format) { return kFormats[static_cast<std::size_t>(format)]; }

std::optional<ValueFormat> value_format_named(std::string_view name) {
  const auto* const found = std::ranges::find(kFormats, name, &ValueFormatSpec::name);
  return found == kFormats.end() ? std::nullopt : std::optional(found->format);
}

std::string value_format_names() {
  std::string names;
  for (const ValueFormatSpec& spec : kFormats) {
    if (&spec != &kFormats.front()) names += &spec == &kFormats.back() ? " or " : ", ";
    names += '\'';
    names += spec.name;
    names += '\'';
  }
  return names;
}

std::optional<ValueFormat> accepted_value_format(const Request& request) {
  std::vector<Preference> preferences;
  for (const Header& header : request.headers) {
    if (!equals_ignoring_case(header.name, "accept")) continue;
    if (header.value == "*/*" && preferences.empty()) return ValueFormat::json;  // what most clients send
    const auto more = parse_preferences(header.value);
    preferences.insert(preferences.end(), more.begin(), more.end());
  }
  if (preferences.empty()) return ValueFormat::json;
  std::optional<ValueFormat> best;
  int best_quality = 0;
  for (const ValueFormatSpec& spec : kFormats) {
    const int quality = quality_of_media_type(preferences, spec.media_type);
    if (quality <= best_quality) continue;
    best = spec.format;
    best_quality = quality;
  }
  return best;
}

}  // namespace phoney::service
