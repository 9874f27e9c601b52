#include "service/routes/values.h"

#include <algorithm>

#include "service/refusal.h"

namespace phoney::service {

namespace {

// Where in the body of POST /api/v1/generate a parameter of the generator stands; nowhere for members of the body.
std::vector<std::string_view> place_in_body(const FakeRequest& request, const std::string& field) {
  constexpr std::string_view kMembers[] = {"", "provider", "generator", "locale", "seed", "unique", "count", "now"};
  const bool named =
      std::ranges::find(request.parameters, field, &Value::Object::value_type::first) != request.parameters.end();
  if (!named && std::ranges::find(kMembers, field) != std::end(kMembers)) return {};
  return named || field != "args" ? std::vector<std::string_view>{"params", "kwargs"}
                                  : std::vector<std::string_view>{"params"};
}

}  // namespace

void answer_values(const Call& call, std::string_view place, FakeRequest request, Response& response) {
  request.cancellation = call.request.cancellation;
  const auto answered = answer_fake(call.engine(), request, response.body, response.records);
  if (!answered) {
    const Error& error = answered.error();
    return refuse(response, place, error,
                  place == "body" ? place_in_body(request, error.field) : std::vector<std::string_view>());
  }
  response.outcome.kind = Outcome::Kind::values_made;
  response.outcome.requested = static_cast<std::uint64_t>(request.count);
  response.outcome.generator = std::move(request.generator);
}

}  // namespace phoney::service
