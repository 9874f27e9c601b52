// WordSource: where Random's 32-bit words come from.
//
// A source hands out words a block at a time; Random walks the block with two pointers in its own hands and comes back
// only when it is used up. So another source (one that can be addressed by record number, say) costs no more per word
// than the Mersenne Twister does.

#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

namespace phoney {

class WordSource {
 public:
  // Words before each block that its reader may overwrite: it puts there what it has left of the block before.
  static constexpr std::size_t kFront = 32;

  // The next words of the stream, at least one, behind kFront free ones. They stay valid until the next call.
  virtual std::span<std::uint32_t> refill() = 0;

 protected:
  ~WordSource() = default;
};

}  // namespace phoney
