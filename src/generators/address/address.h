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
std::span<const GeneratorSpec> fr_FR();
std::span<const GeneratorSpec> hy_AM();
std::span<const GeneratorSpec> it_IT();
std::span<const GeneratorSpec> ko_KR();
std::span<const GeneratorSpec> no_NO();
std::span<const GeneratorSpec> pl_PL();
std::span<const GeneratorSpec> pt_BR();
std::span<const GeneratorSpec> ru_RU();
std::span<const GeneratorSpec> vi_VN();

}  // namespace address
}  // namespace phoney
