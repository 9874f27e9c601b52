#include "service/accepted_format.h"

#include "service/preference.h"

namespace phoney::service {

std::optional<Format> accepted_format(const Request& request) {
  std::vector<Preference> preferences;
  for (const Header& header : request.headers) {
    if (!equals_ignoring_case(header.name, "accept")) continue;
    if (header.value == "*/*" && preferences.empty()) return Format::json;  // what most clients send
    const auto more = parse_preferences(header.value);
    preferences.insert(preferences.end(), more.begin(), more.end());
  }
  if (preferences.empty()) return Format::json;
  std::optional<Format> best;
  int best_quality = 0;
  for (const FormatSpec& spec : formats()) {
    const int quality = quality_of_media_type(preferences, spec.media_type);
    if (quality <= best_quality) continue;
    best = spec.format;
    best_quality = quality;
  }
  return best;
}

}  // namespace phoney::service
