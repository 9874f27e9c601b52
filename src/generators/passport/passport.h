// Faker's `passport` provider.

#pragma once

#include <span>

#include "engine/generator_spec.h"

namespace phoney {

std::span<const ClassGenerators> passport_generators();

}  // namespace phoney
