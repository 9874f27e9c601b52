// Draws of whole numbers that several of Faker's providers make through BaseProvider.

#pragma once

#include <cstdint>
#include <limits>
#include <optional>

#include "base/result.h"
#include "random/random.h"

namespace phoney {

// One of lowest, lowest + step, ... up to highest; random.randrange(lowest, highest + 1, step).
struct SteppedRange {
  std::int64_t lowest = 0;
  std::int64_t highest = 9999;
  std::int64_t step = 1;

  // How many numbers there are, less one; nothing if there is none.
  std::optional<std::uint64_t> last_index() const {
    using Wide = __int128;
    const Wide width = Wide{highest} + 1 - lowest;
    if ((step > 0 && width > 0) || (step < 0 && width < 0)) {
      const Wide count = (width + step + (step > 0 ? -1 : 1)) / step;
      return static_cast<std::uint64_t>(count - 1);
    }
    return std::nullopt;
  }
  std::int64_t draw(Random& random) const {
    if (step == 1 && highest < std::numeric_limits<std::int64_t>::max()) return random.range(lowest, highest);
    constexpr std::int64_t kLeast = std::numeric_limits<std::int64_t>::min();
    constexpr std::uint64_t kBias = std::uint64_t{1} << 63;
    const std::int64_t biased = random.range(kLeast, static_cast<std::int64_t>(*last_index() + kBias));
    const std::uint64_t index = static_cast<std::uint64_t>(biased) + kBias;
    return static_cast<std::int64_t>(static_cast<std::uint64_t>(lowest) + index * static_cast<std::uint64_t>(step));
  }
};

// Faker's randomize_nb_elements: 60 to 140 percent of `number`, by default.
struct NearNumber {
  std::int64_t number = 10;
  bool le = false;
  bool ge = false;
  std::optional<std::int64_t> min = {};
  std::optional<std::int64_t> max = {};

  // Up to here, a percentage of the number is exact in the double that Python divides in.
  static constexpr std::int64_t kLimit = 10'000'000'000'000;

  std::int64_t draw(Random& random) const {
    if (le && ge) return number;
    const std::int64_t percent = random.range(ge ? 100 : 60, le ? 100 : 140);
    auto result = static_cast<std::int64_t>(static_cast<double>(number * percent) / 100.0);
    if (min && result < *min) result = *min;
    if (max && result > *max) result = *max;
    return result;
  }
};

}  // namespace phoney
