// RateLimiter: how many requests each client may still make, in memory of a fixed size.
//
// A token bucket per client, kept as one number: the time at which the bucket will be full again (the generic cell rate
// algorithm). A bucket that is full again says nothing, so its place is free for another client. When more clients are
// active than there are places, the one nearest to full is forgotten, which is the smallest gift that can be made.

#pragma once

#include <array>
#include <chrono>
#include <cstdint>
#include <memory>
#include <mutex>

#include "service/ip_address.h"

namespace phoney::service {

// Called from several threads at once. A decision costs some tens of nanoseconds.
class RateLimiter {
 public:
  using Time = std::chrono::steady_clock::time_point;

  struct Decision {
    bool allowed = true;
    std::uint32_t remaining = 0;              // requests that would be allowed at once after this one
    std::chrono::nanoseconds full_after{0};   // until the bucket is full again
    std::chrono::nanoseconds retry_after{0};  // until one request is allowed; 0 if it is now
  };

  // At most `burst` at once and `per_minute` in the long run; both at least 1.
  RateLimiter(std::uint32_t per_minute, std::uint32_t burst);
  ~RateLimiter();
  RateLimiter(const RateLimiter&) = delete;
  RateLimiter& operator=(const RateLimiter&) = delete;

  // Takes one request out of the client's bucket, if there is one in it. Of an IPv6 address the first 64 bits are the
  // client: whoever has one address of such a network has all of them.
  Decision take(const IpAddress& client, Time now);
  // What `take` would decide; takes nothing.
  Decision look(const IpAddress& client, Time now);

  std::uint32_t burst() const { return burst_; }

 private:
  struct Table;
  Decision decide(const IpAddress& client, Time now, bool taking);

  std::uint32_t burst_;
  std::int64_t interval_;  // nanoseconds in which a bucket gains one request
  std::unique_ptr<Table> table_;
};

}  // namespace phoney::service
