#include "generators/address/address.h"

#include <optional>
#include <string>

#include "engine/session.h"

namespace phoney {
namespace {

struct CountryCodeArgs {
  std::string representation = "alpha-2";

  Result<void> check() const {
    if (representation == "alpha-2" || representation == "alpha-3") return {};
    return make_error(ErrorCode::invalid_argument, "`representation` must be `alpha-2` or `alpha-3`.",
                      "representation");
  }
};

void country_code(Context& context, const CountryCodeArgs& args, Output& out) {
  context.table(args.representation == "alpha-2" ? 0 : 1).pick(context.random(), out);
}

// The second part of the language's name: DE of de_DE.
std::optional<std::string_view> country_of(const Context& context) {
  std::string_view lang = context.table(0).text(0);
  const auto underscore = lang.find('_');
  if (underscore == std::string_view::npos) return std::nullopt;
  lang.remove_prefix(underscore + 1);
  return lang.substr(0, lang.find('_'));
}

void current_country_code(Context& context, Output& out) {
  if (const auto code = country_of(context)) {
    out.append(*code);
  } else {
    context.fail(ErrorCode::generation_failed, "This locale does not name a country.");
  }
}

// In English whatever the locale: names and codes stand in the same order in the base class.
void current_country(Context& context, Output& out) {
  const auto code = country_of(context);
  const auto position = code ? context.table(2).find(*code) : std::nullopt;
  if (position) {
    out.append(context.table(1).text(*position));
  } else {
    context.fail(ErrorCode::generation_failed, "No country belongs to this locale.");
  }
}

constexpr std::string_view kRepresentations[] = {"alpha-2", "alpha-3"};

constexpr GeneratorSpec generators[] = {
    generator<country_code>("country_code", "The ISO 3166-1 code of a country.")
        .param<&CountryCodeArgs::representation>("representation", "alpha-2 for two letters, alpha-3 for three.",
                                                 kRepresentations)
        .tables({"alpha_2_country_codes", "alpha_3_country_codes"}),
    generator<current_country_code>("current_country_code", "The two-letter code of the locale's country.")
        .tables({"__lang__"}),
    generator<current_country>("current_country", "The English name of the locale's country.")
        .tables({"__lang__", "address/default:countries", "address/default:alpha_2_country_codes"}),
};

}  // namespace

std::span<const ClassGenerators> address_generators() {
  static const ClassGenerators classes[] = {
      {"address", "default", generators},     {"address", "en_CA", address::en_CA()},
      {"address", "en_GB", address::en_GB()}, {"address", "en_IN", address::en_IN()},
      {"address", "en_MS", address::en_MS()}, {"address", "en_PH", address::en_PH()},
      {"address", "en_US", address::en_US()}, {"address", "es_AR", address::es_AR()},
      {"address", "es_CL", address::es_CL()}, {"address", "es_CO", address::es_CO()},
      {"address", "fr_FR", address::fr_FR()}, {"address", "hy_AM", address::hy_AM()},
      {"address", "it_IT", address::it_IT()}, {"address", "ko_KR", address::ko_KR()},
      {"address", "no_NO", address::no_NO()}, {"address", "pl_PL", address::pl_PL()},
      {"address", "pt_BR", address::pt_BR()}, {"address", "ru_RU", address::ru_RU()},
      {"address", "vi_VN", address::vi_VN()},
  };
  return classes;
}

}  // namespace phoney
