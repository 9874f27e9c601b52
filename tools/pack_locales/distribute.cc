#include "pack_locales/distribute.h"

#include <algorithm>
#include <vector>

#include "base/json_text.h"
#include "engine/patterns.h"
#include "pack_locales/instructions.h"
#include "pack_locales/recipe_forms.h"
#include "pack_locales/tables.h"
#include "pack_locales/texts_written.h"
#include "text/transform.h"

namespace phoney::pack {
namespace {

// A program that is part of another, ended by `end`.
Program ended(Program words) {
  words.push_back(encode(Opcode::end));
  return words;
}

// A program whose second part, which draws later, goes before the first.
Program swapped(const Program& first, const Program& second) {
  Program words = {encode(Opcode::swap), static_cast<std::uint32_t>(first.size() + 1),
                   static_cast<std::uint32_t>(second.size() + 1)};
  for (const Program* part : {&first, &second}) {
    words.insert(words.end(), part->begin(), part->end());
    words.push_back(encode(Opcode::end));
  }
  return words;
}

void append(Program& target, const Program& words) { target.insert(target.end(), words.begin(), words.end()); }

bool is_ascii_word(char c) {
  return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '_';
}

// slugify makes one hyphen of a run of spaces and hyphens and strips the ends, so each of these must stand alone
// between two letters. Normalisation joins some characters that follow each other, but none in ASCII.
bool is_plain_slug_source(std::string_view text) {
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (static_cast<unsigned char>(c) >= 0x80 || static_cast<unsigned char>(c) < 0x20) return false;
    if (c != ' ' && c != '-') continue;
    if (i == 0 || i + 1 == text.size() || !is_ascii_word(text[i - 1]) || !is_ascii_word(text[i + 1])) return false;
  }
  return true;
}

// The marks at which a change draws.
std::string_view marks(Transform transform) {
  switch (transform) {
    case Transform::numerify:
      return "#%$!@";
    case Transform::lexify:
      return "?";
    case Transform::bothify:
      return "#%$!@?";
    default:
      return "^";
  }
}

// The draw that `change` of a drawn character is; nothing if the characters would differ in more than case.
std::optional<Draw> changed_draw(Transform transform, Draw draw) {
  const bool letters = draw == Draw::letter || draw == Draw::letter_lower || draw == Draw::letter_upper;
  switch (transform) {
    case Transform::unidecode:
    case Transform::escape_json:
      return draw;
    case Transform::lower:
    case Transform::slugify:
    case Transform::slugify_domain:
    case Transform::slugify_unicode:
      return letters ? Draw::letter_lower : draw == Draw::hex_upper ? Draw::hex_lower : draw;
    case Transform::upper:
      return letters ? Draw::letter_upper : draw == Draw::hex_lower ? Draw::hex_upper : draw;
    default:
      return std::nullopt;
  }
}

// Whether the change leaves digits as they are, whatever its operand.
bool keeps_digits(Transform transform) { return changed_draw(transform, Draw::digit) == Draw::digit; }

Program literal(std::string_view text, BlobBuilder& builder) {
  if (text.empty()) return {};
  return {encode(Opcode::literal, static_cast<std::uint32_t>(text.size())), builder.text(text).offset()};
}

// Whether the places are digits that stand side by side.
bool is_digit_run(const std::vector<std::uint16_t>& places) {
  for (std::size_t i = 0; i < places.size(); ++i) {
    if (places[i] != places[0] + i || static_cast<Draw>(places[i] >> 13) != Draw::digit) return false;
  }
  return true;
}

Program digit_run(std::string_view text, const std::vector<std::uint16_t>& places, BlobBuilder& builder) {
  Program words = literal(text.substr(0, places.front()), builder);
  words.push_back(encode(Opcode::digits, static_cast<std::uint32_t>(places.size())));
  append(words, literal(text.substr(places.back() + 1u), builder));
  return words;
}

}  // namespace

std::optional<Program> pattern_program(Transform transform, std::string_view text, BlobBuilder& builder) {
  const auto places = pattern_places(transform, text);
  if (!places) return std::nullopt;
  if (text.empty()) return Program{};
  const auto size = static_cast<std::uint32_t>(text.size());
  const std::uint32_t offset = builder.text(text).offset();
  if (places->empty()) return Program{encode(Opcode::literal, size), offset};
  if (is_digit_run(*places)) return digit_run(text, *places, builder);
  Program words = {encode(Opcode::pattern, size), offset,
                   static_cast<std::uint32_t>(places->size()) | leading_digits(*places) << 16};
  for (std::size_t i = 0; i < places->size(); i += 2) {
    const std::uint32_t next = i + 1 < places->size() ? (*places)[i + 1] : 0u;
    words.push_back((*places)[i] | next << 16);
  }
  return words;
}

std::optional<Program> Distributor::distribute(Transform transform, std::uint32_t operand_word, const Program& words) {
  if (is_pattern(transform)) return operand_word == 0 ? fill_places(transform, words) : std::nullopt;
  return change({transform, operand_word}, ended(words).data());
}

std::optional<Program> Distributor::change(const Change& change, const std::uint32_t* words) {
  Program result;
  for (; opcode(*words) != Opcode::end; words += length(words)) {
    const std::uint32_t a = operand(*words);
    switch (opcode(*words)) {
      case Opcode::literal: {
        const auto text = change_text(change, builder_.string(words[1], a));
        if (!text) return std::nullopt;
        append(result, literal(*text, builder_));
        break;
      }
      case Opcode::pick_text: {
        const auto first = change_texts(change, words[1], a);
        if (!first) return std::nullopt;
        append(result, {words[0], *first});
        break;
      }
      case Opcode::pick_weighted_text: {
        const auto first = change_texts(change, words[3], weighted_count(words[0]));
        if (!first) return std::nullopt;
        append(result, {words[0], words[1], words[2], *first});
        break;
      }
      case Opcode::pick_program: {
        const auto first = change_programs(change, words[1], a);
        if (!first) return std::nullopt;
        append(result, {words[0], *first});
        break;
      }
      case Opcode::pick_weighted_program: {
        const auto first = change_programs(change, words[3], weighted_count(words[0]));
        if (!first) return std::nullopt;
        append(result, {words[0], words[1], words[2], *first});
        break;
      }
      case Opcode::run: {
        const Program callee = builder_.program(a);
        auto changed = this->change(change, callee.data());
        if (!changed) return std::nullopt;
        append(result, {encode(Opcode::run, builder_.code(ended(std::move(*changed))))});
        break;
      }
      case Opcode::digits:
      case Opcode::integer_text:
        if (!keeps_digits(change.transform)) return std::nullopt;
        result.insert(result.end(), words, words + length(words));
        break;
      case Opcode::pattern: {
        auto changed = change_pattern(change, words);
        if (!changed) return std::nullopt;
        append(result, *changed);
        break;
      }
      case Opcode::swap: {
        auto last = this->change(change, words + 3);
        auto first = this->change(change, words + 3 + words[1]);
        if (!last || !first) return std::nullopt;
        append(result, swapped(*last, *first));
        break;
      }
      default:
        return std::nullopt;
    }
  }
  return result;
}

// Whether `text` changes the same way whatever stands around it.
bool Distributor::is_separable(const Change& change, std::string_view text) const {
  switch (change.transform) {
    case Transform::unidecode:
    case Transform::escape_json:
      return true;
    case Transform::lower:
    case Transform::upper:
      return text.find("\xce\xa3") == std::string_view::npos;  // sigma's lower case depends on what follows
    case Transform::slugify:
    case Transform::slugify_domain:
    case Transform::slugify_unicode:
      return is_plain_slug_source(text);
    case Transform::replace: {
      const auto pairs = builder_.text_pairs(change.operand);
      return std::ranges::all_of(pairs, [](const auto& pair) { return characters(pair.first).size() == 1; });
    }
    default:
      return false;
  }
}

std::optional<std::string> Distributor::change_text(const Change& change, std::string_view text) const {
  if (!is_separable(change, text)) return std::nullopt;
  Output out;
  out.append(text);
  switch (change.transform) {
    case Transform::unidecode:
      text::unidecode(out, 0, builder_.unidecode_table());
      break;
    case Transform::lower:
      text::lower(out, 0);
      break;
    case Transform::upper:
      text::upper(out, 0);
      break;
    case Transform::slugify:
      text::slugify(out, 0);
      break;
    case Transform::slugify_domain:
      text::slugify(out, 0, {.allow_dots = true});
      break;
    case Transform::slugify_unicode:
      text::slugify(out, 0, {.allow_unicode = true});
      break;
    case Transform::escape_json:
      escape_json(out, 0);
      break;
    default:
      for (const auto& [search, replacement] : builder_.text_pairs(change.operand)) {
        replace_all(out, 0, search, replacement);
      }
  }
  return std::string(out.view());
}

std::optional<std::uint32_t> Distributor::change_texts(const Change& change, std::uint32_t first, std::uint32_t count) {
  std::vector<std::string> texts;
  for (std::uint32_t i = 0; i < count; ++i) {
    auto text = change_text(change, builder_.text_at(first + i));
    if (!text) return std::nullopt;
    texts.push_back(std::move(*text));
  }
  return builder_.texts(texts);
}

std::optional<std::uint32_t> Distributor::change_programs(const Change& change, std::uint32_t first,
                                                          std::uint32_t count) {
  std::vector<std::uint32_t> programs;
  for (std::uint32_t i = 0; i < count; ++i) {
    const Program program = builder_.program(*builder_.code_at(first + i));
    auto changed = this->change(change, program.data());
    if (!changed) return std::nullopt;
    programs.push_back(builder_.code(ended(std::move(*changed))));
  }
  return builder_.code(programs);
}

// The text around the places changes; the places must stay where they are.
std::optional<Program> Distributor::change_pattern(const Change& change, const std::uint32_t* words) const {
  const std::uint32_t size = operand(words[0]);
  std::string sample(builder_.string(words[1], size));
  const std::uint32_t places = words[2] & 0xffffu;
  Program result(words, words + length(words));
  for (std::uint32_t i = 0; i < places; ++i) {
    const std::uint32_t shift = i % 2 * 16;
    const std::uint32_t place = words[3 + i / 2] >> shift & 0xffffu;
    const auto draw = changed_draw(change.transform, static_cast<Draw>(place >> 13));
    if (!draw) return std::nullopt;
    sample[place & 0x1fffu] = '0';
    result[3 + i / 2] &= ~(0xffffu << shift);
    result[3 + i / 2] |= (static_cast<std::uint32_t>(*draw) << 13 | (place & 0x1fffu)) << shift;
  }
  const auto changed = change_text(change, sample);
  if (!changed || changed->size() != size) return std::nullopt;
  result[1] = builder_.text(*changed).offset();
  return result;
}

// Places are drawn when everything else has been, so they can only become a pattern of their own behind the last
// instruction that draws, or before the first, which then changes places with them.
std::optional<Program> Distributor::fill_places(Transform transform, const Program& words) {
  const Program program = ended(words);
  Program drawn;  // from the first draw to the last
  std::string first_text, last_text;
  const auto holds_mark = [transform](std::string_view text) {
    return text.find_first_of(marks(transform)) != std::string::npos;
  };
  for (const std::uint32_t* at = program.data(); opcode(*at) != Opcode::end; at += length(at)) {
    if (opcode(*at) == Opcode::literal) {
      (drawn.empty() ? first_text : last_text) += builder_.string(at[1], operand(*at));
      continue;
    }
    if (holds_mark(last_text) || may_write(builder_, at, holds_mark)) {
      return std::nullopt;
    }
    append(drawn, literal(last_text, builder_));
    last_text.clear();
    drawn.insert(drawn.end(), at, at + length(at));
  }
  const bool leading = holds_mark(first_text);
  if (leading && holds_mark(last_text)) return std::nullopt;
  auto first = pattern_program(transform, first_text, builder_);
  auto last = pattern_program(transform, last_text, builder_);
  if (!first || !last) return std::nullopt;
  append(drawn, *last);
  if (leading && !drawn.empty()) return swapped(drawn, *first);
  append(*first, drawn);
  return first;
}

}  // namespace phoney::pack
