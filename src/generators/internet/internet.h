// Faker's `internet` provider: what its recipes cannot say.

#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "engine/generator_spec.h"
#include "engine/session.h"

namespace phoney {

std::span<const ClassGenerators> internet_generators();

namespace internet {

// Lengths beyond this are refused, so that one value cannot fill the memory.
inline constexpr std::int64_t kMaxLength = 1'000'000;
// Faker stops near 490 levels, at Python's limit of recursion.
inline constexpr std::int64_t kMaxLevels = 400;

struct DomainNameArgs {
  std::int64_t levels = 1;
};

// Appends one of Faker's formats; each of its {{names}} stands in `calls` at the place that it has in the spec's calls.
void append_format(const Context& context, std::string_view format, std::span<const std::string_view> calls,
                   Output& out);

// The generators of each file.
std::span<const GeneratorSpec> network_generators();
std::span<const GeneratorSpec> domain_generators();
std::span<const GeneratorSpec> registry_generators();
std::span<const GeneratorSpec> web_generators();
std::span<const GeneratorSpec> en_ph_generators();
std::span<const GeneratorSpec> es_cl_generators();
std::span<const GeneratorSpec> zh_cn_generators();

}  // namespace internet
}  // namespace phoney
