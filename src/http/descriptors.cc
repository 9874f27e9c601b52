#include "http/descriptors.h"

#include <sys/resource.h>

#include <algorithm>
#include <limits>

namespace phoney::http {
namespace {

constexpr rlim_t kOthers = 40;  // standard streams, listening sockets, event loops, a log, what the kernel still closes

}  // namespace

std::size_t claim_descriptors() {
  rlimit limit{};
  if (getrlimit(RLIMIT_NOFILE, &limit) != 0) return std::numeric_limits<std::size_t>::max();
  limit.rlim_cur = limit.rlim_max;
  // What the system promises it may not keep, as where the hard limit is above the kernel's own.
  if (setrlimit(RLIMIT_NOFILE, &limit) != 0) getrlimit(RLIMIT_NOFILE, &limit);
  return std::max<rlim_t>(limit.rlim_cur, kOthers + 1) - kOthers;
}

}  // namespace phoney::http
