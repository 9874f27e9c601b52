// The OpenAPI 3.1 document: what GET /openapi.json answers, written from the routes and the registry of generators.

#pragma once

#include <cstdint>
#include <string>

#include "base/output.h"
#include "engine/engine.h"
#include "service/route.h"

namespace phoney::service {

// `max_stream_records` is the setting.
std::string write_openapi(const Engine& engine, std::int64_t max_stream_records);

// Its parts.

// Appends the parameter as an OpenAPI object; `in` is "path" or "query".
void append_parameter(Output& out, const RouteParameter& parameter, std::string_view in);
// Appends `"status":{...}` for each of them, with a comma before each.
void append_failures(Output& out, std::span<const int> statuses);
// Appends `"/fake/name":{...}` for each generator that some locale has, with a comma before each: what
// /fake/{generator} says in general, with the generator's own parameters.
void append_generator_paths(Output& out, const Engine& engine);
// Appends the members of components/schemas that the packed data and the settings decide.
void append_value_schemas(Output& out, const Engine& engine, std::int64_t max_stream_records);
// Appends the members of components/parameters that these paths refer to.
void append_common_parameters(Output& out);

}  // namespace phoney::service
