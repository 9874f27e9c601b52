// The generators of each file and locale, for bank.cc to join.

#pragma once

#include <span>

#include "engine/generator_spec.h"

namespace phoney::bank {

std::span<const GeneratorSpec> swift_codes();
std::span<const GeneratorSpec> bangladeshi_swift_codes();

std::span<const GeneratorSpec> es_ES();
std::span<const GeneratorSpec> es_MX();
std::span<const GeneratorSpec> mk_MK();
std::span<const GeneratorSpec> nl_BE();
std::span<const GeneratorSpec> no_NO();
std::span<const GeneratorSpec> ru_RU();

}  // namespace phoney::bank
