// Random's runs of digits.

#include <array>
#include <bit>
#include <cstring>

#include "random/random.h"
#include "random/vectors.h"

#if defined(__SSE4_1__)
#include <immintrin.h>
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

// A digit is a word's top four bits, and six values in sixteen are refused: a branch on that is mispredicted every few
// words and costs more than all the rest. So many words are taken at once, and the accepted ones moved together.
void Random::digits_padded(char* out, std::size_t n) {
#if defined(PHONEY_AVX2)
  if (vectors_in_use() != Vectors::baseline) return digits_by_avx2(out, n);
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

#if defined(PHONEY_AVX2)
namespace {

constexpr std::size_t kWide = 4 * kGroup;

constexpr auto kShuffles = std::bit_cast<std::array<std::int64_t, kCompress.size()>>(kCompress);

// The top four bits of kWide words as bytes. Packing works in both halves of a vector on their own, which leaves fours
// of words out of order.
PHONEY_AVX2 inline __m256i top_bits(const std::uint32_t* words) {
  return _mm256_srli_epi32(_mm256_loadu_si256(reinterpret_cast<const __m256i*>(words)), 28);
}
PHONEY_AVX2 inline __m256i wide_values(const std::uint32_t* words) {
  const __m256i packed =
      _mm256_packus_epi16(_mm256_packus_epi32(top_bits(words), top_bits(words + kGroup)),
                          _mm256_packus_epi32(top_bits(words + 2 * kGroup), top_bits(words + 3 * kGroup)));
  return _mm256_permutevar8x32_epi32(packed, _mm256_setr_epi32(0, 4, 1, 5, 2, 6, 3, 7));
}

// Moves the accepted bytes of each group to its start.
PHONEY_AVX2 inline __m256i compress(__m256i bytes, std::uint32_t accepted) {
  constexpr std::int64_t kUpper = 0x0808080808080808;  // the second group of a half
  // Gathered in registers: a vector loaded from four stores would wait for all of them to reach the cache.
  const __m256i shuffles = _mm256_set_epi64x(kShuffles[accepted >> 24], kShuffles[accepted >> 16 & 0xff],
                                             kShuffles[accepted >> 8 & 0xff], kShuffles[accepted & 0xff]);
  return _mm256_shuffle_epi8(bytes, _mm256_or_si256(_mm256_set_epi64x(kUpper, 0, kUpper, 0), shuffles));
}

}  // namespace

// Four groups of eight; `pdep` finds the place of the last digit wanted.
PHONEY_AVX2 void Random::digits_by_avx2(char* out, std::size_t n) {
  static_assert(kWide <= WordSource::kFront && kWide <= kDigitPadding);
  while (n != 0) {
    const std::uint32_t* words = peek(kWide);
    const std::uint32_t* const last = end_ - kWide;
    do {
      const __m256i values = wide_values(words);
      const auto accepted = static_cast<std::uint32_t>(
          _mm256_movemask_epi8(_mm256_sub_epi8(values, _mm256_set1_epi8(10))));  // below zero
      const __m256i digits = compress(_mm256_add_epi8(values, _mm256_set1_epi8('0')), accepted);
      const __m128i first = _mm256_castsi256_si128(digits);
      const __m128i second = _mm256_extracti128_si256(digits, 1);
      _mm_storel_epi64(reinterpret_cast<__m128i*>(out), first);
      _mm_storeh_pd(reinterpret_cast<double*>(out + std::popcount(accepted & 0xff)), _mm_castsi128_pd(first));
      _mm_storel_epi64(reinterpret_cast<__m128i*>(out + std::popcount(accepted & 0xffff)), second);
      _mm_storeh_pd(reinterpret_cast<double*>(out + std::popcount(accepted & 0xffffff)), _mm_castsi128_pd(second));
      const auto count = static_cast<std::size_t>(std::popcount(accepted));
      if (count >= n) {
        next_ = words + std::countr_zero(_pdep_u32(1u << (n - 1), accepted)) + 1;
        return;
      }
      words += kWide;
      out += count;
      n -= count;
    } while (words <= last);
    next_ = words;
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
