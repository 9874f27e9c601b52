// Percent-encoding in paths and query strings (RFC 3986, section 2.1), and the form encoding of queries (WHATWG URL,
// section 5.1).

#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace phoney {

// Replaces %XX by the byte it names; '+' stays. An invalid escape ("%", "%2", "%zz") is an error that quotes it.
Result<std::string> percent_decode(std::string_view text);

// The text as a value of a query: all but unreserved characters (RFC 3986, section 2.3) as %XX.
std::string percent_encode(std::string_view text);

struct QueryParameter {
  std::string name;
  std::string value;
  bool operator==(const QueryParameter&) const = default;
};

// "a=1&b=x+y%21&c" -> {a: "1"}, {b: "x y!"}, {c: ""}, in order, repeated names kept. '+' is a space. Empty pieces
// ("a=1&&b=2") are skipped. All of it is UTF-8. The error of an invalid escape, or of a value that is not UTF-8, names
// the parameter in `field`.
Result<std::vector<QueryParameter>> parse_query(std::string_view query);

}  // namespace phoney
