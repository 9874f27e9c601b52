// Faker's `currency` provider: what data/recipes/currency.recipe cannot say.

#include "generators/currency/currency.h"

#include <fmt/format.h>

#include "engine/session.h"

namespace phoney {
namespace {

struct CurrencySymbolArgs {
  std::optional<std::string> code;
};

void currency_symbol(Context& context, const CurrencySymbolArgs& args, Output& out) {
  const Table symbols = context.table(0);
  if (!args.code) return symbols.pick(context.random(), out);
  const Table codes = context.table(1);
  if (!codes.find(*args.code)) {
    return context.fail(ErrorCode::invalid_argument,
                        fmt::format("`code` must be one of the locale's {} currency codes, for example EUR, not {}",
                                    codes.size(), *args.code));
  }
  // Fewer currencies have a symbol than a code.
  const auto found = symbols.find(*args.code);
  out.append(found ? symbols.text(*found) : "¤");
}

// Faker looks up the symbol of the taka, which is missing from the locale's own currencies, and raises.
void pricetag_bn_BD(Context& context, Output&) {
  context.fail(ErrorCode::generation_failed,
               "Faker fails here too: the currencies of locale bn_BD do not include BDT, the currency of its prices");
}

constexpr GeneratorSpec default_generators[] = {
    generator<currency_symbol>("currency_symbol", "The symbol of a currency.")
        .param<&CurrencySymbolArgs::code>("code", "ISO 4217 code of the currency; random if null.")
        .tables({"currency_symbols", "column(currencies, 0)"}),
};

constexpr GeneratorSpec bn_BD_generators[] = {
    generator<pricetag_bn_BD>("pricetag", "A price with its currency."),
};

constexpr ClassGenerators classes[] = {
    {"currency", "default", default_generators},
    {"currency", "bn_BD", bn_BD_generators},
};

}  // namespace

std::span<const ClassGenerators> currency_generators() { return classes; }

}  // namespace phoney
