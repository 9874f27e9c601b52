// Chilean names: two first names, weighted and different.

#include <algorithm>
#include <array>
#include <span>

#include "engine/session.h"
#include "generators/person/locales.h"

namespace phoney {
namespace {

constexpr std::size_t kMaxNames = 512;

// The place that a draw from [0, 1) selects: the first whose share of the whole lies above it.
std::size_t select(std::span<const double> sums, double draw) {
  const double total = sums.back();
  const auto found = std::ranges::partition_point(sums, [=](double sum) { return sum / total <= draw; });
  return static_cast<std::size_t>(found - sums.begin());
}

// Faker adds up the weights one by one for each name that it draws. Only the sums behind the name taken out differ
// then; they are added up anew, because subtracting its weight would round differently.
void two_names(Context& context, const Table& names, const Table& weights, Output& out) {
  const std::size_t count = names.size();
  if (count > kMaxNames) return context.fail(ErrorCode::capacity_exceeded, "the locale has too many names");
  std::array<double, kMaxNames> sums;
  double sum = 0;
  for (std::size_t i = 0; i < count; ++i) sums[i] = sum += weights.number(i);
  const std::size_t first = select({sums.data(), count}, context.random().uniform01());
  sum = first > 0 ? sums[first - 1] : 0.0;
  for (std::size_t i = first; i + 1 < count; ++i) sums[i] = sum += weights.number(i + 1);
  const std::size_t second = select({sums.data(), count - 1}, context.random().uniform01());
  names.append(first, out);
  out.append(' ');
  names.append(second < first ? second : second + 1, out);
}

void given_name_female(Context& context, Output& out) { two_names(context, context.table(0), context.table(1), out); }

void given_name_male(Context& context, Output& out) { two_names(context, context.table(2), context.table(3), out); }

void given_name(Context& context, Output& out) {
  if (context.random().below(2) == 1) return given_name_female(context, out);
  given_name_male(context, out);
}

// The formats are those of a man's and of a woman's name, weighted.
void name(Context& context, Output& out) { context.call(context.table(0).pick_index(context.random()), out); }

constexpr GeneratorSpec given_names(GeneratorSpec spec) {
  return spec.tables(
      {"first_names_female", "values(first_names_female)", "first_names_male", "values(first_names_male)"});
}

constexpr GeneratorSpec generators[] = {
    generator<name>("name", "A full name.").tables({"formats"}).calls({"name_male", "name_female"}),
    given_names(generator<given_name>("given_name", "Two first names.")),
    given_names(generator<given_name_female>("given_name_female", "Two first names of a woman.")),
    given_names(generator<given_name_male>("given_name_male", "Two first names of a man.")),
};

}  // namespace

constinit const std::span<const GeneratorSpec> person_es_CL = generators;

}  // namespace phoney
