// MT19937, the generator behind Python's `random` module.
//
// M. Matsumoto and T. Nishimura, "Mersenne Twister: a 623-dimensionally equidistributed uniform pseudo-random number
// generator", ACM TOMACS 8 (1998) 3-30; seeding by a key as in their mt19937ar.c (2002), which CPython uses for every
// seed.
//
// Seeding is two serial passes over the state and costs microseconds; it twists nothing. Words are made on demand, in
// blocks of `kBlock`: one at first, so that a request that draws forty words does not pay for 624, and then three at a
// time, since whoever has used one up will want many.

#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

#include "random/word_source.h"

namespace phoney {

class MersenneTwister final : public WordSource {
 public:
  static constexpr std::size_t kState = 624;
  static constexpr std::size_t kBlock = 208;  // divides kState

  static constexpr std::size_t kLanes = 16;
  using State = std::array<std::uint32_t, kState>;
  using Keys = std::array<std::array<std::uint32_t, 2>, kLanes>;

  // Starts the stream of `key`, which must not be empty: `init_by_array` of mt19937ar.c.
  void seed(std::span<const std::uint32_t> key);

  // The states that `seed` makes of each of these keys, in hardly more time than one takes.
  static void make_states(const Keys& keys, std::array<State, kLanes>& states);
  // Starts the stream of the key that `state` was made of.
  void start(const State& state);

  std::span<std::uint32_t> refill() override;

 private:
  // Writes the next block.
  void generate(std::uint32_t* words);

  alignas(64) std::array<std::uint32_t, kState + kBlock> state_;  // the last kBlock mirror the first
  alignas(64) std::array<std::uint32_t, kFront + kState> words_;
  std::size_t position_ = 0;     // of the block that comes next, in state_
  std::size_t wanted_ = kBlock;  // how many words to make at least when it comes
};

}  // namespace phoney
