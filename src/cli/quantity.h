// Numbers as people write them: 1M, 2ms, 1.5GB.

#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

namespace phoney::cli {

// What may stand behind a number, exactly as spelled, and how many of the smallest unit it is.
struct Unit {
  std::string_view name;  // empty: the number may stand alone
  std::uint64_t factor;
};

// "1.5M" with {"M", 1'000'000} is 1'500'000. Nothing if the text is not a decimal number with one of the units, is not
// a whole number of the smallest unit, or needs more than 64 bits.
std::optional<std::uint64_t> parse_quantity(std::string_view text, std::span<const Unit> units);

}  // namespace phoney::cli
