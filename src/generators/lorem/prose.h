// Prose: how Faker strings random words together.

#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "base/output.h"
#include "engine/parameter.h"
#include "engine/session.h"

namespace phoney {

// The words to draw from: a locale's, or a caller's own.
class Vocabulary {
 public:
  explicit Vocabulary(Table table) : table_(table) {}
  explicit Vocabulary(const TextList& own) : own_(&own) {}

  std::size_t size() const { return own_ != nullptr ? own_->size() : table_.size(); }
  void append(std::size_t i, Output& out) const {
    if (own_ != nullptr) {
      out.append((*own_)[i]);
    } else {
      table_.append(i, out);
    }
  }

 private:
  Table table_;
  const TextList* own_ = nullptr;
};

class Prose {
 public:
  // The locale's tables: `word_connector` and `sentence_punctuation` are the second and third of the generator's.
  Prose(Context& context, Vocabulary words)
      : context_(context),
        words_(words),
        connector_(context.table(1).text(0)),
        punctuation_(context.table(2).text(0)) {}

  void word(Output& out);
  void sentence(Output& out) { sentence(6, true, out); }
  void sentence(std::int64_t nb_words, bool variable, Output& out);
  void paragraph(Output& out) { paragraph(3, true, out); }
  void paragraph(std::int64_t nb_sentences, bool variable, Output& out);
  // At most so many characters, which are at least kLeastChars.
  void text(std::int64_t max_nb_chars, Output& out);

  void word_list(std::int64_t nb, bool unique, Output& out);

  static constexpr std::int64_t kLeastChars = 5;

 private:
  // Appends pieces while they are shorter than `max_chars` in all, and takes the last back. False after a failure.
  template <class F>
  bool append_pieces(std::int64_t max_chars, std::string_view separator, Output& out, F append);
  bool has_words();

  Context& context_;
  Vocabulary words_;
  std::string_view connector_;
  std::string_view punctuation_;
};

Result<void> check_max_nb_chars(std::int64_t max_nb_chars);

}  // namespace phoney
