#include "generators/python/python.h"

#include <array>
#include <string>

#include "engine/parse.h"
#include "engine/patterns.h"
#include "engine/session.h"
#include "generators/base/letters.h"
#include "generators/numbers/wide_integer.h"

namespace phoney {
namespace {

struct PyboolArgs {
  std::int64_t truth_probability = 50;
};
void pybool(Context& context, const PyboolArgs& args, Output& out) {
  out.boolean(context.random().range(1, 100) <= args.truth_probability);
}

struct PyintArgs {
  WideInteger min_value = 0;
  WideInteger max_value = 9999;
  WideInteger step = 1;
  IntegerRange range;  // found by `prepare`

  Result<void> prepare() {
    if (step == 0) return make_error(ErrorCode::invalid_argument, "`step` must not be 0", "step");
    const auto found = IntegerRange::make(min_value, max_value, step);
    if (found) {
      range = *found;
      return {};
    }
    return make_error(ErrorCode::invalid_argument,
                      "there is no number between `min_value` and `max_value`; `min_value` must be at most `max_value`",
                      "min_value");
  }
};
void pyint(Context& context, const PyintArgs& args, Output& out) {
  args.range.draw(context.random(), out);
  out.set_kind(Kind::number);
}

struct PystrArgs {
  std::optional<std::int64_t> min_chars = {};
  std::int64_t max_chars = 20;
  std::string prefix = {};
  std::string suffix = {};

  Result<void> check() const {
    if (!min_chars || *min_chars <= max_chars) return {};
    return make_error(ErrorCode::invalid_argument, "`min_chars` must be at most `max_chars`", "min_chars");
  }
};
void pystr(Context& context, const PystrArgs& args, Output& out) {
  Random& random = context.random();
  out.append(args.prefix);
  const std::int64_t length = args.min_chars ? random.range(*args.min_chars, args.max_chars) : args.max_chars;
  if (length == 1) {
    out.append(kAsciiLetters[random.choice_index(kAsciiLetters.size())]);
  } else {
    for (std::int64_t i = 0; i < length; ++i) out.append(kAsciiLetters[random.choices_index(kAsciiLetters.size())]);
  }
  out.append(args.suffix);
}

struct PystrFormatArgs {
  std::string string_format = "?#-###{{random_int}}{{random_letter}}";
  std::string letters = std::string(kAsciiLetters);
};
void pystr_format(Context& context, const PystrFormatArgs& args, Output& out) {
  const std::size_t start = out.size();
  append_parsed(context.session(), args.string_format, out);
  numerify(context.random(), out, start);
  fill_letters(context, args.letters, out, start);
}

void enum_member(Context& context, Output&) {
  context.fail(ErrorCode::generation_failed,
               "`enum` needs a Python class, which cannot be given here; use `random_element` with the values");
}

constexpr GeneratorSpec generators[] = {
    generator<pybool>("pybool", "True or false.")
        .param<&PyboolArgs::truth_probability>("truth_probability", "Probability of true, in percent.")
        .at_least(0)
        .at_most(100)
        .returns(ResultType::boolean),
    generator<pyint>("pyint", "A random integer.")
        .param<&PyintArgs::min_value>("min_value", "Lowest value.")
        .param<&PyintArgs::max_value>("max_value", "Highest value.")
        .param<&PyintArgs::step>("step", "Distance between possible values, counted from `min_value`.")
        .returns(ResultType::integer),
    generator<pystr>("pystr", "A string of ASCII letters.")
        .param<&PystrArgs::min_chars>("min_chars", "Minimum number of letters; `max_chars` if null.")
        .at_most(100'000)
        .param<&PystrArgs::max_chars>("max_chars", "Maximum number of letters.")
        .at_most(100'000)
        .param<&PystrArgs::prefix>("prefix", "String before the letters.")
        .param<&PystrArgs::suffix>("suffix", "String after the letters."),
    generator<pystr_format>("pystr_format", "A string with its placeholders and pattern characters replaced.")
        .param<&PystrFormatArgs::string_format>("string_format",
                                                "{{name}} becomes a value of that generator; the pattern characters of "
                                                "`bothify` become digits and letters.")
        .param<&PystrFormatArgs::letters>("letters", "The letters to draw from."),
    generator<enum_member>("enum", "A member of a Python Enum; only available in Python.").returns(ResultType::any),
};

}  // namespace

std::span<const ClassGenerators> python_generators() {
  static const std::array<ClassGenerators, 4> classes = {{
      {"python", "default", generators},
      {"python", "default", pyfloat_generators()},
      {"python", "default", pydecimal_generators()},
      {"python", "default", container_generators()},
  }};
  return classes;
}

}  // namespace phoney
