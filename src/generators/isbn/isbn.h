// Faker's `isbn` provider.

#pragma once

#include <span>

#include "engine/generator_spec.h"

namespace phoney {

std::span<const ClassGenerators> isbn_generators();

}  // namespace phoney
