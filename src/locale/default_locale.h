#pragma once

#include <string_view>

namespace phoney {

// The locale of a request that names none, as in Faker.
inline constexpr std::string_view kDefaultLocale = "en_US";

}  // namespace phoney
