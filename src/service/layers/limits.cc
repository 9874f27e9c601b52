#include "service/layers/limits.h"

#include <algorithm>
#include <string>

namespace phoney::service {

Limits::Limits(const Settings& settings) {
  const std::uint32_t per_minute = settings.rate_limit_per_minute;
  const std::uint32_t burst = settings.rate_limit_burst;
  if (per_minute != 0) limiter_.emplace(per_minute, burst != 0 ? burst : per_minute);
}

std::optional<Refusal> Limits::admit(const Client& client, RateLimiter::Time now, Response& response) {
  using std::chrono::ceil;
  using std::chrono::seconds;
  if (!limiter_) return std::nullopt;
  const auto decision = limiter_->take(client.address, now);
  response.add_header("RateLimit-Limit", std::to_string(limiter_->burst()));
  response.add_header("RateLimit-Remaining", std::to_string(decision.remaining));
  response.add_header("RateLimit-Reset", std::to_string(ceil<seconds>(decision.full_after).count()));
  if (decision.allowed) return std::nullopt;
  return Refusal{429, "Too many requests", ceil<seconds>(decision.retry_after)};
}

}  // namespace phoney::service
