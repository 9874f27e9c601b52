#include "random/random.h"

namespace phoney {

void Random::seed(const Seed& seed_value) {
  twister_.seed(seed_value.key());
  source_ = &twister_;
  next_ = end_ = nullptr;
}

void Random::refill() {
  const auto words = source_->refill();
  next_ = words.data();
  end_ = next_ + words.size();
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

void Random::digits(char* out, std::size_t n) {
  for (std::size_t i = 0; i < n; ++i) out[i] = static_cast<char>('0' + below(10));
}

}  // namespace phoney
