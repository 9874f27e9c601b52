// SWIFT codes (ISO 9362): four letters of the bank, the country, two characters of the place and, in the long form,
// three of the branch. Some locales have lists of these; only Bangladesh draws from its lists by default.

#include <array>
#include <optional>

#include "engine/patterns.h"
#include "engine/session.h"
#include "generators/bank/locales.h"

namespace phoney::bank {
namespace {

constexpr std::string_view kLettersAndDigits = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";

template <bool UsesDataset>
struct SwiftArgs {
  std::optional<std::int64_t> length;
  bool primary = false;
  bool use_dataset = UsesDataset;

  Result<void> check() const {
    if (!length || *length == 8 || *length == 11) return {};
    return make_error(ErrorCode::invalid_argument, "`length` must be 8, 11 or null", "length");
  }
};

struct Part {
  std::size_t list;  // the table of those that the locale knows
  std::size_t size;
  std::string_view characters;
};
constexpr Part kBank{0, 4, kAsciiUppercase};
constexpr Part kPlace{1, 2, kLettersAndDigits};
constexpr Part kBranch{2, 3, kLettersAndDigits};
constexpr std::array kPrimaryOffice = {'X', 'X', 'X'};  // instead of a branch

void append_part(Context& context, const Part& part, bool use_dataset, Output& out) {
  const Table known = context.table(part.list);
  if (use_dataset && known.size() > 0) return known.pick(context.random(), out);
  const auto count = static_cast<std::uint32_t>(part.characters.size());
  for (std::size_t i = 0; i < part.size; ++i) out.append(part.characters[context.random().below(count)]);
}

void append_short_code(Context& context, bool use_dataset, Output& out) {
  append_part(context, kBank, use_dataset, out);
  out.append(context.table(3).text(0));
  append_part(context, kPlace, use_dataset, out);
}

void append_long_code(Context& context, bool primary, bool use_dataset, Output& out) {
  append_short_code(context, use_dataset, out);
  if (primary) return out.append({kPrimaryOffice.data(), kPrimaryOffice.size()});
  append_part(context, kBranch, use_dataset, out);
}

template <bool UsesDataset>
void swift(Context& context, const SwiftArgs<UsesDataset>& args, Output& out) {
  const bool is_long = args.length ? *args.length == 11 : context.random().below(2) == 1;
  if (is_long) return append_long_code(context, args.primary, args.use_dataset, out);
  append_short_code(context, args.use_dataset, out);
}

template <bool UsesDataset>
void swift8(Context& context, const SwiftArgs<UsesDataset>& args, Output& out) {
  append_short_code(context, args.use_dataset, out);
}

template <bool UsesDataset>
void swift11(Context& context, const SwiftArgs<UsesDataset>& args, Output& out) {
  append_long_code(context, args.primary, args.use_dataset, out);
}

constexpr GeneratorSpec with_tables(const GeneratorSpec& spec) {
  return spec.tables(
      {"swift_bank_codes or []", "swift_location_codes or []", "swift_branch_codes or []", "country_code"});
}

constexpr std::string_view kPrimaryHelp =
    "Whether codes of 11 characters are those of a primary office, which end with three X.";
constexpr std::string_view kDatasetHelp =
    "Whether to use codes that exist in the locale's country, if phoney knows any.";

template <bool UsesDataset, class Args = SwiftArgs<UsesDataset>>
constexpr GeneratorSpec generators[] = {
    with_tables(generator<swift<UsesDataset>>("swift", "A SWIFT code (BIC) of 8 or 11 characters."))
        .template param<&Args::length>("length", "Number of characters, 8 or 11; random if null.")
        .template param<&Args::primary>("primary", kPrimaryHelp)
        .template param<&Args::use_dataset>("use_dataset", kDatasetHelp),
    with_tables(generator<swift8<UsesDataset>>("swift8", "A SWIFT code (BIC) of 8 characters."))
        .template param<&Args::use_dataset>("use_dataset", kDatasetHelp),
    with_tables(generator<swift11<UsesDataset>>("swift11", "A SWIFT code (BIC) of 11 characters."))
        .template param<&Args::primary>("primary", kPrimaryHelp)
        .template param<&Args::use_dataset>("use_dataset", kDatasetHelp),
};

}  // namespace

std::span<const GeneratorSpec> swift_codes() { return generators<false>; }
std::span<const GeneratorSpec> bangladeshi_swift_codes() { return generators<true>; }

}  // namespace phoney::bank
