// Every generator that is written in C++, joined explicitly: a provider not named here does not exist.

#pragma once

#include <span>

#include "engine/generator_spec.h"

namespace phoney {

// The classes of all providers. Their order numbers the generators in the packed data.
std::span<const ClassGenerators> all_generators();

}  // namespace phoney
