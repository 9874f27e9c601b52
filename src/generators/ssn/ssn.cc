#include "generators/ssn/ssn.h"

#include "generators/ssn/locales.h"

namespace phoney {

std::span<const ClassGenerators> ssn_generators() {
  static const ClassGenerators classes[] = {
      {"ssn", "ar_DZ", ssn::ar_DZ()},         {"ssn", "az_AZ", ssn::az_AZ()},         {"ssn", "bg_BG", ssn::bg_BG()},
      {"ssn", "cs_CZ", ssn::birth_numbers()}, {"ssn", "de_AT", ssn::de_AT()},         {"ssn", "de_DE", ssn::de_DE()},
      {"ssn", "el_GR", ssn::el_GR()},         {"ssn", "en_CA", ssn::en_CA()},         {"ssn", "en_GB", ssn::en_GB()},
      {"ssn", "en_IN", ssn::en_IN()},         {"ssn", "en_US", ssn::en_US()},         {"ssn", "es_CL", ssn::es_CL()},
      {"ssn", "es_CO", ssn::es_CO()},         {"ssn", "es_ES", ssn::es_ES()},         {"ssn", "es_MX", ssn::es_MX()},
      {"ssn", "et_EE", ssn::et_EE()},         {"ssn", "fi_FI", ssn::fi_FI()},         {"ssn", "fr_CH", ssn::fr_CH()},
      {"ssn", "fr_FR", ssn::fr_FR()},         {"ssn", "he_IL", ssn::he_IL()},         {"ssn", "hr_HR", ssn::hr_HR()},
      {"ssn", "hu_HU", ssn::hu_HU()},         {"ssn", "it_IT", ssn::it_IT()},         {"ssn", "lv_LV", ssn::lv_LV()},
      {"ssn", "mk_MK", ssn::mk_MK()},         {"ssn", "nl_BE", ssn::nl_BE()},         {"ssn", "nl_NL", ssn::nl_NL()},
      {"ssn", "no_NO", ssn::no_NO()},         {"ssn", "pl_PL", ssn::pl_PL()},         {"ssn", "pt_BR", ssn::pt_BR()},
      {"ssn", "ro_RO", ssn::ro_RO()},         {"ssn", "sk_SK", ssn::birth_numbers()}, {"ssn", "sr_BA", ssn::sr_BA()},
      {"ssn", "sv_SE", ssn::sv_SE()},         {"ssn", "th_TH", ssn::th_TH()},         {"ssn", "tr_TR", ssn::tr_TR()},
      {"ssn", "uk_UA", ssn::uk_UA()},         {"ssn", "zh_CN", ssn::zh_CN()},         {"ssn", "zh_TW", ssn::zh_TW()},
  };
  return classes;
}

}  // namespace phoney
