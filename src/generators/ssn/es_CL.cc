// Chile's tax number (RUT) of persons and companies, with dots after each three digits and a check digit.

#include "engine/session.h"
#include "generators/base/numbers.h"
#include "generators/ssn/locales.h"

namespace phoney::ssn {
namespace {

constexpr std::int64_t kLowestOfPersons = 10;
constexpr std::int64_t kHighestOfPersons = 31'999'999;
constexpr std::int64_t kLowestOfCompanies = 60'000'000;
constexpr std::int64_t kHighestOfCompanies = 99'999'999;

// The digits count 2 to 7 times in turn, from the last; with the check digit, 10 written as K, the sum is a multiple of
// 11.
char check_digit(std::int64_t number) {
  std::int64_t sum = 0;
  for (std::int64_t factor = 2; number != 0; factor = factor == 7 ? 2 : factor + 1, number /= 10) {
    sum += factor * (number % 10);
  }
  return "0K987654321"[sum % 11];
}

void append_rut(std::int64_t number, Output& out) {
  std::array<char, 26> text;  // of 19 digits and their dots
  std::size_t start = text.size();
  std::int64_t rest = number;
  for (std::size_t count = 0; rest != 0 || count == 0; ++count, rest /= 10) {
    if (count != 0 && count % 3 == 0) text[--start] = '.';
    text[--start] = static_cast<char>('0' + rest % 10);
  }
  out.append(std::string_view(text.data() + start, text.size() - start));
  out.append('-');
  out.append(check_digit(number));
}

void person_rut(Context& context, Output& out) {
  append_rut(context.random().range(kLowestOfPersons, kHighestOfPersons), out);
}

void company_rut(Context& context, Output& out) {
  append_rut(context.random().range(kLowestOfCompanies, kHighestOfCompanies), out);
}

// Faker never ends for a negative number.
struct RutArgs {
  std::int64_t min = kLowestOfPersons;
  std::int64_t max = kHighestOfCompanies;

  Result<void> check() const {
    if (min > max) return make_error(ErrorCode::invalid_argument, "`min` must not be greater than `max`", "min");
    return {};
  }
};

void rut(Context& context, const RutArgs& args, Output& out) {
  append_rut(SteppedRange{args.min, args.max}.draw(context.random()), out);
}

constexpr GeneratorSpec generators[] = {
    generator<person_rut>("person_rut", "A Chilean tax number (RUT) of a person, with its check digit."),
    generator<company_rut>("company_rut", "A Chilean tax number (RUT) of a company, with its check digit."),
    generator<rut>("rut", "A Chilean tax number (RUT), with its check digit.")
        .param<&RutArgs::min>("min", "Lowest number, without its check digit.")
        .at_least(0)
        .param<&RutArgs::max>("max", "Highest number, without its check digit.")
        .at_least(0),
};

}  // namespace

std::span<const GeneratorSpec> es_CL() { return generators; }

}  // namespace phoney::ssn
