// Faker's `user_agent` provider: what its recipes cannot say.
//
// Faker draws the parts of a user agent for every platform, and only then which platform it is; the draws of those that
// are not taken are part of the stream.

#pragma once

#include <span>

#include "engine/generator_spec.h"

namespace phoney {

std::span<const ClassGenerators> user_agent_generators();

}  // namespace phoney
