// Faker's `bank` provider.

#pragma once

#include <span>

#include "engine/generator_spec.h"

namespace phoney {

std::span<const ClassGenerators> bank_generators();

}  // namespace phoney
