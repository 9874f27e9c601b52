// The OpenAPI 3.1 document: what GET /openapi.json answers, written from the routes and the registry of generators.

#pragma once

#include <string>

#include "base/output.h"
#include "engine/engine.h"
#include "service/route.h"

namespace phoney::service {

std::string write_openapi(const Engine& engine);

// Its parts.

// Appends the parameter as an OpenAPI object; `in` is "path" or "query".
void append_parameter(Output& out, const RouteParameter& parameter, std::string_view in);
// Appends `"status":{...}` for each of them, with a comma before each.
void append_failures(Output& out, std::span<const int> statuses);
// Appends `"/fake/name":{...}` for each generator that some locale has, with a comma before each: what
// /fake/{generator} says in general, with the generator's own parameters.
void append_generator_paths(Output& out, const Engine& engine);
// Appends the members of components/parameters that these paths refer to.
void append_common_parameters(Output& out);

}  // namespace phoney::service
