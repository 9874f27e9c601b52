// Faker's `company` provider.

#pragma once

#include <span>

#include "engine/generator_spec.h"

namespace phoney {

std::span<const ClassGenerators> company_generators();

}  // namespace phoney
