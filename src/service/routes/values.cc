#include "service/routes/values.h"

#include "service/refusal.h"

namespace phoney::service {

void answer_values(const Call& call, std::string_view place, FakeRequest request, Response& response) {
  request.stop = call.request.stop;
  const auto answered = answer_fake(call.engine(), request, response.body, response.records);
  if (!answered) return refuse(response, place, answered.error());
  response.outcome.kind = Outcome::Kind::values_made;
  response.outcome.requested = static_cast<std::uint64_t>(request.count);
  response.outcome.generator = std::move(request.generator);
}

}  // namespace phoney::service
