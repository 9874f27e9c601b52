#include "generators/company/company.h"

#include "generators/company/locales.h"

namespace phoney {

std::span<const ClassGenerators> company_generators() {
  static const ClassGenerators classes[] = {
      {"company", "en_PH", company::en_PH()}, {"company", "es_ES", company::es_ES()},
      {"company", "fi_FI", company::fi_FI()}, {"company", "fil_PH", company::fil_PH()},
      {"company", "fr_CH", company::fr_CH()}, {"company", "fr_FR", company::fr_FR()},
      {"company", "it_IT", company::it_IT()}, {"company", "pl_PL", company::pl_PL()},
      {"company", "pt_BR", company::pt_BR()}, {"company", "ru_RU", company::ru_RU()},
  };
  return classes;
}

}  // namespace phoney
