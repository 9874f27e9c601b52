// The groups of routes, each in a file of its own. Groups that are not listed here do not exist.

#pragma once

#include <span>

#include "engine/engine.h"
#include "service/route.h"

namespace phoney::service {

extern const RouteGroup fake_routes;
extern const RouteGroup template_routes;
extern const RouteGroup provider_routes;
extern const RouteGroup catalogue_routes;
extern const RouteGroup example_routes;
extern const RouteGroup token_routes;
extern const RouteGroup status_routes;
extern const RouteGroup docs_routes;

// All of them, the busiest first, because requests are matched in this order.
std::span<const RouteGroup* const> all_routes();

// Appends the JSON that GET / returns.
void append_about(const Engine& engine, Output& out);

}  // namespace phoney::service
