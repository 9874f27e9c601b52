// One generator, asked for by name: GET /fake/{generator}, a line of `phoney batch`, and `phoney fake`.

#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "engine/engine.h"
#include "service/member_reader.h"

namespace phoney::service {

struct FakeRequest {
  std::string generator;
  std::string locale = "en_US";
  Seed seed = Seed::from_system();
  std::int64_t count = 1;
  Clock clock;
  Value::Object parameters;
  std::size_t max_bytes = SIZE_MAX;  // of the answer, seen after each value
};

// Reads {"generator", "locale", "seed", "count", "params", "now"}. Errors name the member.
Result<FakeRequest> read_fake_request(const Value& request);

// Reads the query of GET /fake/{generator}: locale, seed, count up to `max_count` and now; all others are the
// generator's parameters, as `{{...}}` takes them. Returns what is wrong with it.
Problems read_fake_query(std::string_view query, std::int64_t max_count, FakeRequest& into);

// Appends {"generator", "data", "count", "locale", "seed"}; nothing if it fails. `data` is a list unless `count` is 1.
Result<void> answer_fake(const Engine& engine, const FakeRequest& request, Output& out);

// Appends one value as JSON.
void append_json_value(Session& session, const BoundCall& call, Output& out);

// Appends a seed as JSON writes it: an integer of any size, or a text.
void append_json_seed(Output& out, const Seed& seed);

// {"error":{"code","message","field","suggestions"}}
void append_error(Output& out, const Error& error);

}  // namespace phoney::service
