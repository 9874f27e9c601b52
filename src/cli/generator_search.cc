#include "cli/generator_search.h"

#include <fnmatch.h>

#include <algorithm>

#include <fmt/format.h>

#include "base/ascii.h"
#include "engine/aliases.h"
#include "templates/foreign_names.h"

namespace phoney::cli {
namespace {

bool is_glob(std::string_view pattern) { return pattern.find_first_of("*?[") != std::string_view::npos; }

// As names are written: in lower case, with underscores. A hyphen between [ and ] stays, since it makes a range there.
std::string glob_of_name(std::string_view pattern) {
  std::string result(pattern);
  bool in_brackets = false;
  for (char& c : result) {
    if (c == '[' || c == ']') in_brackets = c == '[';
    c = (c == ' ' || c == '-') && !in_brackets ? '_' : lower_ascii(c);
  }
  return result;
}

bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }
bool is_lower(char c) { return c >= 'a' && c <= 'z'; }
bool is_word(char c) { return is_upper(c) || is_lower(c) || (c >= '0' && c <= '9') || static_cast<signed char>(c) < 0; }

// Whether a word of camel case begins there: at the N of firstName and at the A of IPAddress.
bool begins_in_camel_case(std::string_view text, std::size_t at) {
  if (at == 0 || !is_upper(text[at])) return false;
  if (!is_upper(text[at - 1])) return true;
  return at + 1 < text.size() && is_lower(text[at + 1]);
}

// The words of a name in any spelling, in lower case.
std::vector<std::string> split_into_words(std::string_view text) {
  std::vector<std::string> words;
  bool begins = true;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (!is_word(text[i])) {
      begins = true;
      continue;
    }
    if (begins || begins_in_camel_case(text, i)) words.emplace_back();
    words.back() += lower_ascii(text[i]);
    begins = false;
  }
  return words;
}

// Whether `plain` stands at the start of the text. It may go over several words, but must then end where a word ends:
// "cardnumber" begins `card_number`, and "amount" does not begin "a mountain".
bool begins(std::string_view text, std::string_view plain) {
  bool is_joined = false;
  std::size_t matched = 0;
  std::size_t at = 0;
  for (; at < text.size() && matched < plain.size(); ++at) {
    if (!is_word(text[at])) {
      is_joined = true;
    } else if (lower_ascii(text[at]) == plain[matched]) {
      ++matched;
    } else {
      return false;
    }
  }
  return matched == plain.size() && (!is_joined || at == text.size() || !is_word(text[at]));
}

bool has_at_word(std::string_view text, std::string_view plain) {
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool is_start = is_word(text[i]) && (i == 0 || !is_word(text[i - 1]));
    if (is_start && begins(text.substr(i), plain)) return true;
  }
  return false;
}

// A placeholder's generator: "random_int" of "random_int:min=1".
std::string_view generator_of(std::string_view inside) { return inside.substr(0, inside.find(':')); }

}  // namespace

GeneratorSearch::GeneratorSearch(std::string_view pattern)
    : lists_all_(pattern.empty()),
      glob_(is_glob(pattern) ? glob_of_name(pattern) : ""),
      words_(split_into_words(pattern)),
      plain_(plain_spelling(pattern)),
      is_prose_(pattern.find('_') == std::string_view::npos),
      topic_(find_topic(pattern)) {
  for (const GeneratorAlias& entry : kGeneratorAliases) {
    if (plain_spelling(entry.alias) == plain_) other_names_of_.push_back(entry.generator);
  }
  if (const auto* foreign = templates::find_foreign_name(pattern))
    other_names_of_.push_back(generator_of(foreign->ours));
  if (topic_ == nullptr) return;
  for (const std::string_view name : split_at_spaces(topic_->generators)) other_names_of_.push_back(name);
}

Rank GeneratorSearch::rank(std::string_view name, std::string_view provider, std::string_view description) const {
  if (!glob_.empty()) return {::fnmatch(glob_.c_str(), std::string(name).c_str(), 0) == 0 ? Match::name : Match::none};
  if (plain_.empty()) return {lists_all_ ? Match::part : Match::none};
  if (const Match match = match_name(name); match != Match::none) return {match};
  const auto other = std::ranges::find(other_names_of_, name);
  if (other != other_names_of_.end())
    return {Match::other_name, static_cast<std::size_t>(other - other_names_of_.begin())};
  if (plain_spelling(provider) == plain_) return {Match::provider};
  return {is_prose_ && is_described_by(provider, name, description) ? Match::description : Match::none};
}

Match GeneratorSearch::match_name(std::string_view name) const {
  const std::string plain = plain_spelling(name);
  if (plain == plain_) return Match::name;
  if (plain.starts_with(plain_)) return Match::beginning;
  return is_in(name) ? Match::part : Match::none;
}

// One or two letters are in too many names to say anything, unless a word begins with them.
bool GeneratorSearch::is_in(std::string_view name) const {
  constexpr std::size_t kShortest = 3;
  if (has_at_word(name, plain_)) return true;
  if (plain_.size() < kShortest) return false;
  return name.find(plain_) != std::string_view::npos ||
         name.find(fmt::format("{}", fmt::join(words_, "_"))) != std::string_view::npos;
}

// Several words may be spread over the description, the name and the provider: `ip address`, `person female`.
bool GeneratorSearch::is_described_by(std::string_view provider, std::string_view name,
                                      std::string_view description) const {
  if (has_at_word(description, plain_)) return true;
  if (words_.size() < 2) return false;
  return std::ranges::all_of(words_, [&](const std::string& word) {
    return has_at_word(description, word) || has_at_word(name, word) || has_at_word(provider, word);
  });
}

}  // namespace phoney::cli
