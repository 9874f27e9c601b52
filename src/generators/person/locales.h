// The locales' generators of names that are written in C++, for person.cc to join.

#pragma once

#include <span>

#include "engine/generator_spec.h"

namespace phoney {

extern const std::span<const GeneratorSpec> person_es_CL;
extern const std::span<const GeneratorSpec> person_hu_HU;
extern const std::span<const GeneratorSpec> person_pl_PL;
extern const std::span<const GeneratorSpec> person_uk_UA;

}  // namespace phoney
