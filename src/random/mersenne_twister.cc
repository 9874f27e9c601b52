#include "random/mersenne_twister.h"

#include <algorithm>

#include "random/vectors.h"

namespace phoney {
namespace {

constexpr std::size_t kState = MersenneTwister::kState;
constexpr std::size_t kBlock = MersenneTwister::kBlock;
constexpr std::size_t kShift = 397;  // m of the paper

static_assert(kState % kBlock == 0 && kBlock <= kState - kShift);

// The state after `init_genrand(19650218)`, from which every key starts.
consteval std::array<std::uint32_t, kState> initial_state() {
  std::array<std::uint32_t, kState> state{};
  state[0] = 19650218;
  for (std::uint32_t i = 1; i < kState; ++i) state[i] = 1812433253u * (state[i - 1] ^ (state[i - 1] >> 30)) + i;
  return state;
}

constexpr auto kInitialState = initial_state();

// One step of the recurrence, without the word `kShift` places ahead: the top bit of `high` and the rest of `low`.
inline std::uint32_t mix(std::uint32_t high, std::uint32_t low) {
  const std::uint32_t y = (high & 0x80000000u) | (low & 0x7fffffffu);
  return (y >> 1) ^ ((0u - (y & 1u)) & 0x9908b0dfu);
}

inline std::uint32_t temper(std::uint32_t y) {
  y ^= y >> 11;
  y ^= (y << 7) & 0x9d2c5680u;
  y ^= (y << 15) & 0xefc60000u;
  return y ^ (y >> 18);
}

// One block: advances the words at `state` in place and writes them tempered; those of the state's first block also go
// to its mirror, here, since a copy of them afterwards takes as long as half of this. `far` are the words `kShift`
// places ahead; they never overlap the block, which is what lets the loop be vectorised without a check.
template <bool First>
[[gnu::always_inline]] inline void generate_block(std::uint32_t* state, const std::uint32_t* __restrict far,
                                                  std::uint32_t* __restrict words) {
  for (std::size_t k = 0; k < kBlock; ++k) {
    state[k] = far[k] ^ mix(state[k], state[k + 1]);
    if constexpr (First) state[kState + k] = state[k];
    words[k] = temper(state[k]);
  }
}

using Generate = void (*)(std::uint32_t* state, const std::uint32_t* far, std::uint32_t* words);

template <bool First>
void generate_by_baseline(std::uint32_t* state, const std::uint32_t* far, std::uint32_t* words) {
  generate_block<First>(state, far, words);
}
#if defined(PHONEY_AVX2)
template <bool First>
PHONEY_AVX2 void generate_by_avx2(std::uint32_t* state, const std::uint32_t* far, std::uint32_t* words) {
  generate_block<First>(state, far, words);
}
template <bool First>
PHONEY_AVX512 void generate_by_avx512(std::uint32_t* state, const std::uint32_t* far, std::uint32_t* words) {
  generate_block<First>(state, far, words);
}
template <bool First>
constexpr Generate kGenerate[] = {generate_by_baseline<First>, generate_by_avx2<First>, generate_by_avx512<First>};
#else
template <bool First>
constexpr Generate kGenerate[] = {generate_by_baseline<First>};
#endif

}  // namespace

// Each step needs the one before it, seven cycles away: shift, xor, multiply (3), xor, add. Everything else hides in
// that shadow, so the loops are left plain; only `previous` must stay in a register.
void MersenneTwister::seed(std::span<const std::uint32_t> key) {
  const std::uint32_t* old = kInitialState.data();
  std::uint32_t previous = old[0];
  std::size_t i = 1;
  std::size_t j = 0;
  for (std::size_t steps = std::max(kState, key.size()); steps != 0; --steps) {
    previous = (old[i] ^ ((previous ^ (previous >> 30)) * 1664525u)) + (key[j] + static_cast<std::uint32_t>(j));
    state_[i] = previous;
    if (++j == key.size()) j = 0;
    if (++i == kState) {
      i = 1;  // state_[0] would become a copy of `previous`
      old = state_.data();
    }
  }
  for (std::size_t steps = kState - 1; steps != 0; --steps) {
    previous = (state_[i] ^ ((previous ^ (previous >> 30)) * 1566083941u)) - static_cast<std::uint32_t>(i);
    state_[i] = previous;
    if (++i == kState) i = 1;
  }
  state_[0] = 0x80000000u;
  position_ = 0;
  wanted_ = kBlock;
}

namespace {

constexpr std::size_t kLanes = MersenneTwister::kLanes;

// `seed` waits for one step after the other; here each step is that of all keys, side by side in vectors.
[[gnu::always_inline]] inline void make_states_of(const MersenneTwister::Keys& keys,
                                                  std::array<MersenneTwister::State, kLanes>& states) {
  using Lanes __attribute__((vector_size(kLanes * sizeof(std::uint32_t)))) = std::uint32_t;
  Lanes columns[kState];
  Lanes key[2];
  for (std::size_t lane = 0; lane < kLanes; ++lane) {
    key[0][lane] = keys[lane][0];
    key[1][lane] = keys[lane][1] + 1;
  }
  Lanes previous = Lanes{} + kInitialState[0];
  for (std::size_t i = 1; i < kState; ++i) {
    previous = (kInitialState[i] ^ ((previous ^ (previous >> 30)) * 1664525u)) + key[(i - 1) % 2];
    columns[i] = previous;
  }
  columns[1] = previous = (columns[1] ^ ((previous ^ (previous >> 30)) * 1664525u)) + key[(kState - 1) % 2];
  for (std::uint32_t i = 2; i < kState; ++i) {
    previous = (columns[i] ^ ((previous ^ (previous >> 30)) * 1566083941u)) - i;
    columns[i] = previous;
  }
  columns[1] = (columns[1] ^ ((previous ^ (previous >> 30)) * 1566083941u)) - 1;
  columns[0] = Lanes{} + 0x80000000u;
  static_assert(kState % kLanes == 0);
  for (std::size_t i = 0; i < kState; i += kLanes) {  // in squares, which stay in the nearest cache
    for (std::size_t lane = 0; lane < kLanes; ++lane) {
      for (std::size_t k = 0; k < kLanes; ++k) states[lane][i + k] = columns[i + k][lane];
    }
  }
}

void make_by_baseline(const MersenneTwister::Keys& keys, std::array<MersenneTwister::State, kLanes>& states) {
  make_states_of(keys, states);
}
#if defined(PHONEY_AVX2)
PHONEY_AVX2 void make_by_avx2(const MersenneTwister::Keys& keys, std::array<MersenneTwister::State, kLanes>& states) {
  make_states_of(keys, states);
}
#endif

}  // namespace

void MersenneTwister::make_states(const Keys& keys, std::array<State, kLanes>& states) {
#if defined(PHONEY_AVX2)
  if (vectors_in_use() != Vectors::baseline) return make_by_avx2(keys, states);
#endif
  make_by_baseline(keys, states);
}

void MersenneTwister::start(const State& state) {
  std::ranges::copy(state, state_.begin());
  position_ = 0;
  wanted_ = kBlock;
}

// The words ahead of a block may run over the end of the state; they then go on at its start, with words made already,
// of which the mirror has a copy.
void MersenneTwister::generate(std::uint32_t* words) {
  const auto vectors = static_cast<std::size_t>(vectors_in_use());
  const Generate generate_words = position_ == 0 ? kGenerate<true>[vectors] : kGenerate<false>[vectors];
  const std::size_t far = position_ + kShift;
  generate_words(&state_[position_], &state_[far < kState ? far : far - kState], words);
  position_ = (position_ + kBlock) % kState;
}

std::span<std::uint32_t> MersenneTwister::refill() {
  const auto words = std::span(words_).subspan<kFront>();
  std::size_t count = 0;
  do {
    generate(words.data() + count);
    count += kBlock;
  } while (count < wanted_);
  wanted_ = kState;
  return words.first(count);
}

}  // namespace phoney
