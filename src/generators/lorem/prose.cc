#include "generators/lorem/prose.h"

#include "engine/list_writer.h"
#include "generators/base/numbers.h"
#include "text/transform.h"
#include "text/utf8.h"

namespace phoney {
namespace {

// Faker tries for ever if no piece is short enough. A locale's words need a handful of attempts.
constexpr int kAttempts = 10'000;
// Nor does it ever reach its length with empty pieces.
constexpr int kMaxEmptyPieces = 10'000;

std::int64_t vary(Random& random, std::int64_t number, bool variable) {
  if (!variable) return number;
  const NearNumber near{.number = number, .min = 1};
  return near.draw(random);
}

}  // namespace

bool Prose::has_words() {
  if (words_.size() > 0) return true;
  context_.fail(ErrorCode::generation_failed, "there is no word to draw; add one to `ext_word_list`");
  return false;
}

void Prose::word(Output& out) {
  if (has_words()) words_.append(context_.random().choice_index(words_.size()), out);
}

void Prose::sentence(std::int64_t nb_words, bool variable, Output& out) {
  if (nb_words <= 0 || !has_words()) return;
  Random& random = context_.random();
  nb_words = vary(random, nb_words, variable);
  const std::size_t start = out.size();
  // random.choice for a single word, random.choices for several: they draw differently.
  words_.append(nb_words == 1 ? random.choice_index(words_.size()) : random.choices_index(words_.size()), out);
  text::title(out, start);
  for (std::int64_t i = 1; i < nb_words; ++i) {
    out.append(connector_);
    words_.append(random.choices_index(words_.size()), out);
  }
  out.append(punctuation_);
}

void Prose::paragraph(std::int64_t nb_sentences, bool variable, Output& out) {
  if (nb_sentences <= 0 || !has_words()) return;
  nb_sentences = vary(context_.random(), nb_sentences, variable);
  for (std::int64_t i = 0; i < nb_sentences && context_.may_go_on(out); ++i) {
    if (i > 0) out.append(connector_);
    sentence(out);
  }
}

template <class F>
bool Prose::append_pieces(std::int64_t max_chars, std::string_view separator, Output& out, F append) {
  const std::size_t start = out.size();
  for (int attempt = 0; attempt < kAttempts; ++attempt) {
    std::int64_t size = 0;
    int pieces = 0;
    int empty = 0;
    std::size_t last = start;
    for (; size < max_chars && empty <= kMaxEmptyPieces; ++pieces) {
      last = out.size();
      if (size > 0) out.append(separator);
      append();
      if (!context_.may_go_on(out.size(), WorkLimit::steps_of(out.size() - last))) return false;
      const auto length = static_cast<std::int64_t>(text::length(out.view_from(last)));
      if (length == 0) ++empty;
      size += length;
    }
    out.truncate(last);
    if (pieces > 1 && empty <= kMaxEmptyPieces) return true;
  }
  context_.fail(ErrorCode::generation_failed, "no text of these words fits into `max_nb_chars`; allow more characters");
  return false;
}

void Prose::text(std::int64_t max_nb_chars, Output& out) {
  if (!has_words()) return;
  const std::size_t start = out.size();
  if (max_nb_chars < 25) {
    bool starts_empty = false;
    const auto append = [&] {
      const bool first = out.size() == start;
      word(out);
      if (first && out.size() == start) starts_empty = true;
    };
    if (!append_pieces(max_nb_chars, connector_, out, append)) return;
    if (starts_empty) {
      return context_.fail(ErrorCode::generation_failed,
                           "a text cannot begin with an empty word; remove it from `ext_word_list`");
    }
    text::upper_first(out, start);
    out.append(punctuation_);
  } else if (max_nb_chars < 100) {
    append_pieces(max_nb_chars, connector_, out, [&] { sentence(out); });
  } else {
    append_pieces(max_nb_chars, "\n", out, [&] { paragraph(out); });
  }
}

void Prose::word_list(std::int64_t nb, bool unique, Output& out) {
  Random& random = context_.random();
  const std::size_t count = words_.size();
  const auto append = [&](ListWriter& list, std::size_t i) { list.item([&] { words_.append(i, out); }); };
  ListWriter list(out);
  if (unique) {
    if (nb < 0 || nb > static_cast<std::int64_t>(count)) {
      return context_.fail(ErrorCode::generation_failed,
                           "`nb` must be from 0 to " + std::to_string(count) + ", the number of words, with `unique`");
    }
    random.sample(count, static_cast<std::size_t>(nb), [&](std::size_t i) { append(list, i); });
  } else if (nb <= 0 || has_words()) {
    for (std::int64_t i = 0; i < nb; ++i)
      append(list, nb == 1 ? random.choice_index(count) : random.choices_index(count));
  }
  list.finish();
}

Result<void> check_max_nb_chars(std::int64_t max_nb_chars) {
  if (max_nb_chars >= Prose::kLeastChars) return {};
  return make_error(
      ErrorCode::invalid_argument,
      "`max_nb_chars` must be at least " + std::to_string(Prose::kLeastChars) + ", not " + std::to_string(max_nb_chars),
      "max_nb_chars");
}

}  // namespace phoney
