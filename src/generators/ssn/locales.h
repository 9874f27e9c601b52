// The locales whose national numbers need C++: those with check digits, dates of birth and draws that depend on others.

#pragma once

#include <span>

#include "engine/generator_spec.h"

namespace phoney::ssn {

std::span<const GeneratorSpec> ar_DZ();

}  // namespace phoney::ssn
