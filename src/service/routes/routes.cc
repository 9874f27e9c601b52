#include "service/routes/routes.h"

namespace phoney::service {

std::span<const RouteGroup* const> all_routes() {
  static constexpr const RouteGroup* kGroups[] = {&fake_routes,  &template_routes, &provider_routes, &catalogue_routes,
                                                  &token_routes, &example_routes,  &status_routes,   &docs_routes};
  return kGroups;
}

}  // namespace phoney::service
