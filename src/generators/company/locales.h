// The locales whose companies need C++: numbers with check digits and names made in steps.

#pragma once

#include <span>

#include "engine/generator_spec.h"

namespace phoney::company {

std::span<const GeneratorSpec> en_PH();
std::span<const GeneratorSpec> es_ES();
std::span<const GeneratorSpec> fi_FI();
std::span<const GeneratorSpec> fil_PH();
std::span<const GeneratorSpec> fr_CH();
std::span<const GeneratorSpec> fr_FR();
std::span<const GeneratorSpec> it_IT();
std::span<const GeneratorSpec> pl_PL();
std::span<const GeneratorSpec> pt_BR();
std::span<const GeneratorSpec> ru_RU();

}  // namespace phoney::company
