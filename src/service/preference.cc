#include "service/preference.h"

#include <string>

#include "base/trim.h"
#include "service/message.h"

namespace phoney::service {
namespace {

// Removes the text before the next `separator` from the front and returns it.
std::string_view take_until(std::string_view& text, char separator) {
  const std::string_view piece = text.substr(0, text.find(separator));
  text.remove_prefix(piece.size() == text.size() ? piece.size() : piece.size() + 1);
  return trimmed(piece);
}

// "0.5" -> 500, or -1. Java's HttpURLConnection writes ".2".
int parse_quality(std::string_view text) {
  if (text.starts_with('.')) return parse_quality("0" + std::string(text));
  if (text.empty() || text.size() > 5 || (text[0] != '0' && text[0] != '1')) return -1;
  int value = (text[0] - '0') * 1000;
  if (text.size() > 1 && text[1] != '.') return -1;
  int weight = 100;
  for (std::size_t i = 2; i < text.size(); ++i, weight /= 10) {
    if (text[i] < '0' || text[i] > '9') return -1;
    value += (text[i] - '0') * weight;
  }
  return value <= 1000 ? value : -1;
}

}  // namespace

std::vector<Preference> parse_preferences(std::string_view header) {
  std::vector<Preference> preferences;
  while (!header.empty()) {
    std::string_view entry = take_until(header, ',');
    Preference preference{take_until(entry, ';'), 1000};
    preference.parameters = entry;
    while (!entry.empty()) {
      const std::string_view parameter = take_until(entry, ';');
      if (parameter.starts_with("q=") || parameter.starts_with("Q=")) {
        preference.quality = parse_quality(parameter.substr(2));
      }
    }
    if (!preference.name.empty() && preference.quality >= 0) preferences.push_back(preference);
  }
  return preferences;
}

int quality_of(const std::vector<Preference>& preferences, std::string_view name, std::string_view fallback) {
  int result = -1;
  for (const Preference& preference : preferences) {
    if (equals_ignoring_case(preference.name, name)) return preference.quality;
    if (preference.name == fallback) result = preference.quality;
  }
  return result;
}

std::string_view find_parameter(std::string_view parameters, std::string_view name) {
  while (!parameters.empty()) {
    std::string_view parameter = take_until(parameters, ';');
    if (!equals_ignoring_case(take_until(parameter, '='), name)) continue;
    parameter = trimmed(parameter);
    const bool is_quoted = parameter.size() >= 2 && parameter.front() == '"' && parameter.back() == '"';
    return is_quoted ? parameter.substr(1, parameter.size() - 2) : parameter;
  }
  return "";
}

const Preference* find_range(const std::vector<Preference>& preferences, std::string_view media_type) {
  const std::string_view type = media_type.substr(0, media_type.find('/'));
  const Preference* best = nullptr;
  int best_match = 0;
  for (const Preference& preference : preferences) {
    const std::string_view wanted_type = preference.name.substr(0, preference.name.find('/'));
    int match = 0;
    if (preference.name == "*" || preference.name == "*/*") match = 1;
    if (preference.name.ends_with("/*") && equals_ignoring_case(wanted_type, type)) match = 2;
    if (equals_ignoring_case(preference.name, media_type)) match = 3;
    if (match <= best_match) continue;
    best_match = match;
    best = &preference;
  }
  return best;
}

}  // namespace phoney::service
