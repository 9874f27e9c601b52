#include "engine/engine.h"

#include <algorithm>

#include <fmt/format.h>

#include "base/near.h"
#include "engine/aliases.h"
#include "engine/topics.h"
#include "engine/unavailable.h"

namespace phoney {
namespace {

constexpr std::size_t kQuotedBytes = 60;  // of a name that is unknown

std::string sentence(std::string text, const std::vector<std::string>& suggestions) {
  const std::string hint = did_you_mean(suggestions);
  if (!hint.empty()) text.append("; ").append(hint);
  return text;
}

Error unknown_parameter(const GeneratorSpec& spec, const std::string& name) {
  std::vector<std::string_view> known;
  std::string list;
  for (const ParameterSpec& parameter : spec.parameters()) {
    known.push_back(parameter.name);
    list += fmt::format("{}`{}`", list.empty() ? "" : ", ", parameter.name);
  }
  Error error = make_error(ErrorCode::unknown_parameter, "", std::string(name));
  error.suggestions = near_names(name, known);
  error.message = list.empty() ? fmt::format("`{}` has no parameter `{}`; it takes none", spec.name, name)
                               : fmt::format("`{}` has no parameter `{}`; it takes {}", spec.name, name, list);
  return error;
}

// Whether it can be suggested where the locale is known, or where it is not.
bool is_available(const Catalogue& catalogue, std::optional<LocaleId> locale, GeneratorId id) {
  return locale ? catalogue.is_available(*locale, id) : catalogue.is_available(id);
}

// The topic's generators that can be suggested.
std::vector<std::string> names_of(const Topic& topic, const Catalogue& catalogue, std::optional<LocaleId> locale) {
  constexpr std::size_t kMost = 3;
  std::vector<std::string> names;
  for (const std::string_view name : split_at_spaces(topic.generators)) {
    const auto id = catalogue.find_generator(name);
    if (names.size() < kMost && id && is_available(catalogue, locale, *id)) names.emplace_back(name);
  }
  return names;
}

std::vector<std::string> near_generators(const Catalogue& catalogue, std::optional<LocaleId> locale,
                                         std::string_view name) {
  std::vector<std::string_view> names;
  names.reserve(catalogue.generator_count() + std::size(kGeneratorAliases));
  for (GeneratorId id = 0; id < catalogue.generator_count(); ++id) {
    if (is_available(catalogue, locale, id)) names.push_back(catalogue.generator_name(id));
  }
  for (const GeneratorAlias& entry : kGeneratorAliases) {
    const auto id = catalogue.find_generator(entry.generator);
    if (id && is_available(catalogue, locale, *id)) names.push_back(entry.alias);
  }
  // `firstName` is `first_name`, and nothing that is only similar.
  const auto same = std::ranges::find(names, plain_spelling(name), plain_spelling);
  return same != names.end() ? std::vector{std::string(*same)} : near_names(name, names);
}

Error unknown_generator(const Catalogue& catalogue, std::optional<LocaleId> locale, std::string_view name) {
  Error error = make_error(ErrorCode::unknown_generator,
                           fmt::format("there is no generator `{}`", shortened(name, kQuotedBytes)));
  const Topic* topic = find_topic(name);
  if (topic != nullptr) error.suggestions = names_of(*topic, catalogue, locale);
  if (topic != nullptr && !topic->advice.empty()) {
    error.message.append("; ").append(topic->advice);
    return error;
  }
  if (error.suggestions.empty()) error.suggestions = near_generators(catalogue, locale, name);
  error.message = sentence(std::move(error.message), error.suggestions);
  return error;
}

// Bytes of arguments, roughly: a number or an element counts like a short text.
std::size_t size_of(const Value& value) {
  constexpr std::size_t kElement = 16;
  std::size_t size = kElement + value.as_text().size();
  for (const Value& item : value.as_list()) size += size_of(item);
  for (const auto& [key, member] : value.as_object()) size += key.size() + size_of(member);
  return size;
}
std::size_t size_of(const Value::Object& parameters) {
  std::size_t size = 0;
  for (const auto& [name, value] : parameters) size += size_of(value);
  return size;
}

Result<void> check_range(const ParameterSpec& parameter, const Value& value) {
  if (!value.is_integer()) return {};
  const bool is_negative = value.as_text().starts_with('-');
  const auto out_of_range = [&](std::string_view bound, std::int64_t limit) {
    return make_error(ErrorCode::invalid_argument,
                      fmt::format("must be at {} {}, not {}", bound, limit, shortened(value.to_json(), 40)));
  };
  if (parameter.lowest != INT64_MIN && (value.fits_int64() ? value.as_integer() < parameter.lowest : is_negative)) {
    return out_of_range("least", parameter.lowest);
  }
  if (parameter.highest != INT64_MAX && (value.fits_int64() ? value.as_integer() > parameter.highest : !is_negative)) {
    return out_of_range("most", parameter.highest);
  }
  return {};
}

Result<void> check_choice(const ParameterSpec& parameter, const Value& value) {
  if (parameter.choices.empty() || value.is_null()) return {};
  std::string list;
  for (const auto choice : parameter.choices) {
    if (value.is_text() && value.as_text() == choice) return {};
    list += fmt::format("{}`{}`", list.empty() ? "" : ", ", choice);
  }
  return make_error(ErrorCode::invalid_argument, fmt::format("takes one of {}, not {}", list, value.to_json()));
}

}  // namespace

std::optional<GeneratorId> Engine::find_alias(std::string_view name) const {
  const auto* entry = std::ranges::find(kGeneratorAliases, name, &GeneratorAlias::alias);
  return entry != std::end(kGeneratorAliases) ? catalogue_.find_generator(entry->generator) : std::nullopt;
}

Result<GeneratorId> Engine::find_generator(LocaleId locale, std::string_view name) const {
  const auto found = catalogue_.find_generator(name);
  if (found && catalogue_.binding(locale, *found).tag() != blob::BindingTag::none) return *found;
  if (const auto meant = find_alias(name)) return *meant;
  if (found) return *found;
  return unknown_generator(catalogue_, locale, name);
}

Result<GeneratorId> Engine::find_generator(std::string_view name) const {
  if (const auto found = catalogue_.find_generator(name)) return *found;
  if (const auto found = find_alias(name)) return *found;
  return unknown_generator(catalogue_, std::nullopt, name);
}

std::vector<std::string_view> Engine::locales_with(GeneratorId generator) const {
  std::vector<std::string_view> result;
  for (LocaleId locale = 0; locale < catalogue_.locale_count(); ++locale) {
    if (catalogue_.binding(locale, generator).tag() != blob::BindingTag::none)
      result.push_back(catalogue_.locale_name(locale));
  }
  return result;
}

Result<BoundCall> Engine::bind(LocaleId locale, GeneratorId generator, const Value::Object& parameters) const {
  BoundCall call;
  call.generator = generator;
  call.binding = catalogue_.binding(locale, generator);
  const std::string_view name = catalogue_.generator_name(generator);
  switch (call.binding.tag()) {
    case blob::BindingTag::none: {
      const auto locales = locales_with(generator);
      return make_error(
          ErrorCode::unknown_generator,
          fmt::format("locale {} has no generator `{}`; {} of {} locales have it, for example {}",
                      catalogue_.locale_name(locale), name, locales.size(), catalogue_.locale_count(),
                      fmt::join(std::span(locales).first(std::min<std::size_t>(locales.size(), 3)), ", ")));
    }
    case blob::BindingTag::pending:
      if (const auto* unavailable = find_unavailable(name)) {
        return make_error(ErrorCode::not_implemented, fmt::format("phoney has no `{}`, because {}; use `{}`", name,
                                                                  unavailable->reason, unavailable->replacement));
      }
      return make_error(ErrorCode::not_implemented,
                        fmt::format("phoney does not support Faker's generator `{}` in locale {} yet", name,
                                    catalogue_.locale_name(locale)));
    default:
      break;
  }
  call.spec = registry_.spec(call.binding);
  if (parameters.empty()) {
    call.json_text = find_json_text(call.binding);
    return call;
  }
  if (call.spec == nullptr) {
    return make_error(ErrorCode::unknown_parameter,
                      fmt::format("`{}` has no parameter `{}`; it takes none", name, parameters.front().first),
                      parameters.front().first);
  }
  auto arguments = bind_arguments(*call.spec, parameters);
  if (!arguments) return arguments.error();
  call.arguments = std::move(*arguments);
  call.steps = WorkLimit::steps_of(size_of(parameters));
  return call;
}

std::optional<std::uint32_t> Engine::find_json_text(Binding binding) const {
  const std::uint32_t* const code = catalogue_.code();
  const bool either = binding.tag() == blob::BindingTag::either;
  const std::uint32_t program = either ? code[binding.index() - 1] : binding.index();
  if (binding.plain_text()) return program;
  if (binding.has_json_twin()) return code[program - 1];
  return std::nullopt;
}

Result<Arguments> Engine::bind_arguments(const GeneratorSpec& spec, const Value::Object& parameters) const {
  std::shared_ptr<void> arguments = spec.create != nullptr ? spec.create() : nullptr;
  for (std::size_t i = 0; i < parameters.size(); ++i) {
    const auto& [name, value] = parameters[i];
    const auto known = std::ranges::find(spec.parameters(), std::string_view(name), &ParameterSpec::name);
    if (known == spec.parameters().end()) return unknown_parameter(spec, name);
    const auto earlier = std::ranges::find(parameters, name, &Value::Member::first);
    if (earlier != parameters.begin() + static_cast<std::ptrdiff_t>(i)) {
      return make_error(ErrorCode::invalid_argument, fmt::format("`{}` is given twice; give it once", name), name);
    }
    auto read = check_choice(*known, value);
    if (read) read = check_range(*known, value);
    if (read) read = known->read(value, arguments.get());
    if (!read) return make_error(read.error().code, fmt::format("`{}` {}", name, read.error().message), name);
  }
  if (spec.check != nullptr) {
    if (auto checked = spec.check(arguments.get()); !checked) return checked.error();
  }
  return Arguments(std::move(arguments));
}

}  // namespace phoney
