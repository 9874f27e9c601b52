#include "generators/barcode/barcode.h"

#include "generators/barcode/ean.h"

namespace phoney {
namespace {

using namespace barcode;

struct EanArgs {
  std::int64_t length = 13;
  Prefixes prefixes;

  Result<void> check() const { return LengthArgs{length}.check(); }
};

void ean(Context& context, const EanArgs& args, Output& out) {
  append_ean(context.random(), static_cast<std::size_t>(args.length), args.prefixes.digits, out);
}
void ean8(Context& context, const PrefixArgs& args, Output& out) {
  append_ean(context.random(), 8, args.prefixes.digits, out);
}
void ean13(Context& context, const PrefixArgs& args, Output& out) {
  append_ean(context.random(), 13, args.prefixes.digits, out);
}

constexpr GeneratorSpec generators[] = {
    generator<ean>("ean", "An EAN bar code of 8 or 13 digits, with its check digit.")
        .param<&EanArgs::length>("length", kLengthHelp)
        .param<&EanArgs::prefixes>("prefixes", kPrefixesHelp),
    generator<ean8>("ean8", "An EAN-8 bar code, with its check digit.")
        .param<&PrefixArgs::prefixes>("prefixes", kPrefixesHelp),
    generator<ean13>("ean13", "An EAN-13 bar code, with its check digit.")
        .param<&PrefixArgs::prefixes>("prefixes", kPrefixesHelp),
    generator<localized_ean>("localized_ean", "An EAN bar code that starts with the country's prefix.")
        .param<&LengthArgs::length>("length", kLengthHelp)
        .tables({"local_prefixes"}),
    generator<localized_ean8>("localized_ean8", "An EAN-8 bar code that starts with the country's prefix.")
        .tables({"local_prefixes"}),
    generator<localized_ean13>("localized_ean13", "An EAN-13 bar code that starts with the country's prefix.")
        .tables({"local_prefixes"}),
};

constexpr GeneratorSpec japanese[] = {
    generator<localized_ean>("jan", "A JAN bar code of 8 or 13 digits: a Japanese EAN.")
        .param<&LengthArgs::length>("length", kLengthHelp)
        .tables({"local_prefixes"}),
    generator<localized_ean8>("jan8", "A JAN-8 bar code.").tables({"local_prefixes"}),
    generator<localized_ean13>("jan13", "A JAN-13 bar code.").tables({"local_prefixes"}),
};

}  // namespace

std::span<const ClassGenerators> barcode_generators() {
  static const ClassGenerators classes[] = {
      {"barcode", "default", generators},
      {"barcode", "en_US", en_US()},
      {"barcode", "ja_JP", japanese},
  };
  return classes;
}

}  // namespace phoney
