// Every kind of vectors that this processor has, one after the other, for tests that must hold for each.

#pragma once

#include <vector>

#include "random/vectors.h"

namespace phoney {

inline std::vector<Vectors> vectors_here() {
  std::vector<Vectors> here;
  for (const Vectors vectors : {Vectors::baseline, Vectors::avx2, Vectors::avx512}) {
    if (vectors <= widest_vectors()) here.push_back(vectors);
  }
  return here;
}

// While it lives, these are taken.
class VectorsInUse {
 public:
  explicit VectorsInUse(Vectors vectors) : before_(vectors_in_use()) { vectors_in_use() = vectors; }
  ~VectorsInUse() { vectors_in_use() = before_; }
  VectorsInUse(const VectorsInUse&) = delete;
  VectorsInUse& operator=(const VectorsInUse&) = delete;

 private:
  Vectors before_;
};

}  // namespace phoney
