// Faker's `credit_card` provider.

#pragma once

#include <span>

#include "engine/generator_spec.h"

namespace phoney {

std::span<const ClassGenerators> credit_card_generators();

}  // namespace phoney
