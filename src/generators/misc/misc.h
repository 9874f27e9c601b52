// Faker's misc provider: booleans, digests, UUIDs, passwords, structured texts and archives.

#pragma once

#include <span>

#include "engine/generator_spec.h"

namespace phoney {

std::span<const ClassGenerators> misc_generators();

std::span<const GeneratorSpec> archive_generators();
std::span<const GeneratorSpec> delimited_generators();
std::span<const GeneratorSpec> digest_generators();
std::span<const GeneratorSpec> structured_generators();
std::span<const GeneratorSpec> xml_generators();
std::span<const GeneratorSpec> uuid_generators();
std::span<const GeneratorSpec> password_generators();

}  // namespace phoney
