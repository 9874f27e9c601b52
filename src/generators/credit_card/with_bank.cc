// The cards of China, Russia and Ukraine, which name their bank. The last two write their owner in Latin letters.

#include <array>
#include <cstring>

#include "generators/credit_card/card.h"

namespace phoney::credit_card {
namespace {

constexpr std::size_t kLetters = 6;  // the table after the card's own

void append_bank(const Context& context, std::size_t card, std::size_t bank, Output& out) {
  append_details(context, card, out);
  context.call(bank, out);
}

void chinese_card(Context& context, const CardArgs& args, Output& out) {
  const auto card = choose_card(context, args);
  if (!card) return;
  out.append(name_of(context, *card));
  out.append('\n');
  context.call(0, out);
  context.call(1, out);
  append_bank(context, *card, 2, out);
}

// Letters by their place from U+0280 to the end of Unicode's block of Cyrillic, U+04FF, each two bytes in UTF-8: the
// apostrophe of Ukrainian, U+02BC, is a letter too.
class Letters {
 public:
  explicit Letters(const Context& context) : from_(context.table(kLetters).keys()), to_(context.table(kLetters)) {
    for (std::size_t i = 0; i < from_.size(); ++i) {
      if (const auto place = place_of(from_.text(i))) places_[*place] = static_cast<std::uint8_t>(i + 1);
    }
  }

  // The spelling of the letter that `text` starts with, or nothing.
  std::optional<std::string_view> find(std::string_view text) const {
    const auto place = place_of(text);
    if (!place || places_[*place] == 0) return std::nullopt;
    return to_.text(places_[*place] - 1u);
  }

 private:
  static std::optional<std::size_t> place_of(std::string_view text) {
    if (text.size() < 2) return std::nullopt;
    const auto first = static_cast<unsigned char>(text[0]);
    if (first < 0xca || first > 0xd3) return std::nullopt;
    return (first - 0xcau) << 6 | (static_cast<unsigned char>(text[1]) & 0x3fu);
  }

  Table from_;
  Table to_;
  std::array<std::uint8_t, 10 * 64> places_{};
};

// Faker fails at a letter that its table lacks. What is not a letter stays.
void transliterate(const Context& context, Output& out, std::size_t start) {
  const Letters letters(context);
  const std::size_t size = out.size() - start;
  out.reserve(size * 4);
  const std::string_view text = out.view_from(start);
  std::size_t i = 0;
  while (i < text.size()) {
    if (const auto spelling = letters.find(text.substr(i))) {
      out.append(*spelling);
      i += 2;
    } else {
      const auto c = static_cast<unsigned char>(text[i++]);
      if ((c | 0x20) >= 'a' && (c | 0x20) <= 'z')
        context.fail(ErrorCode::generation_failed, "Faker fails here too: it cannot transliterate a Latin letter");
      out.append(static_cast<char>(c));
    }
  }
  const std::size_t length = out.size() - start - size;
  std::memmove(out.data() + start, out.data() + start + size, length);
  out.truncate(start + length);
}

void cyrillic_card(Context& context, const CardArgs& args, Output& out) {
  const auto card = choose_card(context, args);
  if (!card) return;
  out.append(name_of(context, *card));
  out.append('\n');
  const std::size_t start = out.size();
  const std::size_t names = 2 * context.random().below(2);
  context.call(names, out);
  out.append(' ');
  context.call(names + 1, out);
  transliterate(context, out, start);
  append_bank(context, *card, 4, out);
}

constexpr std::string_view kDescription =
    "A credit card's issuer, owner, number, expiry date, security code and bank, one per line.";

constexpr GeneratorSpec chinese_generators[] = {
    with_card_tables(generator<chinese_card>("credit_card_full", kDescription))
        .calls({"first_name", "last_name", "bank"}),
};
constexpr GeneratorSpec cyrillic_generators[] = {
    with_card_tables(generator<cyrillic_card>("credit_card_full", kDescription))
        .tables({"translit_dict"})
        .calls({"first_name_male", "last_name_male", "first_name_female", "last_name_female", "bank"}),
};

}  // namespace

std::span<const GeneratorSpec> chinese() { return chinese_generators; }
std::span<const GeneratorSpec> cyrillic() { return cyrillic_generators; }

}  // namespace phoney::credit_card
