// Routes, each declared once beside its handler. `Application` dispatches by them, and /openapi.json is written from
// them.

#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <span>
#include <string_view>

#include "service/message.h"

namespace phoney::service {

struct Call;
struct Settings;

inline constexpr std::size_t kMaxCaptures = 4;

// The values of the pattern's braces, in order, percent-encoded as received.
using Captures = std::array<std::string_view, kMaxCaptures>;

// Matches a whole path against a pattern, segment by segment: "/fake/{generator}" matches "/fake/name" and captures
// "name". A capture takes one segment that is not empty.
std::optional<Captures> match_path(std::string_view pattern, std::string_view path);

// A parameter of a query, or one that the pattern captures.
struct RouteParameter {
  std::string_view name;
  std::string_view schema;  // a JSON Schema
  std::string_view description;
  std::string_view example = "";  // JSON: what /docs fills in; empty: the schema's default, or nothing
};

// What a route requires.
struct RouteRules {
  bool authenticated = false;  // 401 without credentials
  bool probe = false;          // neither limited nor, unless at level debug, logged
  bool takes_long = false;     // never handled on an event loop, because its long work ignores patience
};

struct Route {
  std::string_view method;
  std::string_view pattern;
  void (*handler)(const Call& call, Response& response);
  RouteRules rules = {};

  // For people who read /docs.
  std::string_view summary = "";  // empty: not in /openapi.json
  std::string_view description = "";
  std::span<const RouteParameter> parameters = {};
  std::string_view body = "";                        // the schema of the request's body; empty: none
  std::string_view body_types = "application/json";  // its media types, with commas between them
  std::string_view body_example = "";                // JSON: what /docs fills in; empty: as the schema says
  std::string_view response = "";                    // the schema of the JSON response; empty: there is none
  std::string_view media_types = "";                 // the response's other media types, with commas between them
  bool in_formats = false;                           // also without the envelope, in the media type of each format
  std::span<const int> failures = {};                // statuses besides 200, and 401 if the rules say `authenticated`
};

// Related routes, and the schemas that they refer to.
struct RouteGroup {
  std::string_view tag;
  std::string_view description;
  RequestKind kind;
  std::span<const Route> routes;
  std::string_view schemas = "";  // members of OpenAPI's components/schemas: "Name":{...},"Name":{...}
  void (*append_schemas)(Output& out, const Settings& settings) = nullptr;  // more of them, which are computed
};

}  // namespace phoney::service
