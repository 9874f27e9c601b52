// Values of one generator: GET /fake/{generator}, the provider routes, and a line of `phoney batch`.

#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/cancellation.h"
#include "engine/engine.h"
#include "formats/format_options.h"
#include "locale/default_locale.h"
#include "service/member_reader.h"

namespace phoney::service {

struct FakeRequest {
  std::string provider;  // the generator's provider, which the response names; empty: any
  std::string generator;
  std::string locale{kDefaultLocale};
  Seed seed = Seed::from_integer(0);  // random, if the request has none
  std::int64_t count = 1;
  bool unique = false;  // avoid repeated values where possible; the response then has warnings
  Clock clock;
  std::optional<Format> format;  // none: as the header Accept says
  Value::List arguments;         // for the generator's first parameters, in their order
  Value::Object parameters;
  std::size_t max_bytes = SIZE_MAX;  // of the response, checked after each value
  std::chrono::nanoseconds max_cpu = std::chrono::nanoseconds::max();
  Cancellation cancellation;  // ends generation with the error `interrupted`
};

// Reads {"generator", "locale", "seed", "count", "params", "now"}. Errors name the member.
Result<FakeRequest> read_fake_request(const Value& request);

// Reads {"provider", "generator", "locale", "seed", "unique", "count", "params": {"args", "kwargs"}, "now", "format"},
// with a count up to `max_count`. Returns what is wrong with it.
Problems read_generate_request(const Value& body, std::int64_t max_count, FakeRequest& into);

// Reads the query of GET /fake/{generator}: locale, seed, count up to `max_count`, now and format; all others are the
// generator's parameters, as `{{...}}` takes them. Returns what is wrong with it.
Problems read_fake_query(std::string_view query, std::int64_t max_count, FakeRequest& into);

// Appends {"provider", "generator", "data", "count", "locale", "seed", "now", "data_version", "warnings"}, nothing
// if it fails. `provider` is there if it was asked for, and `warnings` if unique values were asked for or the call
// probably means something else. `data` is a list unless `count` is 1. What is wrong
// with a parameter is an error whose field is its name. `made` counts the values, also those of a failed response.
Result<void> append_fake_response(const Engine& engine, const FakeRequest& request, Output& out, std::uint64_t& made);

// Appends the values without the object around them, in `format`; nothing if it fails, as above.
Result<void> append_values_without_envelope(const Engine& engine, const FakeRequest& request, Format format,
                                            const FormatOptions& options, Output& out, std::uint64_t& made);

// Appends one value as JSON.
void append_json_value(Session& session, const BoundCall& call, Output& out);

// {"error":{"code","message","field","suggestions","line"}}, where `line` is the number of the request's line.
void append_error(Output& out, const Error& error, std::uint64_t line);

}  // namespace phoney::service
