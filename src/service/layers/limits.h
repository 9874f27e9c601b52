// The layer that limits the requests of each client.

#pragma once

#include <memory>
#include <optional>

#include "service/auth/refusal.h"
#include "service/limits/client.h"
#include "service/limits/rate_limiter.h"
#include "service/settings.h"

namespace phoney::service {

class Limits {
 public:
  explicit Limits(const Settings& settings);
  // Goes on with the counts of `before`, if its limit is the same.
  void take_over(const Limits& before);

  // Counts a request, and sets `decision` if there are limits. The refusal is 429.
  std::optional<Refusal> admit(const Client& client, RateLimiter::Time now,
                               std::optional<RateLimiter::Decision>& decision);
  // Checks again when a response is made later than its request was admitted: refuses if the client's other requests
  // have used up its limit of CPU time since. Otherwise sending everything at once would evade the limit.
  std::optional<Refusal> admit_later(const Client& client, RateLimiter::Time now,
                                     std::optional<RateLimiter::Decision>& decision);
  // Charges a client for CPU time: each RateLimiter::kProcessorPerRequest counts as one more request.
  void charge(const IpAddress& client, RateLimiter::Time now, std::chrono::nanoseconds processor);
  // Tells the client its limit and what remains, in RateLimit-Limit, RateLimit-Remaining and RateLimit-Reset
  // (draft-ietf-httpapi-ratelimit-headers-07).
  void add_headers(const RateLimiter::Decision& decision, Response& response) const;

 private:
  std::shared_ptr<RateLimiter> limiter_;  // empty: there is no limit
};

}  // namespace phoney::service
