// WordSource: where Random's 32-bit words come from.
//
// A source hands out words a block at a time; Random walks the block with two pointers in its own hands and comes back
// only when it is used up. So another source (one that can be addressed by record number, say) costs no more per word
// than the Mersenne Twister does.

#pragma once

#include <cstdint>
#include <span>

namespace phoney {

class WordSource {
 public:
  // The next words of the stream, at least one. They stay valid until the next call.
  virtual std::span<const std::uint32_t> refill() = 0;

 protected:
  ~WordSource() = default;
};

}  // namespace phoney
