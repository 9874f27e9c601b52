#include "cli/options.h"

#include <algorithm>
#include <charconv>
#include <iterator>

#include <fmt/format.h>

#include "base/instant.h"
#include "base/quantity.h"
#include "cli/report.h"
#include "locale/default_locale.h"

namespace phoney::cli {
namespace {

Error option_error(std::string_view option, std::string_view message) {
  return make_error(ErrorCode::usage, fmt::format("`{}` {}", option, message));
}

bool is_integer(std::string_view text) {
  if (text.starts_with('-') || text.starts_with('+')) text.remove_prefix(1);
  return !text.empty() && text.find_first_not_of("0123456789") == std::string_view::npos;
}

}  // namespace

Result<LocaleId> read_locale(const Engine& engine, const Invocation& invocation) {
  auto locale = engine.catalogue().find_locale(invocation.find(kLocaleOption.name).value_or(kDefaultLocale));
  if (locale) return *locale;
  Error error = locale.error();
  error.field.clear();
  error.message += error.suggestions.empty() ? "; `phoney locales` lists them" : "";
  return error;
}

Result<std::uint64_t> read_number(const Invocation& invocation, std::string_view option, std::uint64_t least,
                                  std::uint64_t most, std::uint64_t otherwise) {
  const auto text = invocation.find(option);
  if (!text) return otherwise;
  const auto number = parse_quantity(*text, kCounts);
  if (!number || *number < least || *number > most) {
    return option_error(option, fmt::format("takes an integer from {} to {}, not \"{}\"", least, most, *text));
  }
  return *number;
}

namespace {

// Whether a string looks like a number or a literal in Python: 1.5, 1_000, 1e3, 0x2a, True.
bool looks_like_another_type(std::string_view text) {
  constexpr std::string_view kLiterals[] = {"true", "True", "false", "False", "null", "None"};
  if (std::ranges::find(kLiterals, text) != std::end(kLiterals)) return true;
  std::string number(text);
  std::erase(number, '_');
  const bool is_hexadecimal = number.starts_with("0x") || number.starts_with("0X");
  if (is_hexadecimal) number.erase(0, 2);
  double read = 0;
  const auto [end, error] = std::from_chars(number.data(), number.data() + number.size(), read,
                                            is_hexadecimal ? std::chars_format::hex : std::chars_format::general);
  return error == std::errc() && end == number.data() + number.size();
}

Result<Seed> read_seed(const Invocation& invocation) {
  const auto text = invocation.find(kSeedOption.name);
  if (!text) return Seed::from_system();
  // "$SEED" of an unset variable. Python takes it as a seed, but then every run has the same values.
  if (text->empty())
    return option_error(kSeedOption.name, "takes an integer or a string, not \"\"; without it, each run differs");
  if (!is_integer(*text)) {
    if (looks_like_another_type(*text)) {
      warn(
          fmt::format("`{} {}` is a string seed, like seed_instance(\"{}\") in Python; an integer seed has digits only",
                      kSeedOption.name, *text, *text));
    }
    return Seed::from_text(*text);
  }
  auto seed = Seed::from_decimal(*text);
  if (!seed) return option_error(kSeedOption.name, "takes an integer of at most 4300 digits, or a string");
  return *seed;
}

Result<Clock> read_clock(const Invocation& invocation) {
  const auto text = invocation.find(kNowOption.name);
  if (!text) return Clock(Clock().now());
  auto instant = parse_instant(*text);
  if (!instant) return option_error(kNowOption.name, instant.error().message);
  return Clock(*instant);
}

Result<std::uint64_t> read_count(const Invocation& invocation) {
  constexpr std::uint64_t kMost = 1'000'000'000'000'000;  // larger counts are typing mistakes
  return read_number(invocation, "--count", 1, kMost, 1);
}

}  // namespace

Result<Making> read_making(const Engine& engine, const Invocation& invocation) {
  const auto locale = read_locale(engine, invocation);
  if (!locale) return locale.error();
  auto seed = read_seed(invocation);
  if (!seed) return seed.error();
  const auto clock = read_clock(invocation);
  if (!clock) return clock.error();
  const auto count = read_count(invocation);
  if (!count) return count.error();
  return Making{
      *locale, std::move(*seed), *clock, *count, !invocation.has(kSeedOption.name), !invocation.has(kNowOption.name)};
}

}  // namespace phoney::cli
