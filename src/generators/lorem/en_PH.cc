// en_PH has the usual generators once more over English words, besides its own Latin.

#include "engine/list_writer.h"
#include "generators/lorem/lorem.h"
#include "generators/lorem/prose.h"

namespace phoney {
namespace {

// The order of every generator's tables here: Prose reads the second and the third.
template <auto Function>
constexpr GeneratorSpec prose_generator(std::string_view name, std::string_view description) {
  return generator<Function>(name, description).tables({"english_word_list", "word_connector", "sentence_punctuation"});
}

Prose english(Context& context) { return {context, Vocabulary(context.table(0))}; }

void english_word(Context& context, Output& out) { english(context).word(out); }

struct WordsArgs {
  std::int64_t nb = 3;
  bool unique = false;
};
void english_words(Context& context, const WordsArgs& args, Output& out) {
  english(context).word_list(args.nb, args.unique, out);
}

struct SentenceArgs {
  std::int64_t nb_words = 6;
  bool variable_nb_words = true;
};
void english_sentence(Context& context, const SentenceArgs& args, Output& out) {
  english(context).sentence(args.nb_words, args.variable_nb_words, out);
}

struct ListArgs {
  std::int64_t nb = 3;
};
void english_sentences(Context& context, const ListArgs& args, Output& out) {
  Prose source = english(context);
  write_list(context, args.nb, out, [&] { source.sentence(out); });
}
void english_paragraphs(Context& context, const ListArgs& args, Output& out) {
  Prose source = english(context);
  write_list(context, args.nb, out, [&] { source.paragraph(out); });
}

struct ParagraphArgs {
  std::int64_t nb_sentences = 3;
  bool variable_nb_sentences = true;
};
void english_paragraph(Context& context, const ParagraphArgs& args, Output& out) {
  english(context).paragraph(args.nb_sentences, args.variable_nb_sentences, out);
}

struct TextArgs {
  std::int64_t max_nb_chars = 200;
};
void english_text(Context& context, const TextArgs& args, Output& out) {
  english(context).text(args.max_nb_chars, out);
}

struct TextsArgs {
  std::int64_t nb_texts = 3;
  std::int64_t max_nb_chars = 200;

  Result<void> check() const { return nb_texts > 0 ? check_max_nb_chars(max_nb_chars) : Result<void>(); }
};
void english_texts(Context& context, const TextsArgs& args, Output& out) {
  Prose source = english(context);
  write_list(context, args.nb_texts, out, [&] { source.text(args.max_nb_chars, out); });
}

constexpr GeneratorSpec generators[] = {
    prose_generator<english_word>("english_word", "An English word."),
    prose_generator<english_words>("english_words", "A list of English words.")
        .param<&WordsArgs::nb>("nb", "Number of words.")
        .at_most(10'000)
        .param<&WordsArgs::unique>("unique", "Whether to draw each word at most once.")
        .returns(ResultType::list),
    prose_generator<english_sentence>("english_sentence", "A sentence of English words.")
        .param<&SentenceArgs::nb_words>("nb_words", "Approximate number of words.")
        .at_most(10'000)
        .param<&SentenceArgs::variable_nb_words>("variable_nb_words",
                                                 "Whether to vary the number by up to 40 percent."),
    prose_generator<english_sentences>("english_sentences", "A list of sentences of English words.")
        .param<&ListArgs::nb>("nb", "Number of sentences.")
        .at_most(10'000)
        .returns(ResultType::list),
    prose_generator<english_paragraph>("english_paragraph", "A paragraph of English words.")
        .param<&ParagraphArgs::nb_sentences>("nb_sentences", "Approximate number of sentences.")
        .at_most(10'000)
        .param<&ParagraphArgs::variable_nb_sentences>("variable_nb_sentences",
                                                      "Whether to vary the number by up to 40 percent."),
    prose_generator<english_paragraphs>("english_paragraphs", "A list of paragraphs of English words.")
        .param<&ListArgs::nb>("nb", "Number of paragraphs.")
        .at_most(10'000)
        .returns(ResultType::list),
    prose_generator<english_text>("english_text", "A text of English words.")
        .param<&TextArgs::max_nb_chars>("max_nb_chars", "Maximum number of characters, at least 5.")
        .at_least(Prose::kLeastChars)
        .at_most(100'000),
    prose_generator<english_texts>("english_texts", "A list of texts of English words.")
        .param<&TextsArgs::nb_texts>("nb_texts", "Number of texts.")
        .at_most(1'000)
        .param<&TextsArgs::max_nb_chars>("max_nb_chars", "Maximum number of characters per text, at least 5.")
        .at_most(100'000)
        .returns(ResultType::list),
};

}  // namespace

std::span<const GeneratorSpec> lorem_en_ph_generators() { return generators; }

}  // namespace phoney
