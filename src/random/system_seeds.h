// SystemSeeds: numbers drawn from the operating system to serve as seeds, and the states that they start from.
//
// Who gives no seed gets one of these, once a request. Seeding the Mersenne Twister waits for one multiplication after
// the other, so that the states of several numbers are made in hardly more time than that of one; so they are, ahead.

#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

#include "random/mersenne_twister.h"

namespace phoney {

class SystemSeeds {
 public:
  // 53 bits are what every JSON reader holds exactly, JavaScript's among them.
  static constexpr int kBits = 53;

  // The calling thread's own, made when it first asks: in the memory that each thread begins with, 40 KB would be
  // written at the start of every thread.
  static SystemSeeds& of_thread();
  // Makes all threads draw anew what they hold: to be called in each copy of a process that was copied while it ran.
  static void forget();

  // A number of kBits bits that nobody has had before.
  std::uint64_t next();
  // What MersenneTwister::seed makes of `key`, if it was made ahead for a number given out lately; else null. Good
  // until the next `next`.
  const MersenneTwister::State* state_of(std::span<const std::uint32_t> key) const;

 private:
  void draw();

  MersenneTwister::Keys keys_{};
  std::array<MersenneTwister::State, MersenneTwister::kLanes> states_;
  std::size_t used_ = MersenneTwister::kLanes;
  unsigned copy_ = 0;  // of the process, in which these were drawn
};

}  // namespace phoney
