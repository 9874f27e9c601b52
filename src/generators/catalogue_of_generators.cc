#include "generators/catalogue_of_generators.h"

#include <initializer_list>
#include <vector>

#include "generators/address/address.h"
#include "generators/automotive/automotive.h"
#include "generators/bank/bank.h"
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
#include "generators/ssn/ssn.h"
#include "generators/user_agent/user_agent.h"

namespace phoney {
namespace {

std::vector<ClassGenerators> join(std::initializer_list<std::span<const ClassGenerators>> providers) {
  std::size_t count = 0;
  for (const auto& classes : providers) count += classes.size();
  std::vector<ClassGenerators> all;
  all.reserve(count);  // every process pays for this: one piece of memory, of the size it needs
  for (const auto& classes : providers) all.insert(all.end(), classes.begin(), classes.end());
  return all;
}

}  // namespace

std::span<const ClassGenerators> all_generators() {
  static const std::vector<ClassGenerators> classes = join({
      address_generators(),  automotive_generators(), bank_generators(),         barcode_generators(),
      base_generators(),     color_generators(),      company_generators(),      credit_card_generators(),
      currency_generators(), date_time_generators(),  file_generators(),         geo_generators(),
      internet_generators(), isbn_generators(),       lorem_generators(),        misc_generators(),
      passport_generators(), person_generators(),     phone_number_generators(), profile_generators(),
      python_generators(),   sbn_generators(),        ssn_generators(),          user_agent_generators(),
  });
  return classes;
}

}  // namespace phoney
