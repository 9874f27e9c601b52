// The groups of routes, each in a file of its own. A group not named here does not exist.

#pragma once

#include <span>

#include "service/route.h"

namespace phoney::service {

extern const RouteGroup fake_routes;
extern const RouteGroup template_routes;
extern const RouteGroup provider_routes;
extern const RouteGroup catalogue_routes;
extern const RouteGroup status_routes;
extern const RouteGroup access_routes;

// All of them, the busiest first, because requests are matched in this order.
std::span<const RouteGroup* const> all_routes();

}  // namespace phoney::service
