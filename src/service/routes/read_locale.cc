#include "service/routes/read_locale.h"

#include "service/catalogue_lists.h"
#include "service/refusal.h"

namespace phoney::service {

std::optional<LocaleId> read_locale(const Call& call, std::string_view fallback, Response& response) {
  std::string name(fallback);
  const Problems problems = read_locale_query(call.request.query, name);
  if (!problems.empty()) {
    refuse(response, "query", problems);
    return std::nullopt;
  }
  const auto locale = call.engine().catalogue().find_locale(name);
  if (locale) return *locale;
  refuse(response, "query", locale.error());
  return std::nullopt;
}

}  // namespace phoney::service
