// When a failed call is tried again, and how long after.
//
// Exponential back-off with full jitter: each pause is drawn evenly between nothing and a bound that doubles, so that
// many functions that failed together do not come back together. Source: "Exponential Backoff And Jitter", AWS
// Architecture Blog, 2015.

#pragma once

#include <chrono>
#include <string_view>

#include "aws/timing.h"

namespace phoney::aws {

struct RetryPolicy {
  std::chrono::milliseconds attempt_timeout{2000};  // for one try
  std::chrono::milliseconds first_pause{100};       // the bound of the first pause
  std::chrono::milliseconds longest_pause{1000};    // where the bound stops doubling
  bool retries = true;
};

// Whether a response with that status and AWS error code may be another one next time: throttling, trouble on AWS's
// side, a clock or credentials that the next try reads anew.
bool is_transient(int status, std::string_view code);

// The pauses of one call.
class Backoff {
 public:
  Backoff(const RetryPolicy& policy, Timing& timing) : policy_(policy), timing_(timing) {}
  // Waits before another try. Returns false, without waiting, if none would fit before the deadline.
  bool pause(const Deadline& deadline);
  int tries() const { return tries_; }

 private:
  const RetryPolicy& policy_;
  Timing& timing_;
  int tries_ = 1;
};

}  // namespace phoney::aws
