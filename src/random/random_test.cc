// Expected values come from CPython 3.11. A few stand here to be read; random_vectors.inc has long runs of every
// operation for many seeds, as digests made by tools/random_vectors.py, whose operations are repeated below.

#include "random/random.h"

#include <gtest/gtest.h>

#include <array>
#include <bit>
#include <cstdint>
#include <limits>
#include <memory>
#include <numeric>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "random/vectors_for_tests.h"

namespace phoney {
namespace {

constexpr auto kInt64Min = std::numeric_limits<std::int64_t>::min();
constexpr auto kInt64Max = std::numeric_limits<std::int64_t>::max();
constexpr std::uint64_t pow2(int exponent) { return std::uint64_t{1} << exponent; }

Seed seed_42() { return Seed::from_integer(42); }

TEST(Random, Words) {
  const struct {
    Seed seed;
    std::array<std::uint32_t, 3> want;
  } tests[] = {
      {Seed::from_integer(0), {3626764237, 1654615998, 3255389356}},
      {Seed::from_integer(42), {2746317213, 478163327, 107420369}},
      {Seed::from_integer(-42), {2746317213, 478163327, 107420369}},
      {Seed::from_integer(4294967296), {485306839, 1508871100, 1794561286}},
      {Seed::from_text("abc"), {3315820543, 4246262336, 2397318194}},
      {Seed::from_text("\u00e9"), {4161502405, 4038814526, 1787138474}},
  };
  for (const auto& test : tests) {
    Random random(test.seed);
    for (const std::uint32_t want : test.want) EXPECT_EQ(random.word(), want) << test.seed.text();
  }
}

// The state has 624 words.
TEST(Random, WordsWhereTheStateWraps) {
  Random random(seed_42());
  std::vector<std::uint32_t> words(1250);
  for (auto& word : words) word = random.word();
  const std::uint32_t want_624[] = {902271852, 2929454134, 1071722055, 2864457210};
  const std::uint32_t want_1248[] = {513483708, 3190649866, 2301518177, 4083988011};
  for (std::size_t i = 0; i < 4; ++i) {
    EXPECT_EQ(words[622 + i], want_624[i]);
    EXPECT_EQ(words[1246 + i], want_1248[i]);
  }
}

TEST(Random, SeedRestartsTheStream) {
  Random random(seed_42());
  for (int i = 0; i < 1000; ++i) random.word();
  random.seed(seed_42());
  EXPECT_EQ(random.word(), 2746317213u);
}

TEST(Random, Floats) {
  Random random(seed_42());
  EXPECT_EQ(random.uniform01(), 0.6394267984578837);
  EXPECT_EQ(random.uniform(-1, 1), -0.9499784895546661);
}

TEST(Random, Below) {
  const struct {
    std::uint64_t n;
    std::array<std::uint64_t, 3> want;
    std::uint32_t next_word;
  } tests[] = {
      {1, {0, 0, 0}, 1051802512},
      {2, {0, 0, 1}, 1051802512},
      {10, {1, 0, 4}, 1051802512},
      {pow2(31), {478163327, 107420369, 1181241943}, 1051802512},
      {pow2(32) - 1, {2746317213, 478163327, 107420369}, 3184935163},
      {pow2(32), {2746317213, 1181241943, 958682846}, 3163119785},
      {pow2(63), {2053695854357871005, 4517457392071889495, 2574020394472462046}, 3163119785},
  };
  for (const auto& test : tests) {
    Random random(seed_42());
    for (const std::uint64_t want : test.want) EXPECT_EQ(random.below64(test.n), want) << test.n;
    EXPECT_EQ(random.word(), test.next_word) << test.n;
  }
}

TEST(Random, Range) {
  const struct {
    std::int64_t low, high;
    std::array<std::int64_t, 3> want;
    std::uint32_t next_word;
  } tests[] = {
      {-5, 5, {5, -4, -5}, 3184935163},
      {0, 4294967295, {2746317213, 1181241943, 958682846}, 3163119785},
      {kInt64Min, 0, {-7169676182496904803, -4705914644782886313, -6649351642382313762}, 3163119785},
      {kInt64Min, kInt64Max, {-7169676182496904803, -4149976519821344517, 836864915349561680}, 2536146025},
  };
  for (const auto& test : tests) {
    Random random(seed_42());
    for (const std::int64_t want : test.want) EXPECT_EQ(random.range(test.low, test.high), want) << test.low;
    EXPECT_EQ(random.word(), test.next_word) << test.low;
  }
}

TEST(Random, Digits) {
  Random random(seed_42());
  std::string digits(30, '\0');
  random.digits(digits.data(), digits.size());
  EXPECT_EQ(digits, "104332181960013389083863794026");
  EXPECT_EQ(random.word(), 1461364854u);
}

// A test for each kind of vectors.
class WithVectors : public testing::TestWithParam<Vectors> {
  const VectorsInUse in_use_{GetParam()};
};
std::string name_of(const testing::TestParamInfo<Vectors>& info) {
  constexpr std::array kNames{"baseline", "avx2", "avx512"};
  return kNames[static_cast<std::size_t>(info.param)];
}
INSTANTIATE_TEST_SUITE_P(Processor, WithVectors, testing::ValuesIn(vectors_here()), name_of);

// The same digits, one by one: every length against every place in a block, with nothing written past the end.
TEST_P(WithVectors, DigitsStopWhereTheyShould) {
  Random run(seed_42());
  Random single(seed_42());
  for (std::size_t n = 0; n < 300; ++n) {
    std::string want;
    for (std::size_t i = 0; i < n; ++i) want += static_cast<char>('0' + single.below(10));
    const auto digits = std::make_unique<char[]>(n);  // of the exact size, for the sanitizer
    run.digits(digits.get(), n);
    ASSERT_EQ(std::string_view(digits.get(), n), want);
    ASSERT_EQ(run.word(), single.word());
  }
}

TEST(Random, Sample) {
  const struct {
    std::size_t n, k;
    std::vector<std::size_t> want;
    std::uint32_t next_word;
  } tests[] = {
      {10, 3, {1, 0, 4}, 1051802512},
      {21, 5, {20, 3, 0, 8, 7}, 958682846},
      {22, 5, {20, 3, 0, 8, 7}, 958682846},
      {85, 6, {81, 14, 3, 35, 31, 28}, 599310825},
      {277,
       22,
       {57, 12, 140, 125, 114, 71, 52, 44, 216, 16, 15, 47, 111, 119, 258, 13, 101, 214, 112, 229, 142, 3},
       3259052811},
  };
  for (const auto& test : tests) {
    Random random(seed_42());
    std::vector<std::size_t> got;
    random.sample(test.n, test.k, [&](std::size_t index) { got.push_back(index); });
    EXPECT_EQ(got, test.want) << test.n;
    EXPECT_EQ(random.word(), test.next_word) << test.n;
  }
}

TEST(Random, Shuffle) {
  Random random(seed_42());
  std::array<int, 10> items{0, 1, 2, 3, 4, 5, 6, 7, 8, 9};
  random.shuffle(std::span<int>(items));
  EXPECT_EQ(items, (std::array{7, 3, 2, 8, 5, 6, 9, 4, 0, 1}));
}

// Any source of words can stand behind the draws, whatever the size of its blocks.
TEST(Random, DrawsFromAnotherSource) {
  class Counter final : public WordSource {
   public:
    std::span<std::uint32_t> refill() override {
      size_ = 1 + size_ % 3;
      block_.assign(kFront + size_, 0);
      const auto words = std::span(block_).subspan(kFront);
      for (auto& word : words) word = next_++;
      return words;
    }

   private:
    std::size_t size_ = 0;
    std::vector<std::uint32_t> block_;
    std::uint32_t next_ = 0;
  };
  Counter counter;
  Random random(counter);
  for (std::uint32_t i = 0; i < 6; ++i) EXPECT_EQ(random.word(), i);
  const std::uint32_t* const ahead = random.peek(16);
  for (std::uint32_t i = 0; i < 16; ++i) EXPECT_EQ(ahead[i], 6 + i);
  random.take(3);
  EXPECT_EQ(random.word(), 9);
  EXPECT_EQ(random.bits(64), (std::uint64_t{11} << 32 | 10));
  random.seed(seed_42());
  EXPECT_EQ(random.word(), 2746317213u);
}

// 64-bit FNV-1a, a 64-bit value at a time.
class Digest {
 public:
  void add(std::uint64_t value) { value_ = (value_ ^ value) * 0x100000001b3u; }
  void add(std::int64_t value) { add(static_cast<std::uint64_t>(value)); }
  void add(std::uint32_t value) { add(std::uint64_t{value}); }
  void add(double value) { add(std::bit_cast<std::uint64_t>(value)); }
  void add_digits(Random& r, std::size_t n) {
    std::string out(n, '\0');
    r.digits(out.data(), n);
    for (const char c : out) add(static_cast<std::uint64_t>(c));
  }
  std::uint64_t value() const { return value_; }

 private:
  std::uint64_t value_ = 0xcbf29ce484222325u;
};

void words(Random& r, Digest& d) {
  for (int i = 0; i < 2000; ++i) d.add(r.word());
}

void uniform01(Random& r, Digest& d) {
  for (int i = 0; i < 1000; ++i) d.add(r.uniform01());
}

void uniform(Random& r, Digest& d) {
  for (int i = 0; i < 700; ++i) d.add(r.uniform(-3.7, 17.1));
}

void bits(Random& r, Digest& d) {
  for (int i = 0; i < 10; ++i) {
    for (int k = 0; k < 65; ++k) d.add(r.bits(k));
  }
}

void wide_bits(Random& r, Digest& d) {
  for (const int k : {1, 32, 33, 64, 65, 96, 128, 333, 1000, 31000}) {
    std::vector<std::uint32_t> value(static_cast<std::size_t>(k + 31) / 32);
    r.bits(k, value);
    for (const std::uint32_t word : value) d.add(word);
  }
}

void below(Random& r, Digest& d) {
  for (int i = 0; i < 50; ++i) {
    for (const std::uint32_t n :
         {1u, 2u, 3u, 7u, 10u, 16u, 31u, 32u, 33u, 1000u, 65536u, 2147483647u, 2147483648u, 2147483649u, 4294967295u}) {
      d.add(r.below(n));
    }
  }
}

void below64(Random& r, Digest& d) {
  for (int i = 0; i < 50; ++i) {
    for (const std::uint64_t n : {pow2(0), std::uint64_t{10}, pow2(32) - 1, pow2(32), pow2(32) + 1, pow2(33),
                                  pow2(40) + 7, pow2(53), pow2(62) + 1, pow2(63), pow2(63) + 1, ~std::uint64_t{0}}) {
      d.add(r.below64(n));
    }
  }
}

void ranges(Random& r, Digest& d) {
  constexpr struct {
    std::int64_t low, high;
  } kRanges[] = {
      {-5, 5},
      {0, 0},
      {0, 9},
      {-7, -7},
      {-2147483648, 2147483647},
      {0, 4294967294},
      {0, 4294967295},
      {0, 4294967296},
      {kInt64Min, kInt64Max},
      {kInt64Min, 0},
      {kInt64Min, -1},
      {-1, kInt64Max},
      {kInt64Min, kInt64Max - 1},
      {kInt64Max, kInt64Max},
  };
  for (int i = 0; i < 50; ++i) {
    for (const auto& [low, high] : kRanges) d.add(r.range(low, high));
  }
}

void digits(Random& r, Digest& d) {
  std::vector<std::size_t> sizes(60);
  std::iota(sizes.begin(), sizes.end(), std::size_t{0});
  sizes.insert(sizes.end(), {623, 624, 625, 5000});
  for (const std::size_t n : sizes) {
    d.add_digits(r, n);
    d.add(r.word());
  }
}

void choice(Random& r, Digest& d) {
  for (std::size_t n = 1; n < 700; ++n) d.add(r.choice_index(n));
}

void choices(Random& r, Digest& d) {
  for (const std::uint64_t n :
       {pow2(0), pow2(1), std::uint64_t{3}, std::uint64_t{10}, std::uint64_t{1000}, pow2(31), pow2(40)}) {
    for (int i = 0; i < 100; ++i) d.add(r.choices_index(n));
  }
}

void sample(Random& r, Digest& d) {
  constexpr struct {
    std::size_t n, k;
  } kSamples[] = {
      {0, 0},
      {1, 0},
      {1, 1},
      {20, 5},
      {21, 5},
      {22, 5},
      {23, 1},
      {21, 21},
      {84, 6},
      {85, 6},
      {86, 6},
      {85, 21},
      {86, 21},
      {128, 22},
      {129, 22},
      {276, 22},
      {277, 22},
      {278, 22},
      {277, 85},
      {278, 85},
      {278, 86},
      {1000, 16},
      {1000, 17},
      {1000, 85},
      {1000, 1000},
      {5000, 400},
      {pow2(20), 300},
      {pow2(32), 7},
      {pow2(33), 10},
      {pow2(40), 50},
      {pow2(63) - 1, 40},
  };
  for (const auto& [n, k] : kSamples) {
    r.sample(n, k, [&](std::size_t index) { d.add(index); });
    d.add(r.word());
  }
}

void shuffle(Random& r, Digest& d) {
  for (const std::size_t n : {0u, 1u, 2u, 10u, 33u, 624u}) {
    std::vector<std::uint64_t> items(n);
    std::iota(items.begin(), items.end(), std::uint64_t{0});
    r.shuffle(std::span(items));
    for (const std::uint64_t item : items) d.add(item);
  }
}

// Operations in an order that another generator decides, so that each of them meets the ends of blocks.
void mixed(Random& r, Digest& d) {
  std::uint64_t state = 1;
  for (int i = 0; i < 4000; ++i) {
    state = state * 6364136223846793005u + 1442695040888963407u;
    const std::uint64_t argument = state >> 50;
    const auto limit = static_cast<std::int64_t>(argument);
    std::vector<std::uint64_t> items;
    switch ((state >> 33) % 9) {
      case 0:
        d.add(r.word());
        break;
      case 1:
        d.add(r.uniform01());
        break;
      case 2:
        d.add(r.bits(static_cast<int>(argument % 65)));
        break;
      case 3:
        d.add(r.below(static_cast<std::uint32_t>(1 + argument)));
        break;
      case 4:
        d.add(r.below64(1 + (argument << 30)));
        break;
      case 5:
        d.add(r.range(-limit, limit));
        break;
      case 6:
        d.add_digits(r, argument % 40);
        break;
      case 7:
        r.sample(argument, std::min(argument, argument % 30), [&](std::size_t index) { d.add(index); });
        break;
      default:
        items.resize(argument % 20);
        std::iota(items.begin(), items.end(), std::uint64_t{0});
        r.shuffle(std::span(items));
        for (const std::uint64_t item : items) d.add(item);
    }
  }
}

constexpr struct {
  const char* name;
  void (*run)(Random&, Digest&);
} kOperations[] = {
    {"words", words},     {"uniform01", uniform01}, {"uniform", uniform}, {"bits", bits},     {"wide_bits", wide_bits},
    {"below", below},     {"below64", below64},     {"ranges", ranges},   {"digits", digits}, {"choice", choice},
    {"choices", choices}, {"sample", sample},       {"shuffle", shuffle}, {"mixed", mixed},
};

constexpr struct {
  bool is_integer;
  std::string_view seed;
  std::array<std::uint64_t, std::size(kOperations)> want;
} kVectors[] = {
#include "random/random_vectors.inc"
};

TEST_P(WithVectors, LongRunsMatchPython) {
  for (const auto& vector : kVectors) {
    const Seed seed = vector.is_integer ? *Seed::from_decimal(vector.seed) : Seed::from_text(vector.seed);
    Random random(seed);
    for (std::size_t i = 0; i < std::size(kOperations); ++i) {
      random.seed(seed);
      Digest digest;
      kOperations[i].run(random, digest);
      EXPECT_EQ(digest.value(), vector.want[i]) << kOperations[i].name << " from " << vector.seed.substr(0, 60);
    }
  }
}

}  // namespace
}  // namespace phoney
