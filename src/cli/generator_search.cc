#include "cli/generator_search.h"

#include <fnmatch.h>

#include <algorithm>
#include <string>

#include "base/ascii.h"
#include "engine/aliases.h"
#include "templates/foreign_names.h"

namespace phoney::cli {
namespace {

// What people call things whose generators have other names.
constexpr Synonym kSynonyms[] = {
    {"amount", "price"},      {"amount", "pydecimal"},
    {"avatar", "image"},      {"birthday", "date_of_birth"},
    {"cell", "phone_number"}, {"checksum", "md5"},
    {"checksum", "sha"},      {"cost", "price"},
    {"dob", "date_of_birth"}, {"gender", "female"},
    {"gender", "male"},       {"hash", "md5"},
    {"hash", "sha"},          {"money", "bban"},
    {"money", "credit_card"}, {"money", "currency"},
    {"money", "iban"},        {"money", "price"},
    {"picture", "image"},     {"salary", "price"},
    {"surname", "last_name"}, {"vehicle", "license_plate"},
    {"zip", "postcode"},
};

bool is_glob(std::string_view pattern) { return pattern.find_first_of("*?[") != std::string_view::npos; }

// As names are written: in lower case, with underscores. A hyphen between [ and ] stays, since it makes a range there.
std::string as_name(std::string_view pattern) {
  std::string result(pattern);
  bool in_brackets = false;
  for (char& c : result) {
    if (c == '[' || c == ']') in_brackets = c == '[';
    c = (c == ' ' || c == '-') && !in_brackets ? '_' : lower_ascii(c);
  }
  return result;
}

// In lower case, with spaces for hyphens. An underscore stays: a pattern that has one is a name.
std::string as_prose(std::string_view text) {
  std::string result(text);
  for (char& c : result) c = c == '-' ? ' ' : lower_ascii(c);
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

std::span<const Synonym> search_synonyms() { return kSynonyms; }

Match match_generator(std::string_view pattern, std::string_view name, std::string_view description) {
  const std::string wanted = as_name(pattern);
  if (is_glob(pattern)) return ::fnmatch(wanted.c_str(), std::string(name).c_str(), 0) == 0 ? Match::name : Match::none;
  if (name.find(wanted) != std::string_view::npos || is_alias(wanted, name) || is_foreign_name(pattern, name))
    return Match::name;
  if (begins_a_word(as_prose(description), as_prose(pattern))) return Match::description;
  const bool found = std::ranges::any_of(kSynonyms, [&](const Synonym& synonym) {
    return synonym.word == wanted && begins_a_word(name, synonym.standing_for);
  });
  return found ? Match::description : Match::none;
}

}  // namespace phoney::cli
