#include "generators/base/base.h"

#include <array>
#include <string>

#include "engine/patterns.h"
#include "engine/session.h"
#include "generators/base/letters.h"
#include "generators/base/numbers.h"
#include "generators/numbers/wide_integer.h"

namespace phoney {
namespace {

struct RandomIntArgs {
  WideInteger min = 0;
  WideInteger max = 9999;
  WideInteger step = 1;
  IntegerRange range;  // found by `prepare`

  Result<void> prepare() {
    if (step == 0) return make_error(ErrorCode::invalid_argument, "`step` must not be 0", "step");
    const auto found = IntegerRange::make(min, max, step);
    if (found) {
      range = *found;
      return {};
    }
    return make_error(ErrorCode::invalid_argument,
                      "there is no number between `min` and `max`; `min` must be at most `max`", "min");
  }
};
void random_int(Context& context, const RandomIntArgs& args, Output& out) {
  args.range.draw(context.random(), out);
  out.set_kind(Kind::number);
}

struct RandomNumberArgs {
  std::optional<std::int64_t> digits = {};
  bool fix_len = false;
  IntegerRange range;  // found by `prepare`, if `digits` is given

  Result<void> prepare() {
    if (!digits) return {};
    if (*digits == 0 && fix_len) {
      return make_error(ErrorCode::invalid_argument, "with `fix_len`, `digits` must be at least 1", "digits");
    }
    range = *IntegerRange::make(fix_len ? power_of_ten(*digits - 1) : WideInteger(0), power_of_ten(*digits) - 1);
    return {};
  }
};
void random_number(Context& context, const RandomNumberArgs& args, Output& out) {
  Random& random = context.random();
  out.set_kind(Kind::number);
  if (args.digits) return args.range.draw(random, out);
  std::uint64_t end = 1;
  for (std::int64_t i = random.range(1, 9); i > 0; --i) end *= 10;
  const std::uint64_t first = args.fix_len ? end / 10 : 0;
  out.append_padded_integer(first + random.below64(end - first), 1);
}

// A digit from `lowest` to 9 in half of all draws, and an empty string in the others.
template <int Lowest>
void random_digit_or_empty(Context& context, Output& out) {
  if (context.random().below(2) != 0) out.integer(context.random().range(Lowest, 9));
}

struct NbElementsArgs : NearNumber {};
void randomize_nb_elements(Context& context, const NbElementsArgs& args, Output& out) {
  out.integer(args.draw(context.random()));
}

struct NumerifyArgs {
  std::string text = "###";
};
void make_numerify(Context& context, const NumerifyArgs& args, Output& out) {
  const std::size_t start = out.size();
  out.append(args.text);
  numerify(context.random(), out, start);
}

struct LexifyArgs {
  std::string text = "????";
  std::string letters = std::string(kAsciiLetters);
};
void make_lexify(Context& context, const LexifyArgs& args, Output& out) {
  const std::size_t start = out.size();
  out.append(args.text);
  fill_letters(context, args.letters, out, start);
}

struct BothifyArgs {
  std::string text = "## ??";
  std::string letters = std::string(kAsciiLetters);
};
void make_bothify(Context& context, const BothifyArgs& args, Output& out) {
  const std::size_t start = out.size();
  out.append(args.text);
  numerify(context.random(), out, start);
  fill_letters(context, args.letters, out, start);
}

struct HexifyArgs {
  std::string text = "^^^^";
  bool upper = false;
};
void make_hexify(Context& context, const HexifyArgs& args, Output& out) {
  const std::size_t start = out.size();
  out.append(args.text);
  hexify(context.random(), out, start, args.upper);
}

void locale(Context& context, Output& out) {
  const Table countries = context.table(0);  // by language
  const std::size_t language = countries.keys().pick_index(context.random());
  countries.keys().append(language, out);
  out.append('_');
  countries.child(language).pick(context.random(), out);
}

constexpr GeneratorSpec generators[] = {
    generator<random_int>("random_int", "A random integer.")
        .param<&RandomIntArgs::min>("min", "Lowest value.")
        .param<&RandomIntArgs::max>("max", "Highest value.")
        .param<&RandomIntArgs::step>("step", "Distance between possible values, counted from `min`.")
        .returns(ResultType::integer),
    generator<random_number>("random_number", "A random integer of up to a given number of digits.")
        .param<&RandomNumberArgs::digits>("digits", "Number of digits; random from 1 to 9 if null.")
        .at_least(0)
        .at_most(kMaxIntegerDigits)
        .param<&RandomNumberArgs::fix_len>("fix_len", "Whether to have exactly that number of digits.")
        .returns(ResultType::integer),
    generator<random_digit_or_empty<0>>("random_digit_or_empty",
                                        "A digit, or with a probability of one half an empty string.")
        .returns(ResultType::any),
    generator<random_digit_or_empty<1>>("random_digit_not_null_or_empty",
                                        "A digit from 1 to 9, or with a probability of one half an empty string.")
        .returns(ResultType::any),
    generator<randomize_nb_elements>("randomize_nb_elements",
                                     "An integer near a given one, from 60 to 140 percent of it.")
        .param<&NbElementsArgs::number>("number", "The given number.")
        .at_least(-NearNumber::kLimit)
        .at_most(NearNumber::kLimit)
        .param<&NbElementsArgs::le>("le", "Whether to stay at or below `number`.")
        .param<&NbElementsArgs::ge>("ge", "Whether to stay at or above `number`.")
        .param<&NbElementsArgs::min>("min", "Lowest value.")
        .param<&NbElementsArgs::max>("max", "Highest value.")
        .returns(ResultType::integer),
    generator<make_numerify>("numerify", "A string with its pattern characters replaced by digits.")
        .param<&NumerifyArgs::text>(
            "text", "Each # becomes a digit, % 1 to 9, $ 2 to 9, ! a digit or nothing, @ 1 to 9 or nothing."),
    generator<make_lexify>("lexify", "A string with its question marks replaced by letters.")
        .param<&LexifyArgs::text>("text", "Each ? becomes a letter.")
        .param<&LexifyArgs::letters>("letters", "The letters to draw from."),
    generator<make_bothify>("bothify", "A string with its pattern characters replaced by digits and letters.")
        .param<&BothifyArgs::text>("text", "The characters of `numerify` become digits, and each ? a letter.")
        .param<&BothifyArgs::letters>("letters", "The letters to draw from."),
    generator<make_hexify>("hexify", "A string with its carets (^) replaced by hexadecimal digits.")
        .param<&HexifyArgs::text>("text", "Each ^ becomes a hexadecimal digit.")
        .param<&HexifyArgs::upper>("upper", "Whether to use upper case."),
    generator<locale>("locale", "A locale code such as en_US.").tables({"language_locale_codes"}),
};

}  // namespace

std::span<const ClassGenerators> base_generators() {
  static const std::array<ClassGenerators, 2> classes = {{
      {"base", "default", generators},
      {"base", "default", element_generators()},
  }};
  return classes;
}

}  // namespace phoney
