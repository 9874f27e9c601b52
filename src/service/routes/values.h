// Shared code of the routes that return values of one generator.

#pragma once

#include <string_view>

#include "service/call.h"
#include "service/fake.h"

namespace phoney::service {

// Responds with the requested values, or refuses. `place` is where the request's members are: "query" or "body".
void respond_with_values(const Call& call, std::string_view place, FakeRequest&& request, Response& response);

}  // namespace phoney::service
