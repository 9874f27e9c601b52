#include "base/entropy.h"

#include <unistd.h>

#include <cstdlib>

namespace phoney {

void fill_with_entropy(std::span<std::byte> bytes) {
  if (getentropy(bytes.data(), bytes.size()) != 0) std::abort();
}

}  // namespace phoney
