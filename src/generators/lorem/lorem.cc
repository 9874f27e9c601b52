#include "generators/lorem/lorem.h"

#include <array>
#include <string>

#include "engine/list_writer.h"
#include "generators/lorem/prose.h"

namespace phoney {
namespace {

using Words = std::optional<TextList>;

// The order of every generator's tables here: Prose reads the second and the third.
template <auto Function>
constexpr GeneratorSpec prose_generator(std::string_view name, std::string_view description) {
  return generator<Function>(name, description)
      .tables({"word_list", "word_connector", "sentence_punctuation", "parts_of_speech"});
}

Prose prose(Context& context, const Words& own) {
  return {context, own ? Vocabulary(*own) : Vocabulary(context.table(0))};
}

// The caller's words, or the locale's of one part of speech, or all of the locale's. Nothing after a failure.
std::optional<Vocabulary> vocabulary(Context& context, const Words& own, const std::optional<std::string>& part) {
  if (own) return Vocabulary(*own);
  if (!part || part->empty()) return Vocabulary(context.table(0));
  const Table parts = context.table(3);
  if (const auto found = parts.find(*part)) return Vocabulary(parts.child(*found));
  context.fail(ErrorCode::generation_failed, "this locale has no words of the `part_of_speech` \"" + *part + "\"");
  return std::nullopt;
}

struct WordsListArgs {
  std::optional<std::string> part_of_speech = {};
  Words ext_word_list = {};
};
void get_words_list(Context& context, const WordsListArgs& args, Output& out) {
  const auto words = vocabulary(context, args.ext_word_list, args.part_of_speech);
  if (!words) return;
  std::size_t i = 0;
  write_list(context, static_cast<std::int64_t>(words->size()), out, [&] { words->append(i++, out); });
}
void word(Context& context, const WordsListArgs& args, Output& out) {
  if (const auto words = vocabulary(context, args.ext_word_list, args.part_of_speech)) Prose(context, *words).word(out);
}

struct WordsArgs {
  std::int64_t nb = 3;
  Words ext_word_list = {};
  std::optional<std::string> part_of_speech = {};
  bool unique = false;
};
void words(Context& context, const WordsArgs& args, Output& out) {
  const auto words = vocabulary(context, args.ext_word_list, args.part_of_speech);
  if (words) Prose(context, *words).word_list(args.nb, args.unique, out);
}

struct SentenceArgs {
  std::int64_t nb_words = 6;
  bool variable_nb_words = true;
  Words ext_word_list = {};
};
void sentence(Context& context, const SentenceArgs& args, Output& out) {
  prose(context, args.ext_word_list).sentence(args.nb_words, args.variable_nb_words, out);
}

struct ListArgs {
  std::int64_t nb = 3;
  Words ext_word_list = {};
};
void sentences(Context& context, const ListArgs& args, Output& out) {
  Prose source = prose(context, args.ext_word_list);
  write_list(context, args.nb, out, [&] { source.sentence(out); });
}
void paragraphs(Context& context, const ListArgs& args, Output& out) {
  Prose source = prose(context, args.ext_word_list);
  write_list(context, args.nb, out, [&] { source.paragraph(out); });
}

struct ParagraphArgs {
  std::int64_t nb_sentences = 3;
  bool variable_nb_sentences = true;
  Words ext_word_list = {};
};
void paragraph(Context& context, const ParagraphArgs& args, Output& out) {
  prose(context, args.ext_word_list).paragraph(args.nb_sentences, args.variable_nb_sentences, out);
}

struct TextArgs {
  std::int64_t max_nb_chars = 200;
  Words ext_word_list = {};
};
void text(Context& context, const TextArgs& args, Output& out) {
  prose(context, args.ext_word_list).text(args.max_nb_chars, out);
}

struct TextsArgs {
  std::int64_t nb_texts = 3;
  std::int64_t max_nb_chars = 200;
  Words ext_word_list = {};

  Result<void> check() const { return nb_texts > 0 ? check_max_nb_chars(max_nb_chars) : Result<void>(); }
};
void texts(Context& context, const TextsArgs& args, Output& out) {
  Prose source = prose(context, args.ext_word_list);
  write_list(context, args.nb_texts, out, [&] { source.text(args.max_nb_chars, out); });
}

constexpr std::string_view kWords = "Words to draw from; the locale's words if null.";
constexpr std::string_view kPart = "Part of speech, such as verb or noun, in locales whose words have one.";

constexpr GeneratorSpec generators[] = {
    prose_generator<get_words_list>("get_words_list", "All words that the locale's texts use.")
        .param<&WordsListArgs::part_of_speech>("part_of_speech", kPart)
        .param<&WordsListArgs::ext_word_list>("ext_word_list", "Words to use instead.")
        .returns(ResultType::list),
    prose_generator<word>("word", "A word.")
        .param<&WordsListArgs::part_of_speech>("part_of_speech", kPart)
        .param<&WordsListArgs::ext_word_list>("ext_word_list", kWords),
    prose_generator<words>("words", "A list of words.")
        .param<&WordsArgs::nb>("nb", "Number of words.")
        .at_most(10'000)
        .param<&WordsArgs::ext_word_list>("ext_word_list", kWords)
        .param<&WordsArgs::part_of_speech>("part_of_speech", kPart)
        .param<&WordsArgs::unique>("unique", "Whether to draw each word at most once.")
        .returns(ResultType::list),
    prose_generator<sentence>("sentence", "A sentence.")
        .param<&SentenceArgs::nb_words>("nb_words", "Approximate number of words.")
        .at_most(10'000)
        .param<&SentenceArgs::variable_nb_words>("variable_nb_words", "Whether to vary the number by up to 40 percent.")
        .param<&SentenceArgs::ext_word_list>("ext_word_list", kWords),
    prose_generator<sentences>("sentences", "A list of sentences.")
        .param<&ListArgs::nb>("nb", "Number of sentences.")
        .at_most(10'000)
        .param<&ListArgs::ext_word_list>("ext_word_list", kWords)
        .returns(ResultType::list),
    prose_generator<paragraph>("paragraph", "A paragraph.")
        .param<&ParagraphArgs::nb_sentences>("nb_sentences", "Approximate number of sentences.")
        .at_most(10'000)
        .param<&ParagraphArgs::variable_nb_sentences>("variable_nb_sentences",
                                                      "Whether to vary the number by up to 40 percent.")
        .param<&ParagraphArgs::ext_word_list>("ext_word_list", kWords),
    prose_generator<paragraphs>("paragraphs", "A list of paragraphs.")
        .param<&ListArgs::nb>("nb", "Number of paragraphs.")
        .at_most(10'000)
        .param<&ListArgs::ext_word_list>("ext_word_list", kWords)
        .returns(ResultType::list),
    prose_generator<text>("text", "A text of whole sentences.")
        .param<&TextArgs::max_nb_chars>("max_nb_chars", "Maximum number of characters, at least 5.")
        .at_least(Prose::kLeastChars)
        .at_most(100'000)
        .param<&TextArgs::ext_word_list>("ext_word_list", kWords),
    prose_generator<texts>("texts", "A list of texts.")
        .param<&TextsArgs::nb_texts>("nb_texts", "Number of texts.")
        .at_most(1'000)
        .param<&TextsArgs::max_nb_chars>("max_nb_chars", "Maximum number of characters per text, at least 5.")
        .at_most(100'000)
        .param<&TextsArgs::ext_word_list>("ext_word_list", kWords)
        .returns(ResultType::list),
};

}  // namespace

std::span<const ClassGenerators> lorem_generators() {
  static const std::array<ClassGenerators, 2> classes = {{
      {"lorem", "default", generators},
      {"lorem", "en_PH", lorem_en_ph_generators()},
  }};
  return classes;
}

}  // namespace phoney
