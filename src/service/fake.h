// One generator, asked for by name: GET /fake/{generator}, a line of `phoney batch`, and `phoney fake`.

#pragma once

#include <cstdint>
#include <string>

#include "engine/engine.h"

namespace phoney::service {

struct FakeRequest {
  std::string generator;
  std::string locale = "en_US";
  Seed seed = Seed::from_system();
  std::int64_t count = 1;
  Clock clock;
  Value::Object parameters;
};

// Reads {"generator", "locale", "seed", "count", "params", "now"}. Errors name the member.
Result<FakeRequest> read_fake_request(const Value& request);

// A seed as JSON writes it: an integer of any size, or a text. Other types are errors.
Result<Seed> read_seed(const Value& value);

// Appends {"generator", "data", "count", "locale", "seed", "now"}; nothing if it fails.
Result<void> answer_fake(const Engine& engine, const FakeRequest& request, Output& out);

// Appends one value as JSON.
void append_json_value(Session& session, const BoundCall& call, Output& out);

// Appends a text, quoted and escaped.
void append_json_text(Output& out, std::string_view text);

// {"error":{"code","message","field","suggestions"}}
void append_error(Output& out, const Error& error);

}  // namespace phoney::service
