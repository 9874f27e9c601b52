#include "calendar/timedelta.h"

#include <cmath>
#include <limits>
#include <utility>

namespace phoney::calendar {
namespace {

constexpr std::int64_t kMaxDays = 999'999'999;
constexpr std::int64_t kMaxCount = (kMaxDays + 1) * kDaySeconds;  // of any unit: more is never in range

bool is_digit(char c) { return c >= '0' && c <= '9'; }

Error out_of_range() {
  return make_error(ErrorCode::invalid_argument, "is longer than 999999999 days, Python's limit");
}

// A sum of counts of units, as the constructor of Python's timedelta adds it up.
class Sum {
 public:
  void add(std::int64_t count, std::int64_t unit_seconds) {
    std::int64_t product = 0;
    bad_ = bad_ || __builtin_mul_overflow(count, unit_seconds, &product) ||
           __builtin_add_overflow(seconds_, product, &seconds_);
  }
  // The whole part of the days, the whole microseconds of what is left, and the rest of those.
  void add_days(double days) {
    if (std::abs(days) > static_cast<double>(kMaxDays) + 1) bad_ = true;
    if (bad_) return;
    double whole = 0;
    const double part = std::modf(days, &whole);
    add(static_cast<std::int64_t>(whole), kDaySeconds);
    rest_ += std::modf(part * static_cast<double>(kDay), &whole);
    microseconds_ += static_cast<std::int64_t>(whole);
  }
  void add_microseconds(std::int64_t count) { microseconds_ += count; }

  std::optional<Timedelta> total() const {
    if (bad_) return std::nullopt;
    std::int64_t microseconds = microseconds_;
    const bool odd = (microseconds & 1) != 0;  // whole seconds are even
    if (rest_ > 0.5 || (rest_ == 0.5 && odd)) ++microseconds;
    if (rest_ < -0.5 || (rest_ == -0.5 && odd)) --microseconds;
    std::int64_t carry = microseconds / kSecond;
    if (microseconds % kSecond < 0) --carry;
    const Timedelta result{seconds_ + carry, static_cast<std::int32_t>(microseconds - carry * kSecond)};
    if (result.days() < -kMaxDays || result.days() > kMaxDays) return std::nullopt;
    return result;
  }

 private:
  std::int64_t seconds_ = 0;
  std::int64_t microseconds_ = 0;
  double rest_ = 0;
  bool bad_ = false;
};

// Digits, up to kMaxCount; false if there are none.
bool take_count(std::string_view& text, std::int64_t& count) {
  if (text.empty() || !is_digit(text[0])) return false;
  count = 0;
  while (!text.empty() && is_digit(text[0])) {
    count = std::min(count * 10 + (text[0] - '0'), kMaxCount);
    text.remove_prefix(1);
  }
  return true;
}

// A signed count of `unit`, off the front of `text`.
std::optional<std::int64_t> take_signed(std::string_view& text, char unit) {
  if (text.empty() || (text[0] != '+' && text[0] != '-')) return std::nullopt;
  std::string_view rest = text.substr(1);
  std::int64_t count = 0;
  if (!take_count(rest, count) || !rest.starts_with(unit)) return std::nullopt;
  const bool negative = text[0] == '-';
  text = rest.substr(1);
  return negative ? -count : count;
}

struct Unit {
  char letter;
  std::int64_t seconds;
};

char* put_digits(char* target, std::int64_t value, int width) {
  for (int i = width; i-- > 0; value /= 10) target[i] = static_cast<char>('0' + value % 10);
  return target + width;
}

}  // namespace

std::optional<Timedelta> Timedelta::from_seconds(double seconds) {
  if (!(std::abs(seconds) < static_cast<double>(kMaxCount))) return std::nullopt;
  const auto whole = static_cast<std::int64_t>(seconds);
  Sum sum;
  sum.add(whole, 1);
  sum.add_microseconds(round_to_microseconds(seconds - static_cast<double>(whole)));
  return sum.total();
}

std::int64_t Timedelta::days() const { return seconds / kDaySeconds - (seconds % kDaySeconds < 0 ? 1 : 0); }

double Timedelta::total_seconds() const {
  // Python divides the integer of microseconds, which may exceed a double's precision, and rounds once.
  std::int64_t total = 0;
  if (!__builtin_mul_overflow(seconds, kSecond, &total) && !__builtin_add_overflow(total, microseconds, &total))
    return static_cast<double>(static_cast<long double>(total) / 1e6L);
  return static_cast<double>(static_cast<long double>(seconds) + static_cast<long double>(microseconds) / 1e6L);
}

Result<bool> parse_relative(std::string_view text, Timedelta& into) {
  const auto years = take_signed(text, 'y');
  const auto months = take_signed(text, 'M');
  const auto weeks = take_signed(text, 'w');
  const auto days = take_signed(text, 'd');
  Sum sum;
  bool any = years || months || weeks || days;
  if (years || months) {
    // As Faker computes: an integer of days, to which products are added.
    double sum_of_days = static_cast<double>(days.value_or(0));
    if (years) sum_of_days += 365.24 * static_cast<double>(*years);
    if (months) sum_of_days += 30.42 * static_cast<double>(*months);
    sum.add_days(sum_of_days);
  } else {
    sum.add(days.value_or(0), kDaySeconds);
  }
  sum.add(weeks.value_or(0), 7 * kDaySeconds);
  for (const Unit unit : {Unit{'h', 3600}, Unit{'m', 60}, Unit{'s', 1}}) {
    const auto count = take_signed(text, unit.letter);
    any = any || count;
    sum.add(count.value_or(0), unit.seconds);
  }
  if (!any) return false;
  const auto total = sum.total();
  if (!total) return out_of_range();
  into = *total;
  return true;
}

Result<bool> parse_duration(std::string_view text, Timedelta& into) {
  std::int64_t sign = 1;
  if (text.starts_with('-') || text.starts_with('+')) {
    sign = text[0] == '-' ? -1 : 1;
    text.remove_prefix(1);
  }
  if (!text.starts_with('P') || text.size() < 3 || text.ends_with('T')) return false;
  text.remove_prefix(1);
  Sum sum;
  constexpr Unit units[] = {
      {'Y', 365 * kDaySeconds}, {'W', 7 * kDaySeconds}, {'D', kDaySeconds}, {'T', 0}, {'H', 3600}, {'M', 60}, {'S', 1}};
  bool in_time = false;
  for (const Unit& unit : units) {
    if (unit.letter == 'T') {
      in_time = text.starts_with('T');
      if (in_time) text.remove_prefix(1);
      continue;
    }
    std::string_view rest = text;
    std::int64_t count = 0;
    std::int64_t microseconds = 0;
    if (!take_count(rest, count)) continue;
    if (unit.letter == 'S' && (rest.starts_with('.') || rest.starts_with(','))) {
      rest.remove_prefix(1);
      if (rest.empty() || !is_digit(rest[0])) return false;
      for (std::int64_t value = kSecond / 10; !rest.empty() && is_digit(rest[0]); value /= 10, rest.remove_prefix(1))
        microseconds += (rest[0] - '0') * value;
    }
    if (!rest.starts_with(unit.letter)) continue;
    if (unit.seconds < kDaySeconds && !in_time) return false;
    sum.add(sign * count, unit.seconds);
    sum.add_microseconds(sign * microseconds);
    text = rest.substr(1);
  }
  if (!text.empty()) return false;
  const auto total = sum.total();
  if (!total) return out_of_range();
  into = *total;
  return true;
}

void append_iso(Timedelta delta, Output& out) {
  // The sign stands before the whole, so a negative one is written as its opposite.
  if (delta.seconds < 0) {
    out.append('-');
    delta.seconds = -delta.seconds - (delta.microseconds != 0 ? 1 : 0);
    delta.microseconds = delta.microseconds != 0 ? static_cast<std::int32_t>(kSecond) - delta.microseconds : 0;
  }
  const std::int64_t days = delta.seconds / kDaySeconds;
  const std::int64_t time = delta.seconds % kDaySeconds;
  const auto part = [&out](std::int64_t count, char unit) {
    if (count == 0) return;
    out.append_integer(count);
    out.append(unit);
  };
  out.append('P');
  part(days / 365, 'Y');
  part(days % 365, 'D');
  if (time == 0 && delta.microseconds == 0) {
    if (days == 0) out.append("T0S");
    return;
  }
  out.append('T');
  part(time / 3600, 'H');
  part(time / 60 % 60, 'M');
  if (delta.microseconds == 0) return part(time % 60, 'S');
  out.append_integer(time % 60);
  out.append('.');
  out.append_padded_integer(static_cast<std::uint64_t>(delta.microseconds), 6);
  while (out.view().ends_with('0')) out.truncate(out.size() - 1);
  out.append('S');
}

void append_python(Timedelta delta, Output& out) {
  const std::int64_t days = delta.days();
  const std::int64_t time = delta.seconds - days * kDaySeconds;
  if (days != 0) {
    out.append_integer(days);
    out.append(days == 1 || days == -1 ? " day, " : " days, ");
  }
  out.append_integer(time / 3600);
  char text[13];
  text[0] = text[3] = ':';
  put_digits(text + 1, time / 60 % 60, 2);
  char* end = put_digits(text + 4, time % 60, 2);
  if (delta.microseconds != 0) {
    *end++ = '.';
    end = put_digits(end, delta.microseconds, 6);
  }
  out.append({text, static_cast<std::size_t>(end - text)});
}

}  // namespace phoney::calendar
