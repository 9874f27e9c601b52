// The parameter `locale` of routes that have no other parameters in the query.

#pragma once

#include <optional>
#include <string_view>

#include "service/call.h"

namespace phoney::service {

// The locale that the query names, or else `fallback`. Refuses the request and returns nothing if there is no such
// locale, or if the query holds anything else.
std::optional<LocaleId> read_locale(const Call& call, std::string_view fallback, Response& response);

}  // namespace phoney::service
