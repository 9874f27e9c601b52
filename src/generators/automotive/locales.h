// The locales whose license plates need C++.

#pragma once

#include <span>

#include "engine/generator_spec.h"

namespace phoney::automotive {

std::span<const GeneratorSpec> ar_SA();
std::span<const GeneratorSpec> az_AZ();
std::span<const GeneratorSpec> de_AT();
std::span<const GeneratorSpec> de_CH();
std::span<const GeneratorSpec> es_ES();
std::span<const GeneratorSpec> es_MX();
std::span<const GeneratorSpec> ja_JP();
std::span<const GeneratorSpec> nl_NL();
std::span<const GeneratorSpec> pl_PL();
std::span<const GeneratorSpec> tr_TR();
std::span<const GeneratorSpec> uk_UA();

inline constexpr std::string_view kLicensePlate = "A license plate.";

}  // namespace phoney::automotive
