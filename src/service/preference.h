// What a client prefers: the lists with q-values of Accept and Accept-Encoding (RFC 9110, 12.4).

#pragma once

#include <string_view>
#include <vector>

namespace phoney::service {

struct Preference {
  std::string_view name;  // "text/csv", "gzip", "*"; parameters besides q are left out
  int quality;            // in thousandths; 0 means "not this"
};

// In the order of the header. Malformed entries are skipped.
std::vector<Preference> parse_preferences(std::string_view header);

// The quality of `name` in a list, in whatever case, else that of `fallback` ("*", "*/*"), else -1.
int quality_of(const std::vector<Preference>& preferences, std::string_view name, std::string_view fallback);

}  // namespace phoney::service
