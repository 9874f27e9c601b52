// Numbers with separators and units: 10k, 1_000_000, 1e6, 2ms, 1.5GB.

#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

namespace phoney {

// What may stand behind a number, exactly as spelled, and how many of the smallest unit it is.
struct Unit {
  std::string_view name;  // empty: the number may stand alone, and have an exponent
  std::uint64_t factor;
};

// Those of numbers that count something: powers of a thousand, in either case.
inline constexpr Unit kCounts[] = {{"", 1},          {"k", 1'000},         {"K", 1'000},        {"m", 1'000'000},
                                   {"M", 1'000'000}, {"g", 1'000'000'000}, {"G", 1'000'000'000}};

// "1.5M" with {"M", 1'000'000} is 1'500'000, and so is "1_500_000" or "1.5e6" with {"", 1}. Nothing if the text is not
// a decimal number with one of the units, is not a whole number of the smallest unit, or needs more than 64 bits.
std::optional<std::uint64_t> parse_quantity(std::string_view text, std::span<const Unit> units);

}  // namespace phoney
