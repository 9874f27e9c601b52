// Faker's `address` provider: what its recipes cannot say.

#pragma once

#include <span>

#include "engine/generator_spec.h"

namespace phoney {

std::span<const ClassGenerators> address_generators();

}  // namespace phoney
