// Faker's `barcode` provider.

#pragma once

#include <span>

#include "engine/generator_spec.h"

namespace phoney {

std::span<const ClassGenerators> barcode_generators();

}  // namespace phoney
