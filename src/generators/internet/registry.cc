// Identifiers at network registries.

#include <string>

#include "engine/list_writer.h"
#include "engine/patterns.h"
#include "generators/internet/internet.h"
#include "text/transform.h"

namespace phoney::internet {
namespace {

// Two to four letters and one to five digits between two strings whose pattern characters are drawn too; in capitals.
void append_handle(Random& random, std::string_view before, std::string_view after, Output& out) {
  const std::size_t start = out.size();
  out.append(before);
  const auto letters = static_cast<std::size_t>(random.range(2, 4));
  const auto digits = static_cast<std::size_t>(random.range(1, 5));
  out.append(std::string_view("????").substr(0, letters));
  out.append(std::string_view("%%%%%").substr(0, digits));
  out.append('-');
  out.append(after);
  numerify(random, out, start);
  lexify(random, out, start);
  text::upper(out, start);
}

void ripe_id(Context& context, Output& out) { append_handle(context.random(), "ORG-", "RIPE", out); }

Result<void> check_suffix(std::string_view suffix) {
  std::size_t characters = 0;
  for (const char c : suffix) characters += (static_cast<unsigned char>(c) & 0xc0) != 0x80;
  if (characters >= 2) return {};
  return make_error(ErrorCode::invalid_argument, "`suffix` must have at least 2 characters", "suffix");
}

struct NicHandleArgs {
  std::string suffix = "FAKE";

  Result<void> check() const { return check_suffix(suffix); }
};

void nic_handle(Context& context, const NicHandleArgs& args, Output& out) {
  append_handle(context.random(), "", args.suffix, out);
}

struct NicHandlesArgs {
  std::int64_t count = 1;
  std::string suffix = "????";

  Result<void> check() const {
    if (count < 1) return {};
    return check_suffix(suffix);
  }
};

void nic_handles(Context& context, const NicHandlesArgs& args, Output& out) {
  write_list(context, args.count, out, [&] { append_handle(context.random(), "", args.suffix, out); });
}

constexpr GeneratorSpec generators[] = {
    generator<ripe_id>("ripe_id", "A RIPE identifier of an organisation."),
    generator<nic_handle>("nic_handle", "A NIC handle: an identifier of a person at a network registry.")
        .param<&NicHandleArgs::suffix>("suffix",
                                       "String after the hyphen; the pattern characters of `bothify` are replaced."),
    generator<nic_handles>("nic_handles", "A list of NIC handles.")
        .param<&NicHandlesArgs::count>("count", "Number of handles.")
        .at_most(kMaxLength)
        .param<&NicHandlesArgs::suffix>("suffix",
                                        "String after the hyphen; the pattern characters of `bothify` are replaced.")
        .returns(ResultType::list),
};

}  // namespace

std::span<const GeneratorSpec> registry_generators() { return generators; }

}  // namespace phoney::internet
