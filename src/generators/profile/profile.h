// Faker's profile provider: a person's data, as one object.

#pragma once

#include <span>

#include "engine/generator_spec.h"

namespace phoney {

std::span<const ClassGenerators> profile_generators();

}  // namespace phoney
