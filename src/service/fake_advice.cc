#include "service/fake_advice.h"

#include <algorithm>
#include <optional>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "base/near.h"
#include "service/country_locale.h"
#include "service/option_synonyms.h"
#include "service/query.h"
#include "templates/correction.h"
#include "templates/placeholders_in_messages.h"

namespace phoney::service {
namespace {

constexpr std::size_t kLongest = 300;  // bytes of a name that is looked at
constexpr std::string_view kMembersOfQuery[] = {"count", "locale", "seed", "now", "format"};

// A value as a query has it: text as it is, and [a,b] for a list of them.
std::string query_text(const Value& value) {
  if (value.is_text()) return value.as_text();
  if (!value.is_list() || !std::ranges::all_of(value.as_list(), &Value::is_text)) return value.to_json();
  std::string text = "[";
  for (const Value& item : value.as_list()) text.append(text.size() > 1 ? "," : "").append(item.as_text());
  return text + ']';
}

// {{bothify:text='?-####'}} as /fake/bothify?text=%3F-%23%23%23%23.
std::string path_for(const templates::PlaceholderText& placeholder) {
  std::string path = "/fake/" + placeholder.generator;
  char separator = '?';
  for (const auto& [name, value, column] : placeholder.parameters) {
    path += separator;
    path.append(name).append("=").append(percent_encode(query_text(value)));
    separator = '&';
  }
  return path;
}

// locale=de_DE for country=DE.
std::optional<std::string> meant_with_value(const Engine& engine, const FakeRequest& request, std::string_view name) {
  if (!means_locale(name)) return std::nullopt;
  const auto member = std::ranges::find(request.parameters, name, &Value::Member::first);
  if (member == request.parameters.end() || !member->second.is_text()) return std::nullopt;
  const auto locale = meant_locale(engine, request.generator, name, shortened(member->second.as_text(), kLongest));
  return locale ? std::optional(fmt::format("locale={}", *locale)) : std::nullopt;
}

// What a name that is no parameter of the generator was meant to be.
std::string meant_member(const Engine& engine, const FakeRequest& request, const Error& error) {
  if (auto meant = meant_with_value(engine, request, error.field)) return *std::move(meant);
  if (const std::string_view meant = meant_option(error.field); !meant.empty()) return std::string(meant);
  if (!error.suggestions.empty()) return error.suggestions.front();
  const auto near = near_names(error.field, kMembersOfQuery, 1);
  return near.empty() ? "" : near.front();
}

}  // namespace

Error with_advice(const Engine& engine, const FakeRequest& request, Error error) {
  if (error.code == ErrorCode::unknown_parameter && error.field == "unique") {
    error.message += R"(; for unique values, use POST /template with "unique": true)";
  } else if (error.code == ErrorCode::unknown_parameter) {
    if (std::string meant = meant_member(engine, request, error); !meant.empty())
      error.message.append("; ").append(did_you_mean(std::vector{std::move(meant)}));
  } else if (error.code == ErrorCode::unknown_generator && request.provider.empty() &&
             request.generator.size() <= kLongest) {
    const auto locale = engine.catalogue().find_locale(request.locale);
    const auto correction = locale ? templates::correct(engine, *locale, request.generator) : std::nullopt;
    if (correction)
      error.message = fmt::format("there is no generator `{}`; {}", request.generator, correction->sentence());
    error.message = templates::replace_placeholders(error.message, path_for);
  }
  return error;
}

}  // namespace phoney::service
