#include "templates/foreign_numbers.h"

#include <algorithm>
#include <charconv>

namespace phoney::templates {
namespace {

struct NumberArgument {
  std::string_view project;
  std::string_view name;      // as in the table of foreign names
  std::string_view argument;  // the number's name, where it has one
  std::string_view ours;      // % stands for the number, and %# for as many # (%^ for as many ^)
};

constexpr NumberArgument kNumberArguments[] = {
    {"faker-js", "string.alpha", "length", "pystr:min_chars=%,max_chars=%"},
    {"faker-js", "string.alphanumeric", "length", "password:length=%,special_chars=false"},
    {"faker-js", "string.numeric", "length", "numerify:text=%#"},
    {"faker-js", "string.sample", "length", "pystr:min_chars=%,max_chars=%"},
    {"faker-js", "string.hexadecimal", "length", "hexify:text=%^"},
    {"faker-js", "finance.pin", "length", "numerify:text=%#"},
    {"faker-js", "number.int", "", "random_int:min=0,max=%"},
    {"faker-js", "date.past", "years", "past_datetime:start_date=-%y"},
    {"faker-js", "date.future", "years", "future_datetime:end_date=+%y"},
    {"faker-js", "date.recent", "days", "past_datetime:start_date=-%d"},
    {"faker-js", "date.soon", "days", "future_datetime:end_date=+%d"},
    {"Mockoon", "lorem", "", "sentence:nb_words=%,variable_nb_words=false"},
    {"Datafaker", "Lorem.characters", "", "pystr:min_chars=%,max_chars=%"},
    {"Ruby's Faker", "Alphanumeric.alpha", "number", "pystr:min_chars=%,max_chars=%"},
    {"Ruby's Faker", "Alphanumeric.alphanumeric", "number", "password:length=%,special_chars=false"},
    {"Ruby's Faker", "Date.backward", "days", "past_date:start_date=-%d"},
    {"Ruby's Faker", "Date.forward", "days", "future_date:end_date=+%d"},
    {"Ruby's Faker", "Time.backward", "days", "past_datetime:start_date=-%d"},
    {"Ruby's Faker", "Time.forward", "days", "future_datetime:end_date=+%d"},
};

constexpr int kLongestPattern = 100;  // characters that a hint repeats

// The positive number, if it has few digits.
std::optional<int> read_number(std::string_view text) {
  constexpr std::size_t kMostDigits = 6;
  int number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  const bool is_whole = error == std::errc() && end == text.data() + text.size() && text.size() <= kMostDigits;
  return is_whole && number > 0 ? std::optional(number) : std::nullopt;
}

}  // namespace

std::optional<std::string> with_number(const ForeignName& foreign, std::string_view argument, std::string_view number) {
  const auto* found = std::ranges::find_if(kNumberArguments, [&](const NumberArgument& entry) {
    return entry.project == foreign.project && entry.name == foreign.name &&
           (argument.empty() || argument == entry.argument);
  });
  const auto count = read_number(number);
  if (found == std::end(kNumberArguments) || !count) return std::nullopt;
  std::string inside;
  for (std::size_t i = 0; i < found->ours.size(); ++i) {
    const char next = i + 1 < found->ours.size() ? found->ours[i + 1] : '\0';
    if (found->ours[i] != '%') {
      inside += found->ours[i];
    } else if (next == '#' || next == '^') {
      if (*count > kLongestPattern) return std::nullopt;
      inside.append(static_cast<std::size_t>(*count), next);
      ++i;
    } else {
      inside += number;
    }
  }
  return inside;
}

}  // namespace phoney::templates
