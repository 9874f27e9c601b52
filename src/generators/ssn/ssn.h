// Faker's `ssn` provider.

#pragma once

#include <span>

#include "engine/generator_spec.h"

namespace phoney {

std::span<const ClassGenerators> ssn_generators();

}  // namespace phoney
