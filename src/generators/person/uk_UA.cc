// Ukrainian names in full: last name, first name, patronymic.

#include <algorithm>

#include <fmt/format.h>

#include "engine/session.h"
#include "generators/person/locales.h"
#include "text/utf8.h"

namespace phoney {
namespace {

struct FullNameArgs {
  std::optional<std::string> gender;
  std::optional<bool> is_short = false;

  Result<void> check() const {
    if (!gender || gender->empty() || gender == "M" || gender == "F") return {};
    return make_error(ErrorCode::invalid_argument, fmt::format("`gender` must be M or F, not {}", *gender), "gender");
  }
};

// Cuts the name that begins at `start` to its first letter and a period.
void abbreviate(Output& out, std::size_t start) {
  out.truncate(start + text::code_point_at(out.view_from(start), 0).size());
  out.append('.');
}

// The first name is drawn before the last name that it stands behind.
void full_name(Context& context, const FullNameArgs& args, Output& out) {
  const bool given = args.gender && !args.gender->empty();
  const bool male = given ? *args.gender == "M" : context.random().below(2) == 0;
  const bool is_short = args.is_short.value_or(false);
  const std::size_t first_call = male ? 0 : 3;
  const std::size_t start = out.size();
  out.append(' ');
  context.call(first_call, out);
  if (is_short) abbreviate(out, start + 1);
  const std::size_t last_name = out.size();
  context.call(first_call + 1, out);
  std::rotate(out.data() + start, out.data() + last_name, out.data() + out.size());
  if (!is_short) out.append(' ');
  const std::size_t middle_name = out.size();
  context.call(first_call + 2, out);
  if (is_short) abbreviate(out, middle_name);
}

constexpr GeneratorSpec generators[] = {
    generator<full_name>("full_name", "A last, first and middle name.")
        .param<&FullNameArgs::gender>("gender", "M or F; random if null.")
        .param<&FullNameArgs::is_short>("short", "Whether to shorten the names after the last name to initials.")
        .calls({"first_name_male", "last_name_male", "middle_name_male", "first_name_female", "last_name_female",
                "middle_name_female"}),
};

}  // namespace

constinit const std::span<const GeneratorSpec> person_uk_UA = generators;

}  // namespace phoney
