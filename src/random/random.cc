#include "random/random.h"

#include "random/system_seeds.h"

namespace phoney {

void Random::seed(const Seed& seed_value) {
  if (const auto* state = SystemSeeds::of_thread().state_of(seed_value.key())) {
    twister_.start(*state);
  } else {
    twister_.seed(seed_value.key());
  }
  source_ = &twister_;
  next_ = end_ = nullptr;
}

void Random::refill() {
  const auto words = source_->refill();
  next_ = words.data();
  end_ = next_ + words.size();
}

// The copies have a fixed size, and what is too much of them lies in the free words before the blocks.
void Random::extend() {
  constexpr std::size_t kFront = WordSource::kFront;
  const auto count = static_cast<std::size_t>(end_ - next_);
  std::array<std::uint32_t, kFront> last;
  if (count != 0) std::copy_n(end_ - kFront, kFront, last.begin());
  const auto words = source_->refill();
  if (count != 0) std::copy_n(last.begin(), kFront, words.data() - kFront);
  next_ = words.data() - count;
  end_ = words.data() + words.size();
}

void Random::bits(int k, std::span<std::uint32_t> words) {
  for (std::size_t i = 0; k > 0; ++i, k -= 32) words[i] = k < 32 ? word() >> (32 - k) : word();
}

std::uint64_t Random::below_2_64() {
  for (;;) {
    const std::uint64_t r = bits(64);
    if (word() >> 31 == 0) return r;
  }
}

// CPython: 21, plus for k > 5 the power of four next above 3k.
std::size_t Random::pool_limit(std::size_t k) {
  if (k <= 5) return 21;
  std::size_t power = 1;
  while (power < 3 * k) power *= 4;
  return 21 + power;
}

}  // namespace phoney
