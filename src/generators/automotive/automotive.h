// Faker's `automotive` provider.

#pragma once

#include <span>

#include "engine/generator_spec.h"

namespace phoney {

std::span<const ClassGenerators> automotive_generators();

}  // namespace phoney
