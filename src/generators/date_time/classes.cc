#include "generators/date_time/classes.h"

#include <vector>

#include "generators/date_time/date_time.h"

namespace phoney {

std::span<const ClassGenerators> date_time_generators() {
  using namespace date_time;
  static const std::vector<ClassGenerators> classes = [] {
    std::vector<ClassGenerators> all;
    for (const auto generators : {moments(), texts(), between(), this_period(), zones(), series()})
      all.push_back({"date_time", "default", generators});
    for (const std::string_view lang :
         {"az_AZ", "bn_BD", "cs_CZ", "da_DK", "de_AT", "de_DE", "el_GR", "es",    "fil_PH", "fr_FR", "hi_IN", "hr_HR",
          "hu_HU", "hy_AM", "id_ID", "it_IT", "ka_GE", "ko_KR", "mk_MK", "mr_IN", "nl_NL",  "no_NO", "pl_PL", "pt_BR",
          "pt_PT", "ro_RO", "ru_RU", "sk_SK", "sl_SI", "ta_IN", "tr_TR", "uz_UZ", "vi_VN",  "zh_CN"})
      all.push_back({"date_time", lang, localized_names()});
    all.push_back({"date_time", "ar_AA", arabic()});
    all.push_back({"date_time", "gu_IN", gujarati()});
    all.push_back({"date_time", "ja_JP", japanese()});
    all.push_back({"date_time", "th_TH", thai()});
    all.push_back({"date_time", "zh_TW", taiwanese()});
    return all;
  }();
  return classes;
}

}  // namespace phoney
