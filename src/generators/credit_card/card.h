// What the generators of credit cards share. Their specs name the tables of `with_card_tables` first.

#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "engine/generator_spec.h"
#include "engine/session.h"

namespace phoney::credit_card {

struct CardArgs {
  std::optional<std::string> card_type;
};

constexpr GeneratorSpec with_card_tables(const GeneratorSpec& spec) {
  return spec.param<&CardArgs::card_type>("card_type", "For example visa, mastercard or amex; random if null.")
      .tables({"keys(credit_card_types)", R"(column(values(credit_card_types), "name"))",
               R"(column(values(credit_card_types), "prefixes"))", R"(column(values(credit_card_types), "length"))",
               R"(column(values(credit_card_types), "security_code"))",
               R"(column(values(credit_card_types), "security_code_length"))"});
}

// The number of the type in the tables: drawn, if none is asked for. Fails the value if there is no such type.
std::optional<std::size_t> choose_card(const Context& context, const CardArgs& args);

std::string_view name_of(const Context& context, std::size_t card);
std::string_view security_code_name_of(const Context& context, std::size_t card);
void append_number(const Context& context, std::size_t card, Output& out);
void append_security_code(const Context& context, std::size_t card, Output& out);

// date_time_between("now", "+10y") as month and year.
void append_expiry(const Context& context, Output& out);

// The lines from the number on: after the name and the owner.
void append_details(const Context& context, std::size_t card, Output& out);

// A Chinese, Russian or Ukrainian card names its bank, too.
std::span<const GeneratorSpec> chinese();
std::span<const GeneratorSpec> cyrillic();

}  // namespace phoney::credit_card
