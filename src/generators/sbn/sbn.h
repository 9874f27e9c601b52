// Faker's `sbn` provider.

#pragma once

#include <span>

#include "engine/generator_spec.h"

namespace phoney {

std::span<const ClassGenerators> sbn_generators();

}  // namespace phoney
