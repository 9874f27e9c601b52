// Weighted choice, prepared so that the program compares integers only, and still chooses exactly what Python chooses.
//
// random.choices(population, weights) adds the weights up in order, in double arithmetic, and takes
// bisect_right(cumulative, random() * total, 0, n - 1), where random() is k * 2^-53 for a 53-bit integer k. The product
// grows with k, so for each entry there is a smallest k at which the comparison `cumulative[i] <= k * 2^-53 * total`
// becomes true; it is found here by bisection with the same double arithmetic. The guide maps the leading bits of k to
// the first entry that any k with those bits can choose.

#pragma once

#include <cstdint>
#include <vector>

namespace phoney::pack {

struct WeightTable {
  std::vector<std::uint64_t> thresholds;  // one per entry; the last is above any draw
  std::vector<std::uint16_t> guide;       // 2^bits entries
  std::uint8_t guide_shift = 0;           // 53 - bits
};

WeightTable prepare_weights(const std::vector<double>& weights);

}  // namespace phoney::pack
