#include "random/system_seeds.h"

#include <gtest/gtest.h>

#include <set>
#include <vector>

#include "random/random.h"
#include "random/seed.h"
#include "random/vectors_for_tests.h"

namespace phoney {
namespace {

// The words of the seed's text, by way of a thread-independent key: Python's own seeding, which random_test.cc proves.
std::vector<std::uint32_t> plain_words(const Seed& seed, std::size_t count) {
  MersenneTwister twister;
  twister.seed(seed.key());
  std::vector<std::uint32_t> words;
  while (words.size() < count) {
    for (const std::uint32_t word : twister.refill()) words.push_back(word);
  }
  words.resize(count);
  return words;
}

void expect_states_of_seeds(int count) {
  for (int i = 0; i < count; ++i) {
    const Seed seed = Seed::from_system();
    ASSERT_EQ(seed.text(), Seed::from_decimal(seed.text())->text());
    const auto want = plain_words(seed, 2000);
    EXPECT_NE(SystemSeeds::of_thread().state_of(seed.key()), nullptr) << seed.text();
    Random random(seed);
    for (std::size_t at = 0; at < want.size(); ++at) ASSERT_EQ(random.word(), want[at]) << seed.text() << ", " << at;
  }
}

TEST(SystemSeeds, StatesMadeAheadStartTheStreamOfTheirSeed) {
  for (const Vectors vectors : vectors_here()) {
    const VectorsInUse in_use(vectors);
    SystemSeeds::forget();
    expect_states_of_seeds(40);
  }
}

TEST(SystemSeeds, NoneIsGivenTwiceAndAllHaveAtMost53Bits) {
  std::set<std::uint64_t> seen;
  for (int i = 0; i < 1000; ++i) {
    const std::uint64_t number = SystemSeeds::of_thread().next();
    EXPECT_EQ(number >> SystemSeeds::kBits, 0u);
    EXPECT_TRUE(seen.insert(number).second) << number;
  }
}

TEST(SystemSeeds, OnlyNumbersGivenOutAreKnown) {
  const std::uint32_t one_word[] = {42};
  const std::uint32_t unknown[] = {42, 0};
  EXPECT_EQ(SystemSeeds::of_thread().state_of(one_word), nullptr);
  EXPECT_EQ(SystemSeeds::of_thread().state_of(unknown), nullptr);
}

// Two copies of a process, as a snapshot makes them, hold the same numbers; each draws anew once it is told.
TEST(SystemSeeds, CopiesDifferOnceTheyForget) {
  SystemSeeds::of_thread().next();
  SystemSeeds one = SystemSeeds::of_thread();
  SystemSeeds other = one;
  SystemSeeds untold = one;
  EXPECT_EQ(untold.next(), SystemSeeds(one).next());
  SystemSeeds::forget();
  EXPECT_NE(one.next(), other.next());
}

}  // namespace
}  // namespace phoney
