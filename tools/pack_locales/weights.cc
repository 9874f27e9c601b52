#include "pack_locales/weights.h"

#include <algorithm>
#include <bit>
#include <limits>

namespace phoney::pack {
namespace {

constexpr int kDrawBits = 53;
constexpr std::uint64_t kDraws = std::uint64_t{1} << kDrawBits;

// The smallest draw for which `cumulative <= random() * total`, or kDraws if there is none.
std::uint64_t threshold(double cumulative, double total) {
  std::uint64_t low = 0;
  std::uint64_t high = kDraws;
  while (low < high) {
    const std::uint64_t middle = low + (high - low) / 2;
    if (cumulative <= static_cast<double>(middle) * 0x1p-53 * total) {
      high = middle;
    } else {
      low = middle + 1;
    }
  }
  return low;
}

// Four to eight guide entries per weight, at most 4,096: larger guides leave the first-level cache.
int guide_bits(std::size_t count) { return std::clamp(static_cast<int>(std::bit_width(count)) + 2, 3, 12); }

}  // namespace

WeightTable prepare_weights(const std::vector<double>& weights) {
  std::vector<double> cumulative;
  double sum = 0;
  for (const double weight : weights) cumulative.push_back(sum = cumulative.empty() ? weight : sum + weight);
  WeightTable table;
  for (std::size_t i = 0; i + 1 < weights.size(); ++i)
    table.thresholds.push_back(threshold(cumulative[i], cumulative.back()));
  table.thresholds.push_back(std::numeric_limits<std::uint64_t>::max());
  const int bits = guide_bits(weights.size());
  table.guide_shift = static_cast<std::uint8_t>(kDrawBits - bits);
  std::size_t entry = 0;
  for (std::uint64_t bucket = 0; bucket < std::uint64_t{1} << bits; ++bucket) {
    while (bucket << table.guide_shift >= table.thresholds[entry]) ++entry;
    table.guide.push_back(static_cast<std::uint16_t>(entry));
  }
  return table;
}

}  // namespace phoney::pack
