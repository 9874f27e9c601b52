#include "generators/catalogue_of_generators.h"

#include <vector>

#include "generators/address/address.h"
#include "generators/automotive/automotive.h"
#include "generators/barcode/barcode.h"
#include "generators/base/base.h"
#include "generators/color/color.h"
#include "generators/company/company.h"
#include "generators/credit_card/credit_card.h"
#include "generators/currency/currency.h"
#include "generators/date_time/date_time.h"
#include "generators/file/file.h"
#include "generators/geo/geo.h"
#include "generators/internet/internet.h"
#include "generators/isbn/isbn.h"
#include "generators/lorem/lorem.h"
#include "generators/misc/misc.h"
#include "generators/passport/passport.h"
#include "generators/person/person.h"
#include "generators/phone_number/phone_number.h"
#include "generators/profile/profile.h"
#include "generators/python/python.h"
#include "generators/sbn/sbn.h"
#include "generators/user_agent/user_agent.h"

namespace phoney {

std::span<const ClassGenerators> all_generators() {
  static const std::vector<ClassGenerators> classes = [] {
    std::vector<ClassGenerators> all;
    const auto add = [&all](std::span<const ClassGenerators> provider) {
      all.insert(all.end(), provider.begin(), provider.end());
    };
    add(address_generators());
    add(automotive_generators());
    add(barcode_generators());
    add(base_generators());
    add(color_generators());
    add(company_generators());
    add(credit_card_generators());
    add(currency_generators());
    add(date_time_generators());
    add(file_generators());
    add(geo_generators());
    add(internet_generators());
    add(isbn_generators());
    add(lorem_generators());
    add(misc_generators());
    add(passport_generators());
    add(person_generators());
    add(phone_number_generators());
    add(profile_generators());
    add(python_generators());
    add(sbn_generators());
    add(user_agent_generators());
    return all;
  }();
  return classes;
}

}  // namespace phoney
