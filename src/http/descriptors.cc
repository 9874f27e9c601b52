#include "http/descriptors.h"

#include <sys/resource.h>

#include <algorithm>
#include <limits>

namespace phoney::http {
namespace {

// Of each event loop: its queue, its timer, two ways to wake it, and a listening socket for each of two addresses.
constexpr rlim_t kOfLoop = 6;
constexpr rlim_t kOthers = 28;  // standard streams, the port's holder, a log, what the kernel still closes

}  // namespace

std::size_t claim_descriptors(unsigned threads) {
  rlimit limit{};
  if (getrlimit(RLIMIT_NOFILE, &limit) != 0) return std::numeric_limits<std::size_t>::max();
  limit.rlim_cur = limit.rlim_max;
  // What the system promises it may not keep, as where the hard limit is above the kernel's own.
  if (setrlimit(RLIMIT_NOFILE, &limit) != 0) getrlimit(RLIMIT_NOFILE, &limit);
  const rlim_t reserved = kOthers + kOfLoop * threads;
  return std::max<rlim_t>(limit.rlim_cur, reserved + 1) - reserved;
}

}  // namespace phoney::http
