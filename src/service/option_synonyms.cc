#include "service/option_synonyms.h"

#include <algorithm>
#include <iterator>

#include "service/message.h"

namespace phoney::service {
namespace {

struct Synonym {
  std::string_view name;
  std::string_view option;
};

constexpr Synonym kSynonyms[] = {
    {"n", "count"},       {"c", "count"},         {"num", "count"},      {"number", "count"},   {"rows", "count"},
    {"records", "count"}, {"limit", "count"},     {"size", "count"},     {"quantity", "count"}, {"amount", "count"},
    {"lang", "locale"},   {"language", "locale"}, {"country", "locale"}, {"region", "locale"},
};

}  // namespace

std::string_view meant_option(std::string_view name) {
  const auto* found =
      std::ranges::find_if(kSynonyms, [&](const Synonym& synonym) { return equals_ignoring_case(synonym.name, name); });
  return found == std::end(kSynonyms) ? "" : found->option;
}

}  // namespace phoney::service
