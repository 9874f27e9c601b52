// pylist, pytuple, pyset, pyiterable, pydict and pystruct: containers of values of drawn types.

#include "generators/python/containers.h"

#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <vector>

#include "engine/list_writer.h"
#include "generators/python/pieces.h"
#include "generators/python/python.h"

namespace phoney {
namespace {

void append_list(Context& context, const TextList& types, std::int64_t size, Sequence sequence, Output& out) {
  const RandomType type(context, types);
  ListWriter list(out, sequence);
  for (std::int64_t i = 0; i < size && context.may_go_on(out); ++i) list.item([&] { type.append(out); });
  list.finish();
}

// A string that is the same for elements that are one to Python: 1, 1.0 and True are, and so are 0, 0.0, -0.0 and
// False.
std::string_view identity(std::string_view element) {
  if (element == "true" || element == "True") return "1";
  if (element == "false" || element == "False" || element == "-0.0") return "0";
  return element.ends_with(".0") ? element.substr(0, element.size() - 2) : element;
}

// Generators of lists, sets and dictionaries, and of a tuple that holds some. In Python these cannot be in a set.
constexpr std::string_view kUnhashable[] = {"english_paragraphs",
                                            "english_sentences",
                                            "english_texts",
                                            "english_words",
                                            "get_words_list",
                                            "license_plate_regex_formats",
                                            "nic_handles",
                                            "paragraphs",
                                            "profile",
                                            "pydict",
                                            "pylist",
                                            "pyset",
                                            "pystruct",
                                            "random_choices",
                                            "random_elements",
                                            "random_letters",
                                            "random_sample",
                                            "sentences",
                                            "simple_profile",
                                            "struct",
                                            "texts",
                                            "words"};

// Sorts `order` in steps, between which the context is asked: a hundred thousand elements take a while.
template <class Less>
void sort_in_steps(const Context& context, const Output& out, std::vector<std::size_t>& order, Less less) {
  constexpr std::size_t kStep = 4096;
  const auto asked = [&](std::size_t count) { return context.may_go_on(out.size(), WorkLimit::steps_of(64 * count)); };
  const auto place = [&](std::size_t i) {
    return order.begin() + static_cast<std::ptrdiff_t>(std::min(i, order.size()));
  };
  for (std::size_t i = 0; i < order.size() && asked(kStep); i += kStep) std::sort(place(i), place(i + kStep), less);
  for (std::size_t sorted = kStep; sorted < order.size(); sorted *= 2) {
    for (std::size_t i = 0; i < order.size() && asked(2 * sorted); i += 2 * sorted) {
      std::inplace_merge(place(i), place(i + sorted), place(i + 2 * sorted), less);
    }
  }
}

// A set has an element once. As JSON it is sorted, because its order in Python means nothing.
void append_set(Context& context, const TextList& types, std::int64_t size, Output& out) {
  const RandomType type(context, types);
  Pieces pieces(context, out);
  const auto append = [&] {
    const std::string_view name = type.append(out);
    if (std::ranges::find(kUnhashable, name) == std::end(kUnhashable)) return;
    context.fail(
        ErrorCode::generation_failed,
        fmt::format("sets cannot contain lists or dictionaries, which `{}` returns; remove it from `value_types`",
                    name));
  };
  for (std::int64_t i = 0; i < size && context.may_go_on(out); ++i) pieces.add(append);
  pieces.finish([&] {
    if (pieces.size() == 0) return out.append(pieces.json() ? "[]" : "set()");
    thread_local std::vector<std::size_t> order;
    order.clear();
    const auto text = [&](std::size_t i) { return identity(pieces[i]); };
    for_each_place(context, out, pieces.size(), text, [&](std::size_t i, std::size_t first) {
      if (first == i) order.push_back(i);
    });
    if (pieces.json())
      sort_in_steps(context, out, order, [&](std::size_t a, std::size_t b) { return pieces[a] < pieces[b]; });
    if (context.session().failed()) return;
    out.append(pieces.json() ? '[' : '{');
    for (std::size_t i = 0; i < order.size(); ++i) {
      if (i > 0) out.append(pieces.json() ? "," : ", ");
      pieces.append(order[i]);
    }
    out.append(pieces.json() ? ']' : '}');
  });
}

template <Sequence kSequence>
void pysequence(Context& context, const ContainerArgs& args, Output& out) {
  const std::int64_t size = args.draw_size(context.random());
  if constexpr (kSequence == Sequence::set) {
    append_set(context, args.types, size, out);
  } else {
    append_list(context, args.types, size, kSequence, out);
  }
}

// Hands both lists of types on, and the second once more.
struct IterableArgs : ContainerArgs {
  IterableArgs() { allowed_count_double = true; }
};
void pyiterable(Context& context, const IterableArgs& args, Output& out) {
  switch (context.random().below(3)) {
    case 0:
      return pysequence<Sequence::list>(context, args, out);
    case 1:
      return pysequence<Sequence::tuple>(context, args, out);
    default:
      return pysequence<Sequence::set>(context, args, out);
  }
}

void pydict(Context& context, const ContainerArgs& args, Output& out) {
  const Table words = context.table(0);
  const RandomType type(context, args.types);
  Pieces pieces(context, out);
  const std::int64_t size = draw_keys(context.random(), args, words.size(),
                                      [&](std::size_t i) { pieces.add([&] { out.append(words.text(i)); }); });
  if (size < 0) return context.fail(ErrorCode::generation_failed, "`nb_elements` must be at least 0");
  for (std::int64_t i = 0; i < size && context.may_go_on(out); ++i) pieces.add([&] { type.append(out); });
  const auto count = static_cast<std::size_t>(size);
  const auto value = [=](std::size_t i) { return count + i; };
  pieces.finish([&] { append_dictionary(context, pieces, count, std::identity(), value, out); });
}

struct StructArgs {
  std::int64_t count = 10;
  TypeNames value_types = {};
  TypeNames allowed_types = {};
  TextList types = {};  // found by `prepare`

  Result<void> prepare() {
    static constexpr std::string_view kLeftOut[] = {"struct"};
    types = joined_types(value_types, allowed_types, kLeftOut);
    return {};
  }
};

// One of pystruct's nested values: {i: value, i + 1: [values], i + 2: ...}, of which `last` appends the third.
template <class F>
void append_numbered(const Context& context, const RandomType& type, std::int64_t i, int values, Output& out,
                     F&& last) {
  const bool json = out.notation() == Notation::json;
  const auto key = [&](std::int64_t number) {
    if (json) out.append('"');
    out.append_integer(number);
    out.append(json ? "\":" : ": ");
  };
  const auto value = [&] {
    const std::size_t start = out.size();
    out.set_kind(Kind::text);
    type.append(out);
    finish_item(out, start);
  };
  const std::string_view comma = json ? "," : ", ";
  out.append('{');
  key(i);
  value();
  out.append(comma);
  key(i + 1);
  if (values == 1) {
    value();
  } else {
    write_list(context, values, out, [&] { type.append(out); });
  }
  out.append(comma);
  key(i + 2);
  last();
  out.append('}');
  out.set_kind(Kind::encoded);
}

// A list of types' values, a dictionary of values and one of nested dictionaries. In each round, Python makes a value
// before the word that is its key.
void pystruct(Context& context, const StructArgs& args, Output& out) {
  const RandomType type(context, args.types);
  constexpr std::size_t kWord = kTypeGenerators;
  constexpr std::size_t kPieces = 5;  // of a round
  Pieces pieces(context, out);
  const auto count = static_cast<std::size_t>(std::max<std::int64_t>(args.count, 0));
  for (std::size_t round = 0; round < count && context.may_go_on(out); ++round) {
    const auto i = static_cast<std::int64_t>(round);
    pieces.add([&] { type.append(out); });
    pieces.add([&] { context.call_value(kWord, out); });
    pieces.add([&] { type.append(out); });
    pieces.add([&] {
      append_numbered(context, type, i, 3, out, [&] {
        append_numbered(context, type, i, 1, out, [&] { write_list(context, 2, out, [&] { type.append(out); }); });
      });
    });
    pieces.add([&] { context.call_value(kWord, out); });
  }
  const auto piece = [](std::size_t which) { return [which](std::size_t i) { return kPieces * i + which; }; };
  pieces.finish([&] {
    const std::string_view comma = pieces.json() ? "," : ", ";
    out.append(pieces.json() ? "[[" : "([");
    for (std::size_t i = 0; i < count; ++i) {
      if (i > 0) out.append(comma);
      pieces.append(piece(2)(i));
    }
    out.append(']');
    out.append(comma);
    append_dictionary(context, pieces, count, piece(1), piece(0), out);
    out.append(comma);
    append_dictionary(context, pieces, count, piece(4), piece(3), out);
    out.append(pieces.json() ? ']' : ')');
  });
}

constexpr GeneratorSpec generators[] = {
    container_generator<pysequence<Sequence::list>>("pylist", "A list of values of several types.")
        .returns(ResultType::list),
    container_generator<pysequence<Sequence::tuple>>("pytuple", "A tuple of values of several types.")
        .returns(ResultType::list),
    container_generator<pysequence<Sequence::set>>("pyset", "A set of values of several types, as a sorted list.")
        .returns(ResultType::list),
    container_generator<pyiterable, IterableArgs>("pyiterable", "A list, tuple or set of values of several types.")
        .returns(ResultType::list),
    container_generator<pydict>("pydict", "A dictionary of words and values of several types.")
        .tables({"lorem/locale:word_list"})
        .returns(ResultType::object),
    with_types(
        generator<pystruct>("pystruct", "A list, a dictionary and a nested dictionary of values of several types."))
        .param<&StructArgs::count>("count", "Number of rounds of values.")
        .at_most(10'000)
        .param<&StructArgs::value_types>("value_types", "Names of types or generators to draw from.")
        .param<&StructArgs::allowed_types>("allowed_types", "Further types or generators.")
        .calls({"word"})
        .returns(ResultType::list),
};

}  // namespace

std::span<const GeneratorSpec> container_generators() { return generators; }

}  // namespace phoney
