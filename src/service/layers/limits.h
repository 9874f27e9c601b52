// The layer that holds each client to its number of requests.

#pragma once

#include <optional>

#include "service/auth/refusal.h"
#include "service/limits/client.h"
#include "service/limits/rate_limiter.h"
#include "service/settings.h"

namespace phoney::service {

class Limits {
 public:
  explicit Limits(const Settings& settings);

  // Counts a request, and says in `decision` how, if there are limits. The refusal is 429.
  std::optional<Refusal> admit(const Client& client, RateLimiter::Time now,
                               std::optional<RateLimiter::Decision>& decision);
  // Asked again where the answer is made later than it was admitted: refuses a client whose other requests have taken
  // more of the processor since then than it may ask for. Otherwise whoever asks for everything at once escapes that.
  std::optional<Refusal> admit_later(const Client& client, RateLimiter::Time now,
                                     std::optional<RateLimiter::Decision>& decision);
  // Takes what the processor has done for a client, besides the request, out of what it may ask for: as much as a
  // request for each RateLimiter::kProcessorPerRequest.
  void charge(const IpAddress& client, RateLimiter::Time now, std::chrono::nanoseconds processor);
  // Tells the client where it stands, by RateLimit-Limit, RateLimit-Remaining and RateLimit-Reset
  // (draft-ietf-httpapi-ratelimit-headers-07).
  void add_headers(const RateLimiter::Decision& decision, Response& response) const;

 private:
  std::optional<RateLimiter> limiter_;
};

}  // namespace phoney::service
