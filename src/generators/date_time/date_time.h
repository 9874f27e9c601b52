// Faker's `date_time` provider.

#pragma once

#include <span>

#include "engine/generator_spec.h"

namespace phoney {

std::span<const ClassGenerators> date_time_generators();

}  // namespace phoney
