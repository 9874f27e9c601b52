#include "service/limits/rate_limiter.h"

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <new>
#include <span>

#include "base/entropy.h"

namespace phoney::service {
namespace {

constexpr std::size_t kWays = 8;
constexpr std::size_t kSets = 8192;  // with 16 bytes a place, 1 MiB for 65,536 clients
constexpr std::size_t kLocks = 64;

// Zero in both is a place that nobody has.
struct Bucket {
  std::uint64_t client;
  std::int64_t full_at;  // steady nanoseconds
};
using Set = std::array<Bucket, kWays>;

// Zeroed memory, which the kernel hands out page by page as clients come.
struct Free {
  void operator()(Set* sets) const { std::free(sets); }
};
using Sets = std::unique_ptr<Set[], Free>;

Sets make_sets() {
  auto* sets = static_cast<Set*>(std::calloc(kSets, sizeof(Set)));
  if (sets == nullptr) throw std::bad_alloc();
  return Sets(sets);
}

std::uint64_t mix(std::uint64_t x) {  // the finaliser of MurmurHash3
  x = (x ^ (x >> 33)) * 0xff51afd7ed558ccdULL;
  x = (x ^ (x >> 33)) * 0xc4ceb9fe1a85ec53ULL;
  return x ^ (x >> 33);
}

}  // namespace

struct RateLimiter::Table {
  // Drawn at random, so that nobody can choose addresses that share a place with another's.
  std::array<std::uint64_t, 2> key{};
  std::array<std::mutex, kLocks> locks;
  Sets sets = make_sets();

  std::uint64_t name_of(const IpAddress& client) const {
    std::array<std::uint64_t, 2> words;
    std::memcpy(words.data(), client.bytes.data(), sizeof words);
    if (!client.is_ipv4()) words[1] = 0;
    return mix(mix(words[0] ^ key[0]) ^ words[1] ^ key[1]);
  }
};

RateLimiter::RateLimiter(std::uint32_t per_minute, std::uint32_t burst)
    : interval_(std::int64_t{60'000'000'000} / per_minute), table_(std::make_unique<Table>()) {
  // A bucket that takes longer than this to fill would reach beyond what nanoseconds can count.
  constexpr std::int64_t kCentury = std::int64_t{100} * 365 * 24 * 3600 * 1'000'000'000;
  burst_ = static_cast<std::uint32_t>(std::min<std::int64_t>(burst, kCentury / interval_));
  fill_with_entropy(std::as_writable_bytes(std::span(table_->key)));
}

RateLimiter::~RateLimiter() = default;

RateLimiter::Decision RateLimiter::take(const IpAddress& client, Time now) { return decide(client, now, true); }
RateLimiter::Decision RateLimiter::look(const IpAddress& client, Time now) { return decide(client, now, false); }

RateLimiter::Decision RateLimiter::decide(const IpAddress& client, Time time, bool taking) {
  const std::int64_t now = std::chrono::nanoseconds(time.time_since_epoch()).count();
  const std::uint64_t name = table_->name_of(client);
  const std::size_t index = name % kSets;
  const std::scoped_lock lock(table_->locks[index % kLocks]);
  auto& set = table_->sets[index];
  auto bucket = std::ranges::find(set, name, &Bucket::client);
  if (bucket == set.end()) {
    bucket = std::ranges::min_element(set, {}, &Bucket::full_at);
    if (taking) *bucket = {name, now};
  }
  const std::int64_t full_at = bucket->client == name ? std::max(bucket->full_at, now) : now;
  // A bucket that misses all but one request becomes full after `most`.
  const std::int64_t most = interval_ * (std::int64_t{burst_} - 1);
  Decision decision;
  decision.allowed = full_at - now <= most;
  if (!decision.allowed) {
    decision.retry_after = std::chrono::nanoseconds(full_at - now - most);
    decision.full_after = std::chrono::nanoseconds(full_at - now);
    return decision;
  }
  const std::int64_t after = full_at + (taking ? interval_ : 0);
  if (taking) bucket->full_at = after;
  decision.full_after = std::chrono::nanoseconds(after - now);
  decision.remaining = static_cast<std::uint32_t>((most + interval_ - (after - now)) / interval_);
  return decision;
}

}  // namespace phoney::service
