#include "generators/sbn/sbn.h"

#include "engine/session.h"
#include "generators/isbn/registrant.h"

namespace phoney {
namespace {

constexpr std::size_t kBody = 8;  // digits before the check digit

struct SbnArgs {
  std::string separator = "-";
};

void sbn9(Context& context, const SbnArgs& args, Output& out) {
  std::array<char, kBody> body;
  context.random().digits(body.data(), kBody);
  const std::string_view digits(body.data(), kBody);
  const auto registrant = registrant_length(context.table(0), digits);
  if (!registrant) return context.fail(ErrorCode::generation_failed, "the digits drawn match no registrant rule");
  out.append(digits.substr(0, *registrant));
  out.append(args.separator);
  out.append(digits.substr(*registrant));
  out.append(args.separator);
  out.append(isbn10_check_digit(digits));
}

constexpr GeneratorSpec generators[] = {
    generator<sbn9>("sbn9", "An SBN of 9 digits, with its check digit.")
        .param<&SbnArgs::separator>("separator", "String between the parts; may be empty.")
        .tables({"RULES"}),
};

constexpr ClassGenerators classes[] = {{"sbn", "default", generators}};

}  // namespace

std::span<const ClassGenerators> sbn_generators() { return classes; }

}  // namespace phoney
