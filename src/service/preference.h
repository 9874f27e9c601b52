// The preferences of a client: the lists with q-values in Accept and Accept-Encoding (RFC 9110, section 12.4).

#pragma once

#include <string_view>
#include <vector>

namespace phoney::service {

struct Preference {
  std::string_view name;             // "text/csv", "gzip", "*"
  int quality;                       // in thousandths; 0 means "not this"
  std::string_view parameters = {};  // "header=absent;q=0.5"
};

// In the order of the header. Malformed entries are skipped.
std::vector<Preference> parse_preferences(std::string_view header);

// The quality of `name` in a list, in whatever case, else that of `fallback` ("*", "*/*"), else -1.
int quality_of(const std::vector<Preference>& preferences, std::string_view name, std::string_view fallback);

// The value of a parameter, without its quotation marks; empty if it is not there.
std::string_view find_parameter(std::string_view parameters, std::string_view name);

// The most specific range for a media type: "text/plain" itself, else "text/*", else "*/*" or "*", else nothing. Of
// two equal ranges, the first.
const Preference* find_range(const std::vector<Preference>& preferences, std::string_view media_type);

}  // namespace phoney::service
