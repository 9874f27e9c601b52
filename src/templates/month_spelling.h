// Finds months in relative dates that Faker, and so phoney, reads as minutes: -6months is -6m.

#pragma once

#include <string>
#include <string_view>

namespace phoney::templates {

// "`-6months` means 6 minutes; write `-6M` for 6 months", if `date` is relative to now and has such a count. Else
// empty.
std::string explain_month_spelling(std::string_view date);

}  // namespace phoney::templates
