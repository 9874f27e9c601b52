// RateLimiter: limits requests per client, in a fixed amount of memory.
//
// Each client has a token bucket, stored as one number: the time at which it will be full again (the generic cell rate
// algorithm). A full bucket holds no information, so its slot is free for another client. When more clients are active
// than there are slots, the fullest bucket is dropped, because that client gains the least.
//
// A client is a network (limits/networks.h). An IPv6 client also takes from the bucket of its site, which holds ten
// times as much. Otherwise the owner of a site would count as 65,536 clients.

#pragma once

#include <chrono>
#include <cstdint>
#include <memory>

#include "service/ip_address.h"

namespace phoney::service {

// Called from several threads at once. A decision costs some tens of nanoseconds.
class RateLimiter {
 public:
  using Time = std::chrono::steady_clock::time_point;

  // How many times what one network may do all networks of a site may do together.
  static constexpr std::uint32_t kNetworksPerSite = 10;
  // How much CPU time is worth one request.
  static constexpr std::chrono::nanoseconds kProcessorPerRequest = std::chrono::milliseconds(50);

  // Which buckets a decision goes by.
  enum class Scope : std::uint8_t { network_and_site, network };

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

  // Takes one request out of the client's buckets, if there is one in each.
  Decision take(const IpAddress& client, Time now, Scope scope = Scope::network_and_site);
  // What `take` would decide; takes nothing.
  Decision look(const IpAddress& client, Time now, Scope scope = Scope::network_and_site);
  // Whether the client is in debt, by what `charge` has taken.
  bool is_in_debt(const IpAddress& client, Time now);
  // Undoes a `take` of the same scope that was allowed.
  void give_back(const IpAddress& client, Scope scope = Scope::network_and_site);
  // Takes what `processor` is worth out of the client's buckets, in fractions of a request to the nanosecond. A bucket
  // may go into debt, and then allows nothing until that is paid; it is never in debt by more than two full buckets.
  void charge(const IpAddress& client, Time now, std::chrono::nanoseconds processor);

  bool has_limits_of(const RateLimiter& other) const { return network_ == other.network_; }
  std::uint32_t burst() const { return static_cast<std::uint32_t>(network_.burst); }

 private:
  struct Rate {
    std::int64_t burst;
    std::int64_t interval;  // nanoseconds in which a bucket gains one request
    bool operator==(const Rate&) const = default;
  };
  struct Table;
  class Buckets;
  Decision decide(const IpAddress& client, Time now, Scope scope, bool taking);

  Rate network_;
  Rate site_;
  std::unique_ptr<Table> table_;
};

}  // namespace phoney::service
