#include "service/layers/limits.h"

#include <string>

namespace phoney::service {
namespace {

constexpr std::string_view kUsedUp =
    "Too many requests: this client has used up RATE_LIMIT_PER_MINUTE, which also counts CPU time; wait for the "
    "number of seconds in Retry-After";

Refusal too_many(const RateLimiter::Decision& decision) {
  return {429, kUsedUp, Reason::rate_limit, std::chrono::ceil<std::chrono::seconds>(decision.retry_after)};
}

}  // namespace

Limits::Limits(const Settings& settings) {
  const std::uint32_t per_minute = settings.rate_limit_per_minute;
  const std::uint32_t burst = settings.rate_limit_burst;
  if (per_minute != 0) limiter_ = std::make_shared<RateLimiter>(per_minute, burst != 0 ? burst : per_minute);
}

void Limits::take_over(const Limits& before) {
  if (limiter_ && before.limiter_ && limiter_->has_limits_of(*before.limiter_)) limiter_ = before.limiter_;
}

std::optional<Refusal> Limits::admit(const Client& client, RateLimiter::Time now,
                                     std::optional<RateLimiter::Decision>& decision) {
  if (!limiter_) return std::nullopt;
  decision = limiter_->take(client.address, now);
  if (decision->allowed) return std::nullopt;
  return too_many(*decision);
}

std::optional<Refusal> Limits::admit_later(const Client& client, RateLimiter::Time now,
                                           std::optional<RateLimiter::Decision>& decision) {
  if (!limiter_ || !limiter_->is_in_debt(client.address, now)) return std::nullopt;
  decision = limiter_->look(client.address, now);
  return too_many(*decision);
}

void Limits::charge(const IpAddress& client, RateLimiter::Time now, std::chrono::nanoseconds processor) {
  if (limiter_) limiter_->charge(client, now, processor);
}

void Limits::add_headers(const RateLimiter::Decision& decision, Response& response) const {
  const auto reset = std::chrono::ceil<std::chrono::seconds>(decision.full_after);
  response.add_header("RateLimit-Limit", std::to_string(limiter_->burst()));
  response.add_header("RateLimit-Remaining", std::to_string(decision.remaining));
  response.add_header("RateLimit-Reset", std::to_string(reset.count()));
}

}  // namespace phoney::service
