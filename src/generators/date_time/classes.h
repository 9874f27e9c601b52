// The generators of each file and locale, for classes.cc to join.

#pragma once

#include <span>

#include "engine/generator_spec.h"

namespace phoney::date_time {

std::span<const GeneratorSpec> moments();
std::span<const GeneratorSpec> texts();
std::span<const GeneratorSpec> between();
std::span<const GeneratorSpec> this_period();
std::span<const GeneratorSpec> zones();
std::span<const GeneratorSpec> series();

// The names of days and months in most languages that have their own.
std::span<const GeneratorSpec> localized_names();
std::span<const GeneratorSpec> arabic();
std::span<const GeneratorSpec> gujarati();
std::span<const GeneratorSpec> japanese();
std::span<const GeneratorSpec> taiwanese();
std::span<const GeneratorSpec> thai();

}  // namespace phoney::date_time
