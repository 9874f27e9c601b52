#include "locale/country_names.h"

#include <algorithm>
#include <iterator>
#include <string>

#include "base/ascii.h"

namespace phoney {
namespace {

struct Country {
  std::string_view names;  // letters only, in lower case, separated by spaces
  std::string_view locales;
};

constexpr Country kCountries[] = {
    {"albania", "sq_AL"},
    {"algeria", "ar_DZ fr_DZ"},
    {"argentina", "es_AR"},
    {"armenia", "hy_AM"},
    {"australia", "en_AU"},
    {"austria", "de_AT"},
    {"azerbaijan", "az_AZ"},
    {"bahrain", "ar_BH"},
    {"bangladesh", "bn_BD en_BD"},
    {"belgium", "nl_BE fr_BE"},
    {"bosnia bosniaandherzegovina", "bs_BA sr_BA"},
    {"brazil", "pt_BR"},
    {"britain greatbritain england unitedkingdom", "en_GB"},
    {"bulgaria", "bg_BG"},
    {"canada", "en_CA fr_CA"},
    {"chile", "es_CL"},
    {"china peoplesrepublicofchina", "zh_CN"},
    {"colombia", "es_CO"},
    {"croatia", "hr_HR"},
    {"cyprus", "el_CY"},
    {"czechia czechrepublic", "cs_CZ"},
    {"denmark", "da_DK"},
    {"egypt", "ar_EG"},
    {"estonia", "et_EE"},
    {"ethiopia", "am_ET"},
    {"finland", "fi_FI"},
    {"france", "fr_FR"},
    {"georgia", "ka_GE"},
    {"germany", "de_DE"},
    {"ghana", "tw_GH"},
    {"greece", "el_GR"},
    {"hungary", "hu_HU"},
    {"iceland", "is_IS"},
    {"india", "en_IN hi_IN"},
    {"indonesia", "id_ID"},
    {"iran", "fa_IR"},
    {"ireland republicofireland", "en_IE ga_IE"},
    {"israel", "he_IL"},
    {"italy", "it_IT"},
    {"japan", "ja_JP"},
    {"jordan", "ar_JO"},
    {"kenya", "en_KE"},
    {"korea southkorea", "ko_KR"},
    {"latvia", "lv_LV"},
    {"liechtenstein", "de_LI"},
    {"lithuania", "lt_LT"},
    {"luxembourg", "de_LU lb_LU"},
    {"macedonia northmacedonia", "mk_MK"},
    {"malta", "mt_MT"},
    {"mexico", "es_MX"},
    {"nepal", "ne_NP"},
    {"netherlands thenetherlands kingdomofthenetherlands holland", "nl_NL"},
    {"newzealand", "en_NZ"},
    {"nigeria", "en_NG ha_NG yo_NG"},
    {"norway", "no_NO"},
    {"pakistan", "en_PK"},
    {"palestine", "ar_PS"},
    {"philippines thephilippines", "en_PH fil_PH"},
    {"poland", "pl_PL"},
    {"portugal", "pt_PT"},
    {"quebec", "fr_QC"},
    {"romania", "ro_RO"},
    {"russia", "ru_RU"},
    {"saudiarabia", "ar_SA"},
    {"slovakia", "sk_SK"},
    {"slovenia", "sl_SI"},
    {"southafrica", "zu_ZA"},
    {"spain", "es_ES"},
    {"srilanka", "si_LK"},
    {"sweden", "sv_SE"},
    {"switzerland swiss", "de_CH fr_CH it_CH"},
    {"taiwan", "zh_TW"},
    {"thailand", "th_TH en_TH"},
    {"turkey turkiye", "tr_TR"},
    {"ukraine", "uk_UA"},
    {"unitedarabemirates uae emirates", "ar_AE"},
    {"us usa america unitedstates unitedstatesofamerica", "en_US"},
    {"uzbekistan", "uz_UZ"},
    {"vietnam", "vi_VN"},
};

constexpr std::size_t kLongest = 60;  // longer names are nobody's

// Whether one of the names between spaces is `name`.
bool has_name(std::string_view names, std::string_view name) {
  while (!names.empty()) {
    const std::size_t end = std::min(names.find(' '), names.size());
    if (names.substr(0, end) == name) return true;
    names.remove_prefix(std::min(end + 1, names.size()));
  }
  return false;
}

}  // namespace

std::string_view locales_of_country(std::string_view name) {
  std::string plain;
  for (const char c : name.substr(0, kLongest)) {
    if (lower_ascii(c) >= 'a' && lower_ascii(c) <= 'z') plain += lower_ascii(c);
  }
  if (plain.empty()) return "";
  const auto* found =
      std::ranges::find_if(kCountries, [&](const Country& country) { return has_name(country.names, plain); });
  return found == std::end(kCountries) ? "" : found->locales;
}

}  // namespace phoney
