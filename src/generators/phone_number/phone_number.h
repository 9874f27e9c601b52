// Faker's `phone_number` provider.

#pragma once

#include <span>

#include "engine/generator_spec.h"

namespace phoney {

std::span<const ClassGenerators> phone_number_generators();

}  // namespace phoney
