// The locales whose national numbers need C++: those with check digits, dates of birth and draws that depend on others.

#pragma once

#include <span>

#include "engine/generator_spec.h"

namespace phoney::ssn {

// Of cs_CZ and sk_SK.
std::span<const GeneratorSpec> birth_numbers();

std::span<const GeneratorSpec> ar_DZ();
std::span<const GeneratorSpec> az_AZ();
std::span<const GeneratorSpec> bg_BG();
std::span<const GeneratorSpec> de_AT();
std::span<const GeneratorSpec> de_DE();
std::span<const GeneratorSpec> el_GR();
std::span<const GeneratorSpec> en_CA();
std::span<const GeneratorSpec> en_GB();
std::span<const GeneratorSpec> en_IN();
std::span<const GeneratorSpec> en_US();
std::span<const GeneratorSpec> es_CL();
std::span<const GeneratorSpec> es_CO();
std::span<const GeneratorSpec> es_ES();
std::span<const GeneratorSpec> es_MX();
std::span<const GeneratorSpec> et_EE();
std::span<const GeneratorSpec> fi_FI();
std::span<const GeneratorSpec> fr_CH();
std::span<const GeneratorSpec> fr_FR();
std::span<const GeneratorSpec> he_IL();
std::span<const GeneratorSpec> hr_HR();
std::span<const GeneratorSpec> hu_HU();
std::span<const GeneratorSpec> it_IT();
std::span<const GeneratorSpec> lv_LV();
std::span<const GeneratorSpec> mk_MK();
std::span<const GeneratorSpec> nl_BE();
std::span<const GeneratorSpec> nl_NL();
std::span<const GeneratorSpec> no_NO();
std::span<const GeneratorSpec> pl_PL();
std::span<const GeneratorSpec> pt_BR();
std::span<const GeneratorSpec> ro_RO();
std::span<const GeneratorSpec> sr_BA();
std::span<const GeneratorSpec> sv_SE();
std::span<const GeneratorSpec> th_TH();
std::span<const GeneratorSpec> tr_TR();
std::span<const GeneratorSpec> uk_UA();
std::span<const GeneratorSpec> zh_CN();
std::span<const GeneratorSpec> zh_TW();

}  // namespace phoney::ssn
