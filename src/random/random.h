// Random: Python's `random.Random`, draw for draw.
//
// Faker's output is a function of the words it takes from the Mersenne Twister, so each method here takes exactly the
// words that CPython 3.11's method of the same purpose takes, in the same order, and makes the same value of them
// (Lib/random.py and Modules/_randommodule.c). In particular an integer below n comes from rejection, not from
// scaling, and a shuffle runs from the end.
//
// Words come from a WordSource a block at a time; drawing one is a compare, a load and an increment.

#pragma once

#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <span>
#include <utility>
#include <vector>

#if defined(__SSE2__)
#include <xmmintrin.h>
#endif

#include "random/mersenne_twister.h"
#include "random/seed.h"
#include "random/word_source.h"

namespace phoney {

class Random {
 public:
  explicit Random(const Seed& seed_value) { seed(seed_value); }
  // Draws from `source`, which must outlive its use here, until `seed` is called.
  explicit Random(WordSource& source) : source_(&source) {}
  // The cursor points into the object.
  Random(const Random&) = delete;
  Random& operator=(const Random&) = delete;

  // Restarts the stream: random.seed(x).
  void seed(const Seed& seed_value);

  // The next 32 bits.
  std::uint32_t word() {
    if (next_ == end_) [[unlikely]]
      refill();
    return *next_++;
  }

  // The next `n` words, n <= WordSource::kFront, still to be taken.
  const std::uint32_t* peek(std::size_t n) {
    while (static_cast<std::size_t>(end_ - next_) < n) extend();
    return next_;
  }
  // Takes `n` of the words that `peek` showed.
  void take(std::size_t n) { next_ += n; }

  // The 53-bit integer behind random(), which is exactly draw53() * 2^-53.
  std::uint64_t draw53() {
    const std::uint64_t high = word() >> 5;
    const std::uint64_t low = word() >> 6;
    return high << 26 | low;
  }
  // random.random(): in [0, 1).
  double uniform01() { return static_cast<double>(draw53()) * 0x1p-53; }
  // random.uniform(a, b).
  double uniform(double a, double b) { return a + (b - a) * uniform01(); }

  // random.getrandbits(k), 0 <= k <= 64. No bits take no word.
  std::uint64_t bits(int k) {
    if (k == 0) return 0;
    if (k <= 32) return word() >> (32 - k);
    const std::uint64_t low = word();
    return std::uint64_t{word() >> (64 - k)} << 32 | low;
  }
  // random.getrandbits(k) of any size: fills the first (k + 31) / 32 of `words`, least significant first.
  void bits(int k, std::span<std::uint32_t> words);

  // An integer in [0, n), n >= 1: CPython's _randbelow. It draws as many bits as n has (not n - 1: a power of two
  // rejects half of the draws, and n = 1 still draws).
  std::uint32_t below(std::uint32_t n) {
    const int shift = std::countl_zero(n);
    std::uint32_t r;
    do {
      r = word() >> shift;
    } while (r >= n);
    return r;
  }
  // below(2). Half of the words are refused, which no processor can guess: so four are looked at together.
  std::uint32_t below2() {
    for (;;) {
      const std::uint32_t* const words = peek(4);
      const unsigned accepted = ~signs_of_four(words) & 0xf;
      if (accepted != 0) [[likely]] {
        const int first = std::countr_zero(accepted);
        take(static_cast<std::size_t>(first) + 1);
        return words[first] >> 30;
      }
      take(4);
    }
  }
  std::uint64_t below64(std::uint64_t n) {
    if (n >> 32 == 0) return below(static_cast<std::uint32_t>(n));
    const int k = 64 - std::countl_zero(n);
    std::uint64_t r;
    do {
      r = bits(k);
    } while (r >= n);
    return r;
  }
  // random.randint(low, high): both ends included, low <= high.
  std::int64_t range(std::int64_t low, std::int64_t high) {
    const std::uint64_t span = static_cast<std::uint64_t>(high) - static_cast<std::uint64_t>(low);
    const std::uint64_t offset = span == ~std::uint64_t{0} ? below_2_64() : below64(span + 1);
    return static_cast<std::int64_t>(static_cast<std::uint64_t>(low) + offset);
  }

  // `n` times randint(0, 9), written as ASCII digits.
  void digits(char* out, std::size_t n);
  // The same, quicker: it may write up to kDigitPadding bytes behind them too.
  static constexpr std::size_t kDigitPadding = 32;
  void digits_padded(char* out, std::size_t n);

  // The index that random.choice takes from a sequence of n >= 1.
  std::size_t choice_index(std::size_t n) { return below64(n); }
  // The index of one draw of random.choices without weights, from n >= 1: scaled, unlike choice.
  std::size_t choices_index(std::size_t n) { return static_cast<std::size_t>(uniform01() * static_cast<double>(n)); }

  // random.sample(range(n), k), k <= n: calls take(index) k times, in the sample's order. `take` must not draw.
  template <class F>
  void sample(std::size_t n, std::size_t k, F&& take);

  // random.shuffle.
  template <class T>
  void shuffle(std::span<T> items) {
    for (std::size_t i = items.size(); i-- > 1;) {
      using std::swap;
      swap(items[i], items[below64(i + 1)]);
    }
  }

 private:
  static constexpr std::size_t kSmall = 128;  // pools up to here live on the stack

  // The top bits of four words, the first word's lowest.
  static unsigned signs_of_four(const std::uint32_t* words) {
#if defined(__SSE2__)
    return static_cast<unsigned>(_mm_movemask_ps(_mm_loadu_ps(reinterpret_cast<const float*>(words))));
#else
    return words[0] >> 31 | (words[1] >> 31) << 1 | (words[2] >> 31) << 2 | (words[3] >> 31) << 3;
#endif
  }

  // digits_padded, by sixteen words, or by thirty-two with the vectors that the name says.
  void digits_by_table(char* out, std::size_t n);
  void digits_by_avx2(char* out, std::size_t n);

  void refill();
  // Puts the words that are left, fewer than WordSource::kFront, before those of another block.
  void extend();
  // below64(2^64), which has 65 bits.
  std::uint64_t below_2_64();

  // The largest population for which CPython samples k from a list of it rather than keep a set of those taken.
  static std::size_t pool_limit(std::size_t k);
  template <class F>
  void sample_from_pool(std::span<std::size_t> pool, std::size_t k, F& take);
  template <class F>
  void sample_with_set(std::size_t n, std::size_t k, F& take);

  const std::uint32_t* next_ = nullptr;
  const std::uint32_t* end_ = nullptr;
  WordSource* source_ = &twister_;
  std::vector<std::size_t> scratch_;  // of large samples, kept for the next one
  MersenneTwister twister_;
};

template <class F>
void Random::sample(std::size_t n, std::size_t k, F&& take) {
  if (n > pool_limit(k)) return sample_with_set(n, k, take);
  if (n <= kSmall) {
    std::array<std::size_t, kSmall> pool;
    return sample_from_pool({pool.data(), n}, k, take);
  }
  scratch_.resize(std::max(n, scratch_.size()));
  sample_from_pool({scratch_.data(), n}, k, take);
}

template <class F>
void Random::sample_from_pool(std::span<std::size_t> pool, std::size_t k, F& take) {
  const std::size_t n = pool.size();
  for (std::size_t i = 0; i < n; ++i) pool[i] = i;
  for (std::size_t i = 0; i < k; ++i) {
    const std::size_t j = below64(n - i);
    take(pool[j]);
    pool[j] = pool[n - i - 1];
  }
}

// A drawn index that was taken before is drawn again. The set is a list while that is short, then a table with open
// addressing, at most half full.
template <class F>
void Random::sample_with_set(std::size_t n, std::size_t k, F& take) {
  constexpr std::size_t kList = 16;
  if (k <= kList) {
    std::array<std::size_t, kList> taken;
    for (std::size_t i = 0; i < k; ++i) {
      std::size_t j;
      do {
        j = below64(n);
      } while (std::find(taken.begin(), taken.begin() + i, j) != taken.begin() + i);
      take(taken[i] = j);
    }
    return;
  }
  constexpr std::size_t kFree = ~std::size_t{0};  // no index: n itself is at most this
  const std::size_t slots = std::bit_ceil(2 * k);
  const int shift = std::countl_zero(slots) + 1;
  scratch_.resize(std::max(slots, scratch_.size()));
  std::fill_n(scratch_.begin(), slots, kFree);
  for (std::size_t i = 0; i < k;) {
    const std::size_t j = below64(n);
    std::size_t slot = (j * 0x9e3779b97f4a7c15u) >> shift;  // Fibonacci hashing
    while (scratch_[slot] != kFree && scratch_[slot] != j) slot = (slot + 1) & (slots - 1);
    if (scratch_[slot] == j) continue;
    scratch_[slot] = j;
    take(j);
    ++i;
  }
}

}  // namespace phoney
