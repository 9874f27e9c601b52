// Faker's `address` provider: what its recipes cannot say.

#pragma once

#include <span>

#include "engine/generator_spec.h"

namespace phoney {

std::span<const ClassGenerators> address_generators();

// What each locale's class has, in the file named after it.
namespace address {

std::span<const GeneratorSpec> en_CA();
std::span<const GeneratorSpec> en_GB();
std::span<const GeneratorSpec> en_IN();
std::span<const GeneratorSpec> en_MS();
std::span<const GeneratorSpec> en_PH();
std::span<const GeneratorSpec> en_US();
std::span<const GeneratorSpec> es_AR();
std::span<const GeneratorSpec> es_CL();
std::span<const GeneratorSpec> es_CO();

}  // namespace address
}  // namespace phoney
