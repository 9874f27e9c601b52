// The OpenAPI 3.1 documents of GET /openapi.json and GET /openapi-full.json, written from the routes and the registry
// of generators.
//
// Programs that generate clients read less of JSON Schema than a validator does. Therefore references lead to
// components and have no keywords beside them that matter, arrays have `items`, objects have members or allow any, and
// an optional member of a request has no `default`: openapi-typescript would make it required.

#pragma once

#include <cstdint>
#include <string>

#include "base/output.h"
#include "engine/engine.h"
#include "service/route.h"
#include "service/settings.h"

namespace phoney::service {

enum class GeneratorPaths : std::uint8_t {
  one,   // /fake/{generator}
  each,  // besides, /fake/name and so on, each with the generator's parameters and the type of its values
};

std::string write_openapi(const Engine& engine, const Settings& settings, GeneratorPaths paths);

// Its parts.

// Appends the parameter as an OpenAPI object; `in` is "path" or "query".
void append_parameter(Output& out, const RouteParameter& parameter, std::string_view in, bool required);
// Appends `"status":{...}` for each of them, with a comma before each.
void append_failures(Output& out, std::span<const int> statuses);
// Whether the full document has a path for the generator: some locale has it, and a request for it can succeed.
bool has_path(const Catalogue& catalogue, GeneratorId generator);
// Appends `"/fake/name":{...}` for each generator that has a path, with a comma before each: like
// /fake/{generator}, with the generator's own parameters.
void append_generator_paths(Output& out, const Engine& engine);
// Appends what these paths refer to: members of components/schemas, /parameters and /responses, the first with a comma
// before each, the last with a comma behind each.
void append_generator_schemas(Output& out);
void append_generator_parameters(Output& out);
void append_generator_responses(Output& out);
// Appends the media types of all formats but JSON, which has a schema of its own, with a comma before each.
void append_formats(Output& out);
// Appends the members of components/schemas that the packed data and the settings decide.
void append_value_schemas(Output& out, const Engine& engine, std::int64_t max_stream_records);

}  // namespace phoney::service
