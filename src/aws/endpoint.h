// Where a service of AWS, or something that stands in for it, is reached.

#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/result.h"

namespace phoney::aws {

struct Endpoint {
  bool tls = true;
  std::string host;  // a name or an address, IPv6 without its brackets
  std::uint16_t port = 443;
  std::string path = "/";  // with the query, if there is one

  // As the Host header has it: the port only if it is not the scheme's own.
  std::string authority() const;
  bool operator==(const Endpoint&) const = default;
};

// Reads `https://host[:port][/path]` or the same with http. `name` is the variable it comes from, for the error, which
// is `invalid_argument`.
Result<Endpoint> parse_endpoint(std::string_view url, std::string_view name);

// The public endpoint of a service in a region: https://ssm.eu-west-1.amazonaws.com
Endpoint public_endpoint(std::string_view service, std::string_view region);

}  // namespace phoney::aws
