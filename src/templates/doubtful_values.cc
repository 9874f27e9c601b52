#include "templates/doubtful_values.h"

#include <algorithm>

#include <fmt/format.h>

#include "base/near.h"
#include "base/trim.h"
#include "templates/month_spelling.h"
#include "templates/quoting.h"

namespace phoney::templates {
namespace {

constexpr std::size_t kMostDigits = 3;  // of a weight; ports such as host:8080 have more
constexpr std::size_t kQuoted = 60;     // bytes of an example in a message

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// new:5, but not 10:30.
bool is_weighted(const Value& item) {
  if (!item.is_word()) return false;
  const std::string_view text = item.as_text();
  const std::size_t colon = text.find(':');
  if (colon == 0 || colon == std::string_view::npos || is_digit(text[0])) return false;
  const std::string_view weight = text.substr(colon + 1);
  return !weight.empty() && weight.size() <= kMostDigits && std::ranges::all_of(weight, is_digit);
}

// {new: 5, paid: 3} for [new:5, paid:3].
std::string as_weights(const Value::List& items) {
  std::string object = "{";
  for (const Value& item : items) {
    const std::string_view text = item.as_text();
    const std::size_t colon = text.find(':');
    object += fmt::format("{}{}: {}", object.size() > 1 ? ", " : "", text.substr(0, colon), text.substr(colon + 1));
    if (object.size() > kQuoted) break;
  }
  return shortened(object + '}', kQuoted);
}

// [a, b] for a|b and a;b, and for `a b`, which a shell can pass.
std::string as_list(std::string_view text) {
  const std::string_view separators = text.find_first_of("|;") == std::string_view::npos ? " " : "|;";
  const std::string_view whole = text;
  std::string list = "[";
  while (!text.empty()) {
    const std::size_t end = std::min(text.find_first_of(separators), text.size());
    if (const std::string_view item = trimmed(text.substr(0, end)); !item.empty())
      list.append(list.size() > 1 ? ", " : "").append(item);
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  if (list.size() == 1) return fmt::format("[{}]", in_single_quotes(whole));
  list += ']';
  return with_quotes(list).value_or(list);
}

// Of the elements to draw from.
std::string explain_elements(const Value& value, SpellParameter spell) {
  constexpr std::string_view kName = "elements";
  if (value.is_word() && value.as_text().size() > 1) {
    const std::string text = shortened(value.as_text(), kQuoted);
    return fmt::format("`{}={}` draws from the characters of `{}`; write {}, or {} if you mean that", kName, text, text,
                       spell(kName, as_list(text)), spell(kName, in_single_quotes(text)));
  }
  if (value.is_list() && !value.as_list().empty() && std::ranges::all_of(value.as_list(), is_weighted)) {
    return fmt::format("`{}` is a list of strings such as `{}`; for weights, write {}", kName,
                       shortened(value.as_list().front().as_text(), kQuoted),
                       spell(kName, as_weights(value.as_list())));
  }
  return "";
}

bool is_date(const ParameterSpec& parameter) { return parameter.type == "date" || parameter.type == "duration"; }

}  // namespace

std::string as_in_placeholder(std::string_view name, std::string_view value) {
  return fmt::format("{}={}", name, value);
}

std::vector<std::string> explain_doubtful(const Engine& engine, LocaleId locale, GeneratorId generator,
                                          const Value::Object& parameters, SpellParameter spell) {
  const Catalogue& catalogue = engine.catalogue();
  if (parameters.empty()) {
    if (catalogue.generator_name(generator) != "zip") return {};
    return {"`zip` draws an archive in the format ZIP; for a postal code, use `zipcode` or `postcode`"};
  }
  const GeneratorSpec* spec = engine.registry().spec(catalogue.binding(locale, generator));
  if (spec == nullptr) return {};
  std::vector<std::string> doubts;
  for (const auto& [name, value] : parameters) {
    const auto known = std::ranges::find(spec->parameters(), name, &ParameterSpec::name);
    std::string doubt;
    if (known != spec->parameters().end() && is_date(*known) && value.is_text()) {
      doubt = explain_month_spelling(value.as_text());
    } else if (name == "elements") {
      doubt = explain_elements(value, spell);
    }
    if (!doubt.empty()) doubts.push_back(std::move(doubt));
  }
  return doubts;
}

}  // namespace phoney::templates
