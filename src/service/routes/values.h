// Shared code of the routes that return values of one generator.

#pragma once

#include <string_view>

#include "service/call.h"
#include "service/fake.h"

namespace phoney::service {

// Answers with the values asked for, or refuses; `place` is where the request's members stand: "query" or "body".
void answer_values(const Call& call, std::string_view place, FakeRequest&& request, Response& response);

}  // namespace phoney::service
