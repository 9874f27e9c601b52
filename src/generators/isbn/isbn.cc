#include "generators/isbn/isbn.h"

#include "engine/session.h"
#include "generators/check_digits.h"
#include "generators/isbn/registrant.h"

namespace phoney {
namespace {

constexpr std::size_t kBody = 12;  // digits before the check digit

// The digits before the check digit of an ISBN-13, and where its parts end.
struct Body {
  std::array<char, kBody> digits{};
  std::array<std::size_t, 4> ends{};  // of the EAN prefix, the group, the registrant and the publication

  std::string_view from(std::size_t start) const { return {digits.data() + start, kBody - start}; }
};

struct IsbnArgs {
  std::string separator = "-";
};

// Table 0 has the rules: EAN prefix to group to rules.
Body draw_body(Context& context) {
  Random& random = context.random();
  Body body;
  const Table prefixes = context.table(0);
  const std::size_t prefix = prefixes.pick_index(random);
  const Table groups = prefixes.child(prefix);
  const std::size_t group = groups.pick_index(random);
  const std::string_view prefix_digits = prefixes.keys().text(prefix);
  const std::string_view group_digits = groups.keys().text(group);
  body.ends[0] = prefix_digits.copy(body.digits.data(), kBody);
  body.ends[1] = body.ends[0] + group_digits.copy(body.digits.data() + body.ends[0], kBody - body.ends[0]);
  random.digits(body.digits.data() + body.ends[1], kBody - body.ends[1]);
  const auto registrant = registrant_length(groups.child(group), body.from(body.ends[1]));
  if (!registrant) context.fail(ErrorCode::generation_failed, "the digits drawn match no registrant rule of the group");
  body.ends[2] = body.ends[1] + registrant.value_or(0);
  body.ends[3] = kBody;
  return body;
}

// The parts from `first` on, each followed by the separator, and the check digit.
void append_parts(const Body& body, std::size_t first, const std::string& separator, char check_digit, Output& out) {
  std::size_t start = first == 0 ? 0 : body.ends[first - 1];
  for (std::size_t part = first; part < body.ends.size(); ++part) {
    out.append(std::string_view(body.digits.data() + start, body.ends[part] - start));
    out.append(separator);
    start = body.ends[part];
  }
  out.append(check_digit);
}

void isbn13(Context& context, const IsbnArgs& args, Output& out) {
  constexpr std::array<std::uint8_t, kBody> kWeights = {1, 3, 1, 3, 1, 3, 1, 3, 1, 3, 1, 3};
  const Body body = draw_body(context);
  const std::uint32_t sum = weighted_sum(body.from(0), kWeights);
  append_parts(body, 0, args.separator, digit_character((10 - sum % 10) % 10), out);
}

void isbn10(Context& context, const IsbnArgs& args, Output& out) {
  const Body body = draw_body(context);
  append_parts(body, 1, args.separator, isbn10_check_digit(body.from(body.ends[0])), out);
}

constexpr std::string_view kSeparatorHelp = "String between the parts; may be empty.";

constexpr GeneratorSpec generators[] = {
    generator<isbn13>("isbn13", "An ISBN of 13 digits, with its check digit.")
        .param<&IsbnArgs::separator>("separator", kSeparatorHelp)
        .tables({"rules"}),
    generator<isbn10>("isbn10", "An ISBN of 10 digits, with its check digit.")
        .param<&IsbnArgs::separator>("separator", kSeparatorHelp)
        .tables({"rules"}),
};

constexpr ClassGenerators classes[] = {{"isbn", "default", generators}};

}  // namespace

std::span<const ClassGenerators> isbn_generators() { return classes; }

}  // namespace phoney
