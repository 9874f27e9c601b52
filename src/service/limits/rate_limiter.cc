#include "service/limits/rate_limiter.h"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <cstring>
#include <mutex>
#include <new>
#include <span>

#include "base/entropy.h"
#include "service/limits/networks.h"

namespace phoney::service {
namespace {

constexpr std::size_t kWays = 8;
constexpr std::size_t kSets = 8192;  // with 16 bytes a place, 1 MiB for 65,536 clients
constexpr std::size_t kLocks = 64;

// Free if both are zero.
struct Bucket {
  std::uint64_t client;
  std::int64_t full_at;  // steady nanoseconds
};
using Set = std::array<Bucket, kWays>;

// Zeroed memory, which the kernel provides page by page as clients come.
struct Free {
  void operator()(Set* sets) const { std::free(sets); }
};
using Sets = std::unique_ptr<Set[], Free>;

Sets make_sets() {
  auto* sets = static_cast<Set*>(std::calloc(kSets, sizeof(Set)));
  if (sets == nullptr) throw std::bad_alloc();
  return Sets(sets);
}

std::int64_t nanoseconds_of(RateLimiter::Time time) {
  return std::chrono::nanoseconds(time.time_since_epoch()).count();
}

std::uint64_t mix(std::uint64_t x) {  // the finaliser of MurmurHash3
  x = (x ^ (x >> 33)) * 0xff51afd7ed558ccdULL;
  x = (x ^ (x >> 33)) * 0xc4ceb9fe1a85ec53ULL;
  return x ^ (x >> 33);
}

}  // namespace

struct RateLimiter::Table {
  // Random, so that an attacker cannot choose addresses that share a bucket with another client.
  std::array<std::uint64_t, 3> key{};
  std::array<std::mutex, kLocks> locks;
  Sets sets = make_sets();

  // A site and the first of its networks are the same bits, so the kind is part of the name.
  std::uint64_t name(const IpAddress& prefix, bool site) const {
    std::array<std::uint64_t, 2> words;
    std::memcpy(words.data(), prefix.bytes.data(), sizeof words);
    return mix(mix(words[0] ^ key[0]) ^ words[1] ^ key[site ? 2 : 1]);
  }
};

// The buckets that a client takes from, locked while this lives.
class RateLimiter::Buckets {
 public:
  Buckets(RateLimiter& limiter, const IpAddress& client, Scope scope) : table_(*limiter.table_) {
    shares_[0] = {&limiter.network_, table_.name(network_of(client), false)};
    if (scope == Scope::network_and_site && !client.is_ipv4()) {
      shares_[count_++] = {&limiter.site_, table_.name(site_of(client), true)};
    }
    // Always in the same order, to avoid a deadlock.
    const std::size_t first = lock_of(shares_[0]);
    const std::size_t last = lock_of(shares_[count_ - 1]);
    first_ = std::unique_lock(table_.locks[std::min(first, last)]);
    if (first != last) second_ = std::unique_lock(table_.locks[std::max(first, last)]);
  }

  struct Share {
    const Rate* rate = nullptr;
    std::uint64_t name = 0;

    std::int64_t to_fill() const { return rate->interval * rate->burst; }
    // What is missing in a bucket that holds just one request.
    std::int64_t most() const { return to_fill() - rate->interval; }
  };
  std::span<const Share> shares() const { return std::span(shares_).first(count_); }

  // Nothing if the client has no place.
  Bucket* find(const Share& share) {
    Set& set = set_of(share);
    const auto bucket = std::ranges::find(set, share.name, &Bucket::client);
    return bucket == set.end() ? nullptr : &*bucket;
  }
  // Nanoseconds until the bucket is full.
  std::int64_t missing(const Share& share, std::int64_t now) {
    const Bucket* bucket = find(share);
    return bucket == nullptr ? 0 : std::max<std::int64_t>(bucket->full_at - now, 0);
  }
  void set_missing(const Share& share, std::int64_t now, std::int64_t missing) {
    Bucket* bucket = find(share);
    if (bucket == nullptr) bucket = &*std::ranges::min_element(set_of(share), {}, &Bucket::full_at);
    *bucket = {share.name, now + missing};
  }

 private:
  Set& set_of(const Share& share) { return table_.sets[share.name % kSets]; }
  static std::size_t lock_of(const Share& share) { return share.name % kSets % kLocks; }

  Table& table_;
  std::array<Share, 2> shares_;
  std::size_t count_ = 1;
  std::unique_lock<std::mutex> first_;
  std::unique_lock<std::mutex> second_;
};

RateLimiter::RateLimiter(std::uint32_t per_minute, std::uint32_t burst) : table_(std::make_unique<Table>()) {
  // Three buckets, one and the deepest debt, must be less than what nanoseconds can count.
  constexpr std::int64_t kLongestToFill = std::int64_t{30} * 365 * 24 * 3600 * 1'000'000'000;
  const std::int64_t interval = std::int64_t{60'000'000'000} / per_minute;
  network_ = {std::min<std::int64_t>(burst, kLongestToFill / interval), interval};
  site_ = {network_.burst * kNetworksPerSite, std::max<std::int64_t>(interval / kNetworksPerSite, 1)};
  fill_with_entropy(std::as_writable_bytes(std::span(table_->key)));
}

RateLimiter::~RateLimiter() = default;

RateLimiter::Decision RateLimiter::take(const IpAddress& client, Time now, Scope scope) {
  return decide(client, now, scope, true);
}

RateLimiter::Decision RateLimiter::look(const IpAddress& client, Time now, Scope scope) {
  return decide(client, now, scope, false);
}

RateLimiter::Decision RateLimiter::decide(const IpAddress& client, Time time, Scope scope, bool taking) {
  const std::int64_t now = nanoseconds_of(time);
  Buckets buckets(*this, client, scope);
  std::int64_t wait = 0;
  for (const auto& share : buckets.shares()) wait = std::max(wait, buckets.missing(share, now) - share.most());
  Decision decision{.allowed = wait <= 0, .retry_after = std::chrono::nanoseconds(wait)};
  taking = taking && decision.allowed;
  std::int64_t remaining = network_.burst;
  for (const auto& share : buckets.shares()) {
    const std::int64_t missing = buckets.missing(share, now) + (taking ? share.rate->interval : 0);
    if (taking) buckets.set_missing(share, now, missing);
    remaining = std::clamp<std::int64_t>((share.to_fill() - missing) / share.rate->interval, 0, remaining);
    decision.full_after = std::max(decision.full_after, std::chrono::nanoseconds(missing));
  }
  decision.remaining = static_cast<std::uint32_t>(remaining);
  return decision;
}

bool RateLimiter::is_in_debt(const IpAddress& client, Time time) {
  const std::int64_t now = nanoseconds_of(time);
  Buckets buckets(*this, client, Scope::network_and_site);
  return std::ranges::any_of(buckets.shares(),
                             [&](const auto& share) { return buckets.missing(share, now) > share.to_fill(); });
}

void RateLimiter::give_back(const IpAddress& client, Scope scope) {
  Buckets buckets(*this, client, scope);
  for (const auto& share : buckets.shares()) {
    if (Bucket* bucket = buckets.find(share)) bucket->full_at -= share.rate->interval;
  }
}

void RateLimiter::charge(const IpAddress& client, Time time, std::chrono::nanoseconds processor) {
  const std::int64_t now = nanoseconds_of(time);
  Buckets buckets(*this, client, Scope::network_and_site);
  for (const auto& share : buckets.shares()) {
    const auto [burst, interval] = *share.rate;
    // More than the deepest debt need not be counted, and whole requests apart from the rest, so that nothing
    // overflows.
    const std::int64_t requests = std::min<std::int64_t>(processor / kProcessorPerRequest, 3 * burst);
    const std::int64_t rest = (processor % kProcessorPerRequest).count() * interval / kProcessorPerRequest.count();
    const std::int64_t deepest = share.most() + 2 * share.to_fill();
    buckets.set_missing(share, now, std::min(buckets.missing(share, now) + requests * interval + rest, deepest));
  }
}

}  // namespace phoney::service
