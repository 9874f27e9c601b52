// Bill: what a request is charged for its CPU time.
//
// A request counts once, which includes the first 50 ms. Each further 50 ms count as one more request.

#pragma once

#include <chrono>
#include <memory>

#include "service/limits/networks.h"
#include "service/message.h"

namespace phoney::service {

class Limits;

class Bill {
 public:
  Bill() = default;
  // `limits` must outlive the bill.
  Bill(Limits& limits, const IpAddress& client) : limits_(&limits), address_(client), share_(share_of(client)) {}

  // Takes what this adds to the bill out of the client's bucket.
  void add(std::chrono::nanoseconds processor);
  // The client that is billed, as in Task::client. Valid as long as the bill.
  std::string_view client() const { return share_.as_bytes(); }

 private:
  Limits* limits_ = nullptr;
  IpAddress address_{};
  IpAddress share_{};
  std::chrono::nanoseconds spent_{0};
};

// A source that passes on `source`, and bills its client for the CPU time. When the process is about to end, it fails
// after the last allowance, whichever part takes that long.
std::unique_ptr<BodySource> billed(std::unique_ptr<BodySource> source, const Bill& bill,
                                   const Cancellation& cancellation);

}  // namespace phoney::service
