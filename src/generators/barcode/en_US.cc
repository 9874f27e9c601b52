// UPC numbers: UPC-A, and UPC-E, which leaves out the zeros of some of them.

#include <algorithm>
#include <optional>

#include "generators/barcode/ean.h"
#include "generators/check_digits.h"

namespace phoney::barcode {
namespace {

constexpr std::size_t kUpcA = 12;
constexpr std::size_t kBase = 6;
constexpr std::array<std::uint8_t, 11> kWeights = {3, 1, 3, 1, 3, 1, 3, 1, 3, 1, 3};

using UpcA = std::array<char, kUpcA>;

struct Ean13Args {
  Prefixes prefixes;
  std::optional<bool> leading_zero;
};

// A leading digit is a prefix like any other; one that is not 0 is drawn before the number.
void ean13(Context& context, const Ean13Args& args, Output& out) {
  Random& random = context.random();
  if (!args.prefixes.digits.empty() || !args.leading_zero) return append_ean(random, 13, args.prefixes.digits, out);
  const char first = *args.leading_zero ? '0' : digit_character(1 + random.below(9));
  append_ean(random, 13, std::array{std::string_view(&first, 1)}, out);
}

// The zeros that UPC-E leaves out stand where the last digit of the six says.
UpcA expand(const char* base, char number_system_digit) {
  UpcA upc;
  upc.fill('0');
  upc[0] = number_system_digit;
  const char last = base[5];
  if (last <= '2') {
    std::copy_n(base, 2, &upc[1]);
    upc[3] = last;
    std::copy_n(base + 2, 3, &upc[8]);
  } else if (last <= '4') {
    const auto kept = static_cast<std::size_t>(last - '0');
    std::copy_n(base, kept, &upc[1]);
    std::copy_n(base + kept, 5 - kept, &upc[kept + 6]);
  } else {
    std::copy_n(base, 5, &upc[1]);
    upc[10] = last;
  }
  upc[11] = digit_character((10 - weighted_sum({upc.data(), 11}, kWeights) % 10) % 10);
  return upc;
}

bool is_base(std::string_view text) {
  return text.size() == kBase && std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

// A base that is not six digits is not used, and a number system digit other than 0 and 1 neither: they are drawn.
UpcA draw_upc(Random& random, const std::optional<std::string>& base, std::optional<std::int64_t> number_system_digit) {
  std::array<char, kBase> digits;
  if (base && is_base(*base)) {
    base->copy(digits.data(), kBase);
  } else {
    random.digits(digits.data(), kBase);
  }
  const bool given = number_system_digit && (*number_system_digit == 0 || *number_system_digit == 1);
  const std::uint32_t first = given ? static_cast<std::uint32_t>(*number_system_digit) : random.below(2);
  return expand(digits.data(), digit_character(first));
}

// The first of the ways to leave out zeros that fits, which is not always the one that `expand` undoes.
void append_upc_e(const UpcA& upc, Output& out) {
  const std::string_view digits(upc.data(), kUpcA);
  out.append(digits[0]);
  if (digits[3] <= '2' && digits.substr(4, 4) == "0000") {
    out.append(digits.substr(1, 2));
    out.append(digits.substr(8, 3));
    out.append(digits[3]);
  } else if (digits.substr(4, 5) == "00000") {
    out.append(digits.substr(1, 3));
    out.append(digits.substr(9, 2));
    out.append('3');
  } else if (digits.substr(5, 5) == "00000") {
    out.append(digits.substr(1, 4));
    out.append(digits[10]);
    out.append('4');
  } else {
    out.append(digits.substr(1, 5));
    out.append(digits[10]);
  }
  out.append(digits[11]);
}

struct UpcAArgs {
  bool upc_ae_mode = false;
  std::optional<std::string> base;
  std::optional<std::int64_t> number_system_digit;
};

// An EAN-13 that starts with a zero, without it; or a number that UPC-E can shorten.
void upc_a(Context& context, const UpcAArgs& args, Output& out) {
  if (args.upc_ae_mode) {
    const UpcA upc = draw_upc(context.random(), args.base, args.number_system_digit);
    return out.append(std::string_view(upc.data(), kUpcA));
  }
  const std::size_t start = out.size();
  ean13(context, Ean13Args{.prefixes = {}, .leading_zero = true}, out);
  std::copy(out.data() + start + 1, out.data() + out.size(), out.data() + start);
  out.truncate(out.size() - 1);
}

struct UpcEArgs {
  std::optional<std::string> base;
  std::optional<std::int64_t> number_system_digit;
  bool safe_mode = true;
};

void upc_e(Context& context, const UpcEArgs& args, Output& out) {
  const UpcA upc = draw_upc(context.random(), args.base, args.number_system_digit);
  if (args.safe_mode) return append_upc_e(upc, out);
  out.append(upc[0]);
  if (args.base) out.append(*args.base);
  out.append(upc[11]);
}

constexpr std::string_view kBaseHelp =
    "The six digits between the first and the check digit of the UPC-E; random if null.";
constexpr std::string_view kSystemHelp = "First digit, 0 or 1; random for any other value.";

constexpr GeneratorSpec generators[] = {
    generator<ean13>("ean13", "An EAN-13 bar code, with its check digit.")
        .param<&Ean13Args::prefixes>("prefixes", kPrefixesHelp)
        .param<&Ean13Args::leading_zero>("leading_zero",
                                         "Whether the first digit is 0; random if null. `prefixes` takes precedence."),
    generator<upc_a>("upc_a", "A UPC-A bar code of 12 digits, with its check digit.")
        .param<&UpcAArgs::upc_ae_mode>("upc_ae_mode", "Whether the number can be shortened to a UPC-E.")
        .param<&UpcAArgs::base>("base", kBaseHelp)
        .param<&UpcAArgs::number_system_digit>("number_system_digit", kSystemHelp),
    generator<upc_e>("upc_e", "A UPC-E bar code of 8 digits, with its check digit.")
        .param<&UpcEArgs::base>("base", kBaseHelp)
        .param<&UpcEArgs::number_system_digit>("number_system_digit", kSystemHelp)
        .param<&UpcEArgs::safe_mode>("safe_mode",
                                     "Whether to use the number that its UPC-A shortens to; false keeps `base`."),
};

}  // namespace

std::span<const GeneratorSpec> en_US() { return generators; }

}  // namespace phoney::barcode
