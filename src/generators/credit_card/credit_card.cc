#include "generators/credit_card/credit_card.h"

#include <fmt/format.h>

#include "calendar/strftime.h"
#include "engine/patterns.h"
#include "generators/check_digits.h"
#include "generators/credit_card/card.h"
#include "generators/date_time/draws.h"

namespace phoney {
namespace credit_card {
namespace {

using date_time::When;

struct ExpiryArgs {
  When start{"now"};
  When end{"+10y"};
  std::string date_format = "%m/%y";
};

void credit_card_expire(Context& context, const ExpiryArgs& args, Output& out) {
  const auto start = date_time::timestamp(context, args.start);
  if (!start) return;
  const auto end = date_time::timestamp(context, args.end);
  if (!end) return;
  const auto moment = date_time::draw_between(context, *start, *end, nullptr);
  if (moment) calendar::append_strftime(moment->wall, args.date_format, out);
}

void credit_card_provider(Context& context, const CardArgs& args, Output& out) {
  if (const auto card = choose_card(context, args)) out.append(name_of(context, *card));
}

void credit_card_number(Context& context, const CardArgs& args, Output& out) {
  if (const auto card = choose_card(context, args)) append_number(context, *card, out);
}

void credit_card_security_code(Context& context, const CardArgs& args, Output& out) {
  if (const auto card = choose_card(context, args)) append_security_code(context, *card, out);
}

void credit_card_full(Context& context, const CardArgs& args, Output& out) {
  const auto card = choose_card(context, args);
  if (!card) return;
  out.append(name_of(context, *card));
  out.append('\n');
  context.call(0, out);
  out.append(' ');
  context.call(1, out);
  append_details(context, *card, out);
}

constexpr GeneratorSpec generators[] = {
    with_card_tables(generator<credit_card_provider>("credit_card_provider", "The issuer of a credit card.")),
    with_card_tables(
        generator<credit_card_number>("credit_card_number", "A credit card's number, with its check digit.")),
    generator<credit_card_expire>("credit_card_expire", "The date on which a credit card expires.")
        .param<&ExpiryArgs::start>("start", "The earliest date.")
        .param<&ExpiryArgs::end>("end", "The latest date.")
        .param<&ExpiryArgs::date_format>("date_format", "Format of the string, as in Python's strftime."),
    with_card_tables(
        generator<credit_card_security_code>("credit_card_security_code", "A credit card's security code.")),
    with_card_tables(
        generator<credit_card_full>(
            "credit_card_full", "A credit card's issuer, owner, number, expiry date and security code, one per line."))
        .calls({"first_name", "last_name"}),
};

}  // namespace

std::optional<std::size_t> choose_card(const Context& context, const CardArgs& args) {
  const Table types = context.table(0);
  if (!args.card_type) return types.pick_index(context.random());
  if (const auto found = types.find(*args.card_type)) return found;
  std::string known;
  for (std::size_t i = 0; i < types.size(); ++i) known += fmt::format("{}{}", i > 0 ? ", " : "", types.text(i));
  context.fail(ErrorCode::invalid_argument, fmt::format("`card_type` must be one of {} in this locale", known));
  return std::nullopt;
}

std::string_view name_of(const Context& context, std::size_t card) { return context.table(1).text(card); }
std::string_view security_code_name_of(const Context& context, std::size_t card) { return context.table(4).text(card); }

void append_number(const Context& context, std::size_t card, Output& out) {
  const std::size_t start = out.size();
  context.table(2).child(card).pick(context.random(), out);
  numerify(context.random(), out, start);
  const auto length = static_cast<std::size_t>(context.table(3).integer(card));
  const std::size_t rest = length - 1 - (out.size() - start);
  context.random().digits_padded(out.reserve(rest), rest);
  out.commit(rest);
  out.append(luhn_check_digit(out.view_from(start)));
}

void append_security_code(const Context& context, std::size_t card, Output& out) {
  const auto length = static_cast<std::size_t>(context.table(5).integer(card));
  context.random().digits_padded(out.reserve(length), length);
  out.commit(length);
}

void append_expiry(const Context& context, Output& out) {
  static const ExpiryArgs defaults;
  Context copy = context;
  credit_card_expire(copy, defaults, out);
}

void append_details(const Context& context, std::size_t card, Output& out) {
  out.append('\n');
  append_number(context, card, out);
  out.append(' ');
  append_expiry(context, out);
  out.append('\n');
  out.append(security_code_name_of(context, card));
  out.append(": ");
  append_security_code(context, card, out);
  out.append('\n');
}

}  // namespace credit_card

std::span<const ClassGenerators> credit_card_generators() {
  static const ClassGenerators classes[] = {
      {"credit_card", "default", credit_card::generators},
      {"credit_card", "ru_RU", credit_card::cyrillic()},
      {"credit_card", "uk_UA", credit_card::cyrillic()},
      {"credit_card", "zh_CN", credit_card::chinese()},
  };
  return classes;
}

}  // namespace phoney
