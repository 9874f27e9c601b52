// random_element, random_elements, random_choices and random_sample, over the elements that a caller gives.

#include <cmath>
#include <vector>

#include "engine/list_writer.h"
#include "engine/patterns.h"
#include "engine/session.h"
#include "generators/base/base.h"

namespace phoney {
namespace {

Error invalid(std::string message, std::string field) {
  return make_error(ErrorCode::invalid_argument, std::move(message), std::move(field));
}

// random.choices adds the weights up from left to right and fails on a sum that is zero or not finite.
Result<void> check_weights(const Elements& elements) {
  if (elements.weights.empty()) return {};
  double total = 0;
  for (const double weight : elements.weights) {
    if (!(weight >= 0)) return invalid("`elements` must not have negative weights", "elements");
    total += weight;
  }
  if (total > 0 && std::isfinite(total)) return {};
  return invalid("the weights of `elements` must add up to more than 0", "elements");
}

// One draw of random.choices with weights.
std::size_t draw_weighted(Random& random, const std::vector<double>& weights) {
  double total = 0;
  for (const double weight : weights) total += weight;
  const double drawn = random.uniform01() * total;
  double sum = 0;
  for (std::size_t i = 0; i + 1 < weights.size(); ++i) {
    sum += weights[i];
    if (sum > drawn) return i;
  }
  return weights.size() - 1;
}

// Faker's weighted draw without replacement. Its sums are of the elements that are left, each divided by the last.
void sample_weighted(Context& context, const Elements& elements, std::int64_t length, ListWriter& list, Output& out) {
  std::vector<std::size_t> left(elements.items.size());
  for (std::size_t i = 0; i < left.size(); ++i) left[i] = i;
  for (std::int64_t i = 0; i < length && context.may_go_on(out); ++i) {
    double total = 0;
    for (const std::size_t item : left) total += elements.weights[item];
    if (!(total > 0))
      return context.fail(ErrorCode::generation_failed,
                          "too few of the `elements` have a weight above 0; lower `length`, or give more weights");
    const double drawn = context.random().uniform01();
    double sum = 0;
    std::size_t place = 0;
    while (sum += elements.weights[left[place]], sum / total <= drawn) ++place;
    list.item([&] { elements.items[left[place]].append_to(out); });
    left.erase(left.begin() + static_cast<std::ptrdiff_t>(place));
  }
}

void sample(Context& context, const Elements& elements, std::int64_t length, Output& out) {
  ListWriter list(out);
  if (!elements.weights.empty()) {
    sample_weighted(context, elements, length, list, out);
  } else {
    context.random().sample(elements.items.size(), static_cast<std::size_t>(length),
                            [&](std::size_t i) { list.item([&] { elements.items[i].append_to(out); }); });
  }
  list.finish();
}

// A single element comes from random.choice, several from random.choices, which draw differently.
void choose(Context& context, const Elements& elements, std::int64_t length, bool weighted, Output& out) {
  Random& random = context.random();
  const std::size_t count = elements.items.size();
  ListWriter list(out);
  for (std::int64_t i = 0; i < length && context.may_go_on(out); ++i) {
    const std::size_t drawn = weighted      ? draw_weighted(random, elements.weights)
                              : length == 1 ? random.choice_index(count)
                                            : random.choices_index(count);
    list.item([&] { elements.items[drawn].append_to(out); });
  }
  list.finish();
}

std::int64_t draw_length(Context& context, const Elements& elements, std::optional<std::int64_t> length) {
  return length ? *length : context.random().range(1, static_cast<std::int64_t>(elements.items.size()));
}

Result<void> check_sample_length(const Elements& elements, std::optional<std::int64_t> length) {
  if (!length) return {};
  if (*length > static_cast<std::int64_t>(elements.items.size())) {
    return invalid("`length` must be at most the number of `elements`, because each element is drawn once", "length");
  }
  if (*length < 0) return invalid("`length` must be at least 0", "length");
  return {};
}

struct ElementArgs {
  Elements elements = Elements::abc();

  Result<void> check() const { return check_weights(elements); }
};
void random_element(Context& context, const ElementArgs& args, Output& out) {
  const Elements& elements = args.elements;
  const std::size_t drawn = elements.weights.empty() ? context.random().choice_index(elements.items.size())
                                                     : draw_weighted(context.random(), elements.weights);
  elements.items[drawn].append_to(out);
}

struct ElementsArgs {
  Elements elements = Elements::abc();
  std::optional<std::int64_t> length = {};
  bool unique = false;
  std::optional<bool> use_weighting = {};

  bool weighted() const { return !elements.weights.empty() && use_weighting.value_or(true); }
  Result<void> check() const {
    if (auto checked = weighted() ? check_weights(elements) : Result<void>(); !checked) return checked;
    if (!unique) return {};
    if (!elements.weights.empty() && !weighted()) {
      return invalid("weighted `elements` with `unique` need `use_weighting`", "use_weighting");
    }
    return check_sample_length(elements, length);
  }
};
void random_elements(Context& context, const ElementsArgs& args, Output& out) {
  const std::int64_t length = draw_length(context, args.elements, args.length);
  if (args.unique) {
    sample(context, args.elements, length, out);
  } else {
    choose(context, args.elements, length, args.weighted(), out);
  }
}

struct ChoicesArgs {
  Elements elements = Elements::abc();
  std::optional<std::int64_t> length = {};

  Result<void> check() const { return check_weights(elements); }
};
void random_choices(Context& context, const ChoicesArgs& args, Output& out) {
  const std::int64_t length = draw_length(context, args.elements, args.length);
  choose(context, args.elements, length, !args.elements.weights.empty(), out);
}

struct SampleArgs {
  Elements elements = Elements::abc();
  std::optional<std::int64_t> length = {};

  Result<void> check() const {
    if (auto checked = check_weights(elements); !checked) return checked;
    return check_sample_length(elements, length);
  }
};
void random_sample(Context& context, const SampleArgs& args, Output& out) {
  sample(context, args.elements, draw_length(context, args.elements, args.length), out);
}

struct LettersArgs {
  std::int64_t length = 16;
};
void random_letters(Context& context, const LettersArgs& args, Output& out) {
  ListWriter list(out);
  for (std::int64_t i = 0; i < args.length; ++i) {
    const std::size_t drawn = args.length == 1 ? context.random().choice_index(kAsciiLetters.size())
                                               : context.random().choices_index(kAsciiLetters.size());
    list.text(kAsciiLetters.substr(drawn, 1));
  }
  list.finish();
}

constexpr std::string_view kElements =
    "A list, a string to draw characters from, or an object with a weight for each element.";
constexpr std::string_view kLength = "Number of elements; random if null.";

constexpr GeneratorSpec generators[] = {
    generator<random_element>("random_element", "One of the given elements.")
        .param<&ElementArgs::elements>("elements", kElements)
        .returns(ResultType::any),
    generator<random_elements>("random_elements", "Random elements of the given ones.")
        .param<&ElementsArgs::elements>("elements", kElements)
        .param<&ElementsArgs::length>("length", kLength)
        .at_most(100'000)
        .param<&ElementsArgs::unique>("unique", "Whether to draw each element at most once.")
        .param<&ElementsArgs::use_weighting>("use_weighting", "Whether to use the weights; null for true.")
        .returns(ResultType::list),
    generator<random_choices>("random_choices", "Random elements of the given ones, possibly with repeats.")
        .param<&ChoicesArgs::elements>("elements", kElements)
        .param<&ChoicesArgs::length>("length", kLength)
        .at_most(100'000)
        .returns(ResultType::list),
    generator<random_sample>("random_sample", "Random elements of the given ones, without repeats.")
        .param<&SampleArgs::elements>("elements", kElements)
        .param<&SampleArgs::length>("length", kLength)
        .at_least(0)
        .at_most(100'000)
        .returns(ResultType::list),
    generator<random_letters>("random_letters", "A list of ASCII letters.")
        .param<&LettersArgs::length>("length", "Number of letters.")
        .at_most(100'000)
        .returns(ResultType::list),
};

}  // namespace

std::span<const GeneratorSpec> element_generators() { return generators; }

}  // namespace phoney
