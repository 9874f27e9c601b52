// Faker's lorem provider: words, sentences, paragraphs and texts.

#pragma once

#include <span>

#include "engine/generator_spec.h"

namespace phoney {

std::span<const ClassGenerators> lorem_generators();

// en_PH's generators of English text.
std::span<const GeneratorSpec> lorem_en_ph_generators();

}  // namespace phoney
