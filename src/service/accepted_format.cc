#include "service/accepted_format.h"

#include <tuple>

#include "service/preference.h"

namespace phoney::service {
namespace {

// What the headers say of one format, the better the greater.
std::tuple<int, bool, int> rank_of(const std::vector<Preference>& preferences, const Preference& range,
                                   const FormatSpec& spec) {
  const auto place = static_cast<int>(&range - preferences.data());
  const bool is_named = equals_ignoring_case(range.name, spec.media_type);
  return {range.quality, spec.format != Format::text, is_named ? -place : -static_cast<int>(preferences.size())};
}

}  // namespace

std::optional<AcceptedFormat> accepted_format(const Request& request) {
  std::vector<Preference> preferences;
  for (const Header& header : request.headers) {
    if (!equals_ignoring_case(header.name, "accept")) continue;
    if (header.value == "*/*" && preferences.empty()) return AcceptedFormat{};  // what most clients send
    const auto more = parse_preferences(header.value);
    preferences.insert(preferences.end(), more.begin(), more.end());
  }
  if (preferences.empty()) return AcceptedFormat{};
  std::optional<AcceptedFormat> best;
  std::tuple<int, bool, int> best_rank;
  for (const FormatSpec& spec : formats()) {
    const Preference* range = find_range(preferences, spec.media_type);
    if (range == nullptr || range->quality == 0) continue;
    const auto rank = rank_of(preferences, *range, spec);
    if (best && rank <= best_rank) continue;
    best = AcceptedFormat{spec.format, std::string(range->parameters)};
    best_rank = rank;
  }
  return best;
}

void read_format(MemberReader& reader, std::optional<Format>& into) {
  const Value* name = reader.find("format");
  if (name == nullptr || name->is_null()) return;
  into = name->is_text() ? format_named(name->as_text()) : std::nullopt;
  if (!into) reader.add("format", "Input should be " + format_names("'"), "literal_error");
}

void read_media_parameters(const AcceptedFormat& accepted, FormatOptions& into) {
  for (const FormatOption& option : kFormatOptions) {
    const MediaParameter& media = option.media;
    if (option.format != accepted.format || media.name.empty()) continue;
    const std::string_view value = find_parameter(accepted.parameters, media.name);
    if (equals_ignoring_case(value, media.on)) option.read("true", into);
    if (equals_ignoring_case(value, media.off)) option.read("false", into);
  }
}

}  // namespace phoney::service
