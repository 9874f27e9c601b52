#include "random/system_seeds.h"

#include <algorithm>
#include <atomic>
#include <memory>

#include "base/entropy.h"

namespace phoney {
namespace {

std::atomic<unsigned> current_copy = 0;

}  // namespace

SystemSeeds& SystemSeeds::of_thread() {
  static thread_local std::unique_ptr<SystemSeeds> seeds;
  if (!seeds) seeds = std::make_unique_for_overwrite<SystemSeeds>();
  return *seeds;
}

void SystemSeeds::forget() { current_copy.fetch_add(1, std::memory_order_relaxed); }

std::uint64_t SystemSeeds::next() {
  if (used_ == keys_.size() || copy_ != current_copy.load(std::memory_order_relaxed)) draw();
  const auto& key = keys_[used_++];
  return std::uint64_t{key[1]} << 32 | key[0];
}

void SystemSeeds::draw() {
  constexpr std::uint32_t kHighBits = (std::uint32_t{1} << (kBits - 32)) - 1;
  copy_ = current_copy.load(std::memory_order_relaxed);
  fill_with_entropy(std::as_writable_bytes(std::span(keys_)));
  for (auto& key : keys_) key[1] &= kHighBits;
  MersenneTwister::make_states(keys_, states_);
  used_ = 0;
}

// A number below 2^32 has a key of one word, of which `states_` has no state; none is found then, since no key of two
// words ends with 0.
const MersenneTwister::State* SystemSeeds::state_of(std::span<const std::uint32_t> key) const {
  if (key.size() != 2) return nullptr;
  for (std::size_t i = 0; i < used_; ++i) {
    if (std::ranges::equal(key, keys_[i])) return &states_[i];
  }
  return nullptr;
}

}  // namespace phoney
