#include "random/random.h"

#include <cstring>

#include "random/system_seeds.h"

#if defined(__SSE4_1__)
#include <immintrin.h>
#endif
#if defined(__x86_64__) && defined(__GNUC__)
#define PHONEY_AVX512  // compiled in, and used where the processor has it
#endif

namespace phoney {
namespace {

constexpr std::size_t kGroup = 8;  // words looked at together for digits

using Shuffle = std::array<std::uint8_t, kGroup>;

// For each set of places in a group: the places in order, then zeros.
consteval std::array<Shuffle, 256> compress_table() {
  std::array<Shuffle, 256> table{};
  for (unsigned set = 0; set < table.size(); ++set) {
    std::size_t count = 0;
    for (unsigned place = 0; place < kGroup; ++place) {
      if (set >> place & 1) table[set][count++] = static_cast<std::uint8_t>(place);
    }
  }
  return table;
}

constexpr auto kCompress = compress_table();

struct DigitGroup {
  unsigned accepted;     // the set of places whose words gave a digit
  std::uint64_t digits;  // these digits in ASCII, as bytes in memory's order
};

inline DigitGroup digit_group(const std::uint32_t* words) {
#if defined(__SSE4_1__)
  const auto* vectors = reinterpret_cast<const __m128i*>(words);
  const __m128i low = _mm_srli_epi32(_mm_loadu_si128(vectors), 28);
  const __m128i high = _mm_srli_epi32(_mm_loadu_si128(vectors + 1), 28);
  const __m128i pairs = _mm_packus_epi32(low, high);
  const __m128i values = _mm_packus_epi16(pairs, pairs);
  const __m128i fits = _mm_cmplt_epi8(values, _mm_set1_epi8(10));
  const unsigned accepted = static_cast<unsigned>(_mm_movemask_epi8(fits)) & 0xff;
  const __m128i shuffle = _mm_loadl_epi64(reinterpret_cast<const __m128i*>(kCompress[accepted].data()));
  const __m128i digits = _mm_shuffle_epi8(_mm_add_epi8(values, _mm_set1_epi8('0')), shuffle);
  return {accepted, static_cast<std::uint64_t>(_mm_cvtsi128_si64(digits))};
#else
  std::array<char, kGroup> digits{};
  std::size_t size = 0;
  unsigned accepted = 0;
  for (std::size_t place = 0; place < kGroup; ++place) {
    const std::uint32_t value = words[place] >> 28;
    digits[size] = static_cast<char>('0' + value);
    size += value < 10;
    accepted |= unsigned{value < 10} << place;
  }
  return {accepted, std::bit_cast<std::uint64_t>(digits)};
#endif
}

}  // namespace

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

// A digit is a word's top four bits, and six values in sixteen are refused: a branch on that is mispredicted every few
// words and costs more than all the rest. So words are taken sixteen at a time, and the accepted ones moved together.
void Random::digits_padded(char* out, std::size_t n) {
#if defined(PHONEY_AVX512)
  if (__builtin_cpu_supports("avx512f")) return digits_by_avx512(out, n);
#endif
  digits_by_table(out, n);
}

// Two groups of eight, each moved by a table of byte shuffles; the same table tells which word gave the last digit
// wanted.
void Random::digits_by_table(char* out, std::size_t n) {
  static_assert(2 * kGroup <= WordSource::kFront && 2 * kGroup <= kDigitPadding);
  while (n != 0) {
    const std::uint32_t* const words = peek(2 * kGroup);
    const DigitGroup first = digit_group(words);
    const DigitGroup second = digit_group(words + kGroup);
    const auto count = static_cast<std::size_t>(std::popcount(first.accepted));
    const std::size_t total = count + static_cast<std::size_t>(std::popcount(second.accepted));
    std::memcpy(out, &first.digits, kGroup);
    std::memcpy(out + count, &second.digits, kGroup);
    if (total >= n) {
      const bool in_first = n <= count;
      const std::size_t last = kCompress[in_first ? first.accepted : second.accepted][(in_first ? n : n - count) - 1];
      return take(last + 1 + (in_first ? 0 : kGroup));
    }
    take(2 * kGroup);
    out += total;
    n -= total;
  }
}

#if defined(PHONEY_AVX512)
// Processors with AVX-512 have BMI2 too, whose `pdep` finds the place of the last digit wanted.
__attribute__((target("avx512f,bmi2"))) void Random::digits_by_avx512(char* out, std::size_t n) {
  constexpr std::size_t kWide = 16;
  static_assert(kWide <= WordSource::kFront && kWide <= kDigitPadding);
  constexpr __mmask16 kAll = 0xffff;  // g++ 12 warns of its own header's forms without a mask
  while (n != 0) {
    const __m512i values = _mm512_maskz_srli_epi32(kAll, _mm512_loadu_si512(peek(kWide)), 28);
    const __mmask16 accepted = _mm512_cmplt_epu32_mask(values, _mm512_set1_epi32(10));
    const __m512i digits = _mm512_maskz_compress_epi32(accepted, _mm512_add_epi32(values, _mm512_set1_epi32('0')));
    _mm_storeu_si128(reinterpret_cast<__m128i*>(out), _mm512_maskz_cvtepi32_epi8(kAll, digits));
    const auto count = static_cast<std::size_t>(std::popcount(accepted));
    if (count >= n) return take(static_cast<std::size_t>(std::countr_zero(_pdep_u32(1u << (n - 1), accepted))) + 1);
    take(kWide);
    out += count;
    n -= count;
  }
}
#endif

void Random::digits(char* out, std::size_t n) {
  if (n > kDigitPadding) {
    digits_padded(out, n - kDigitPadding);
    out += n - kDigitPadding;
    n = kDigitPadding;
  }
  std::array<char, 2 * kDigitPadding> last;
  digits_padded(last.data(), n);
  std::memcpy(out, last.data(), n);
}

}  // namespace phoney
