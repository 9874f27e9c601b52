#include "cli/generator_search.h"

#include <fnmatch.h>

#include <algorithm>
#include <string>

#include "base/ascii.h"
#include "engine/aliases.h"
#include "templates/foreign_names.h"

namespace phoney::cli {
namespace {

// Words that no name or description contains, and a word that one contains.
struct Synonym {
  std::string_view word;
  std::string_view standing_for;
};
constexpr Synonym kSynonyms[] = {
    {"amount", "price"},
    {"amount", "decimal"},
    {"avatar", "image"},
    {"birthday", "date_of_birth"},
    {"cell", "phone_number"},
    {"checksum", "digest"},
    {"cost", "price"},
    {"dob", "date_of_birth"},
    {"gender", "female"},
    {"gender", "male"},
    {"hash", "digest"},
    {"money", "price"},
    {"money", "currency"},
    {"money", "credit_card"},
    {"money", "bank account"},
    {"paragraph", "text"},
    {"picture", "image"},
    {"salary", "price"},
    {"surname", "last_name"},
    {"title", "prefix"},
    {"zip", "postcode"},
    {"zipcode", "postcode"},
    {"vehicle", "license_plate"},
};

std::string lower_case(std::string_view text) {
  std::string result(text);
  std::ranges::transform(result, result.begin(), lower_ascii);
  return result;
}

bool is_word(char c) {
  return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || static_cast<unsigned char>(c) >= 0x80;
}

bool begins_a_word(std::string_view text, std::string_view wanted) {
  for (std::size_t at = text.find(wanted); at != std::string_view::npos; at = text.find(wanted, at + 1)) {
    if (at == 0 || !is_word(text[at - 1])) return true;
  }
  return false;
}

bool is_alias(std::string_view word, std::string_view name) {
  return std::ranges::any_of(
      kGeneratorAliases, [&](const GeneratorAlias& entry) { return entry.generator == name && entry.alias == word; });
}

// Whether it is another tool's name for the generator, such as faker-js's person.firstName for first_name.
bool is_foreign_name(std::string_view word, std::string_view name) {
  const templates::ForeignName* entry = templates::find_foreign_name(word);
  return entry != nullptr && entry->ours.substr(0, entry->ours.find(':')) == name;
}

}  // namespace

Match match_generator(std::string_view pattern, std::string_view name, std::string_view description) {
  const std::string wanted = lower_case(pattern);
  if (wanted.find_first_of("*?[") != std::string::npos)
    return ::fnmatch(wanted.c_str(), std::string(name).c_str(), 0) == 0 ? Match::name : Match::none;
  if (name.find(wanted) != std::string_view::npos || is_alias(wanted, name) || is_foreign_name(pattern, name))
    return Match::name;
  const std::string text = lower_case(description);
  if (begins_a_word(text, wanted)) return Match::description;
  const bool found = std::ranges::any_of(kSynonyms, [&](const Synonym& synonym) {
    return synonym.word == wanted &&
           (begins_a_word(name, synonym.standing_for) || begins_a_word(text, synonym.standing_for));
  });
  return found ? Match::description : Match::none;
}

}  // namespace phoney::cli
