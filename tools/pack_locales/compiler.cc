#include "pack_locales/compiler.h"

#include <algorithm>
#include <cctype>

#include <fmt/format.h>

#include "text/transform.h"

namespace phoney::pack {
namespace {

using Type = Expression::Type;

// Recipes that are no longer than this are copied into their callers.
constexpr std::size_t kInlineWords = 16;

struct TransformName {
  std::string_view name;
  Transform transform;
};

constexpr TransformName kTransforms[] = {
    {"numerify", Transform::numerify},
    {"lexify", Transform::lexify},
    {"bothify", Transform::bothify},
    {"hexify", Transform::hexify_lower},
    {"lower", Transform::lower},
    {"upper", Transform::upper},
    {"title", Transform::title},
    {"capitalize", Transform::capitalize},
    {"upper_first", Transform::upper_first},
    {"strip", Transform::strip},
    {"unidecode", Transform::unidecode},
    {"slugify", Transform::slugify},
    {"slugify_domain", Transform::slugify_domain},
    {"slugify_unicode", Transform::slugify_unicode},
    {"replace", Transform::replace},
    {"translate", Transform::translate},
    {"first_word", Transform::first_word},
    {"zfill", Transform::zfill},
};

std::optional<Transform> transform_named(std::string_view name) {
  for (const auto& [known, transform] : kTransforms) {
    if (known == name) return transform;
  }
  return std::nullopt;
}

bool is_pattern(Transform transform) {
  return transform == Transform::numerify || transform == Transform::lexify || transform == Transform::bothify ||
         transform == Transform::hexify_lower || transform == Transform::hexify_upper;
}

// bothify("...") and its kin.
bool is_drawn_text(const Expression& expression) {
  if (expression.type != Type::operation || expression.arguments.empty()) return false;
  const auto transform = transform_named(expression.text);
  return transform && is_pattern(*transform) && expression.arguments[0].type == Type::text;
}

const Expression* option(const Expression& operation, std::string_view name) {
  for (const Expression& argument : operation.arguments) {
    if (argument.type == Type::option && argument.text == name) return &argument.arguments[0];
  }
  return nullptr;
}

Error invalid(std::string message) { return make_error(ErrorCode::invalid_template, std::move(message)); }

// If `expression` is parse, numerify or another pattern around (..around) a single pick, that pick.
const Expression* pick_inside(const Expression& expression, bool& parses) {
  const Expression* inner = &expression;
  while (inner->type == Type::operation && !inner->arguments.empty()) {
    if (inner->text == "pick") return inner;
    const auto transform = transform_named(inner->text);
    if (inner->text == "parse" || (transform && is_pattern(*transform))) {
      parses = true;
    } else if (!transform) {
      return nullptr;
    }
    inner = &inner->arguments[0];
  }
  return nullptr;
}

// `expression` with its innermost pick replaced by the text that was picked.
Expression with_choice(const Expression& expression, const std::string& text) {
  if (expression.text == "pick") return Expression{.type = Type::text, .text = text};
  Expression copy = expression;
  copy.arguments[0] = with_choice(expression.arguments[0], text);
  return copy;
}

// The places of a pattern that keeps its length, in the order Faker draws them; nothing if a place may vanish.
std::optional<std::vector<std::uint16_t>> pattern_places(Transform transform, std::string_view text) {
  std::vector<std::uint16_t> places;
  const auto add = [&](char mark, Draw draw) {
    for (std::size_t i = 0; i < text.size(); ++i) {
      if (text[i] == mark) places.push_back(static_cast<std::uint16_t>(static_cast<unsigned>(draw) << 13 | i));
    }
  };
  if (text.size() > 0x1fff) return std::nullopt;
  if (transform == Transform::numerify || transform == Transform::bothify) {
    if (text.find_first_of("!@") != std::string_view::npos) return std::nullopt;
    add('#', Draw::digit);
    add('%', Draw::digit_not_zero);
    add('$', Draw::digit_above_one);
  }
  if (transform == Transform::lexify || transform == Transform::bothify) add('?', Draw::letter);
  if (transform == Transform::hexify_lower) add('^', Draw::hex_lower);
  if (transform == Transform::hexify_upper) add('^', Draw::hex_upper);
  return places;
}

// How many of the first places are plain digits, which the engine draws in runs.
std::uint32_t leading_digits(const std::vector<std::uint16_t>& places) {
  const auto other =
      std::ranges::find_if(places, [](std::uint16_t place) { return static_cast<Draw>(place >> 13) != Draw::digit; });
  return static_cast<std::uint32_t>(other - places.begin());
}

// A program that only copies text, and that text's place.
bool is_literal(const Program& words) {
  return words.empty() || (words.size() == 2 && (words[0] & 0xff) == static_cast<std::uint32_t>(Opcode::literal));
}

bool is_word(char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_'; }

// Text of a format, and the token {{ generator:group }} that ends it, if one does.
struct Piece {
  std::string text;
  std::string generator;
  std::string group;
};

// Reads a token at `text[at]`. Returns its end, or 0 if there is none.
std::size_t read_token(std::string_view text, std::size_t at, Piece& piece) {
  if (!text.substr(at).starts_with("{{")) return 0;
  std::size_t i = at + 2;
  const auto skip = [&] {
    while (i < text.size() && std::isspace(static_cast<unsigned char>(text[i])) != 0) ++i;
  };
  const auto word = [&] {
    skip();
    const std::size_t start = i;
    while (i < text.size() && is_word(text[i])) ++i;
    return std::string(text.substr(start, i - start));
  };
  const std::string generator = word();
  std::string group;
  if (i < text.size() && text[i] == ':') {
    ++i;
    group = word();
    if (group.empty()) return 0;
  }
  skip();
  if (generator.empty() || !text.substr(i).starts_with("}}")) return 0;
  piece.generator = generator;
  piece.group = group;
  return i + 2;
}

std::vector<Piece> split_format(std::string_view format) {
  std::vector<Piece> pieces(1);
  for (std::size_t i = 0; i < format.size();) {
    if (const std::size_t end = read_token(format, i, pieces.back()); end != 0) {
      i = end;
      pieces.emplace_back();
    } else {
      pieces.back().text += format[i++];
    }
  }
  return pieces;
}

void append_wide(Program& words, std::int64_t value) {
  words.push_back(static_cast<std::uint32_t>(value));
  words.push_back(static_cast<std::uint32_t>(static_cast<std::uint64_t>(value) >> 32));
}

}  // namespace

Compiler::Compiler(const Dataset& dataset, const Recipes& recipes, std::vector<NativeGenerator> natives,
                   BlobBuilder& builder)
    : dataset_(dataset), recipes_(recipes), natives_(std::move(natives)), builder_(builder), tables_(dataset, builder) {
  for (std::uint32_t i = 0; i < natives_.size(); ++i) {
    native_numbers_[fmt::format("{}/{}.{}", natives_[i].provider, natives_[i].lang, natives_[i].spec->name)] = i;
  }
}

const std::map<std::string, Scope>& Compiler::generators(const std::string& locale) {
  const auto [place, added] = generators_.try_emplace(locale);
  if (!added) return place->second;
  const auto& classes = dataset_.locales().at(locale);
  for (const std::string& provider : dataset_.providers()) {
    const std::string& lang = classes.at(provider);
    for (const auto& [name, function] : dataset_.methods(provider, lang)) {
      place->second[name] = Scope{locale, provider, lang};
      functions_[{locale, name}] =
          function.find('/') != std::string::npos ? function : fmt::format("{}/{}", provider, function);
    }
  }
  return place->second;
}

Result<Bound> Compiler::bind(const std::string& locale, const std::string& generator) {
  const auto& known = generators(locale);
  const auto found = known.find(generator);
  if (found == known.end()) return Bound{};
  return bind_function(found->second, functions_.at({locale, generator}));
}

Result<Bound> Compiler::bind_function(const Scope& scope, const std::string& function) {
  const std::string key = fmt::format("{} {}/{} {}", scope.locale, scope.provider, scope.lang, function);
  if (const auto found = bound_.find(key); found != bound_.end()) return found->second;
  if (in_progress_[key]) return invalid(fmt::format("{} calls itself", key));
  in_progress_[key] = true;
  Result<Bound> bound = make_error(ErrorCode::not_implemented, function);
  if (const auto native = native_numbers_.find(function); native != native_numbers_.end()) {
    used_[function] = true;
    bound = bind_native(scope, native->second);
  } else if (const auto recipe = recipes_.recipes.find(function); recipe != recipes_.recipes.end()) {
    used_[function] = true;
    bound = bind_recipe(scope, recipe->second);
  }
  in_progress_[key] = false;
  if (!bound && bound.error().code == ErrorCode::not_implemented) {
    bound = Bound{.bits = static_cast<std::uint32_t>(blob::BindingTag::pending), .is_text = true, .inline_words = {}};
  }
  if (bound) bound_[key] = *bound;
  return bound;
}

Result<Bound> Compiler::bind_recipe(const Scope& scope, const Recipe& recipe) {
  auto code = compile(recipe.expression, scope);
  if (!code) {
    Error error = code.error();
    if (error.code != ErrorCode::not_implemented) {
      error.code = ErrorCode::invalid_template;
      error.message = fmt::format("{}: {} (locale {})", recipe.place, error.message, scope.locale);
    }
    return error;
  }
  Bound bound;
  bound.is_text = code->is_text;
  bound.inline_words = code->words;
  Program words = code->words;
  words.push_back(encode(Opcode::end));
  bound.bits = builder_.code(words) << 2 | static_cast<std::uint32_t>(blob::BindingTag::program);
  return bound;
}

Result<Bound> Compiler::bind_native(const Scope& scope, std::uint32_t number) {
  const GeneratorSpec& spec = *natives_[number].spec;
  Program record = {number, static_cast<std::uint32_t>(spec.table_count), static_cast<std::uint32_t>(spec.call_count)};
  for (std::size_t i = 0; i < spec.table_count; ++i) {
    auto value = tables_.resolve(spec.table_list[i], scope);
    record.push_back(value ? tables_.pack(*value) : blob::kNone);
  }
  for (std::size_t i = 0; i < spec.call_count; ++i) {
    auto called = bind(scope.locale, std::string(spec.call_list[i]));
    if (!called) return called;
    if (called->tag() == blob::BindingTag::pending)
      return make_error(ErrorCode::not_implemented, std::string(spec.call_list[i]));
    record.push_back(called->bits);
  }
  Bound bound;
  bound.is_text = spec.result == ResultType::text;
  bound.bits = builder_.code(record) << 2 | static_cast<std::uint32_t>(blob::BindingTag::native);
  return bound;
}

// call(name): the locale's generator; call(provider/lang:function): that class's function, seen from this locale.
Result<Bound> Compiler::callee(const Scope& scope, const Expression& name) {
  Result<Bound> bound = Bound{};
  if (name.type == Type::name) {
    bound = bind(scope.locale, name.text);
  } else if (name.type == Type::foreign) {
    Scope other = scope;
    if (name.provider != scope.provider) {
      other.provider = name.provider;
      other.lang = name.lang;
    }
    bound = bind_function(other, fmt::format("{}/{}.{}", name.provider, name.lang, name.text));
  } else {
    return invalid("call takes the name of a generator");
  }
  if (!bound) return bound;
  if (bound->tag() == blob::BindingTag::none) return invalid(fmt::format("there is no generator `{}` here", name.text));
  if (bound->tag() == blob::BindingTag::pending) return make_error(ErrorCode::not_implemented, name.text);
  return bound;
}

Result<Code> Compiler::call(const Bound& bound, bool as_text) {
  const bool wrap = as_text && !bound.is_text;
  Code code;
  code.is_text = as_text || bound.is_text;
  if (bound.tag() == blob::BindingTag::program) {
    if (!wrap && bound.inline_words.size() <= kInlineWords) {
      code.words = bound.inline_words;
    } else {
      code.words = {encode(wrap ? Opcode::run_as_text : Opcode::run, bound.index())};
    }
  } else {
    code.words = {encode(wrap ? Opcode::native_as_text : Opcode::native, bound.index())};
  }
  return code;
}

// Appends a part to a text; a part of another type becomes Python's str() of it.
void Compiler::append_text(Code& target, const Code& part) {
  if (part.is_text) {
    target.words.insert(target.words.end(), part.words.begin(), part.words.end());
    return;
  }
  Program words = part.words;
  words.push_back(encode(Opcode::end));
  target.words.push_back(encode(Opcode::run_as_text, builder_.code(words)));
}

// The instruction that picks from a table. What it needs of the table's record goes into its words, so that running it
// loads no more.
Program Compiler::pick_from(std::uint32_t index) const {
  const blob::Table& table = builder_.table(index);
  if (table.kind == blob::TableKind::mixed) return {encode(Opcode::pick_value, index)};
  const bool programs = table.kind == blob::TableKind::programs;
  if (table.thresholds == blob::kNone) {
    return {encode(programs ? Opcode::pick_program : Opcode::pick_text, table.count), table.entries};
  }
  return {encode(programs ? Opcode::pick_weighted_program : Opcode::pick_weighted_text, table.guide_shift), table.guide,
          table.thresholds, table.entries};
}

Code Compiler::literal(std::string_view text) {
  Code code;
  if (!text.empty())
    code.words = {encode(Opcode::literal, static_cast<std::uint32_t>(text.size())), builder_.text(text).offset};
  return code;
}

Result<Code> Compiler::compile(const Expression& expression, const Scope& scope) {
  switch (expression.type) {
    case Type::text:
      return literal(expression.text);
    case Type::either: {
      auto left = compile(expression.arguments[0], scope);
      if (!left && left.error().code == ErrorCode::unknown_parameter) return compile(expression.arguments[1], scope);
      return left;
    }
    case Type::operation:
      return compile_operation(expression, scope);
    case Type::name:
      if (expression.text == "none") return Code{{encode(Opcode::null)}, false};
      [[fallthrough]];
    default:
      return invalid("expected a text or an operation such as pick(...)");
  }
}

Result<Code> Compiler::compile_operation(const Expression& expression, const Scope& scope) {
  const auto& arguments = expression.arguments;
  const std::string& name = expression.text;
  if (arguments.empty()) return invalid(fmt::format("{} needs arguments", name));
  bool parses = false;
  if (const Expression* pick = pick_inside(expression, parses); pick != nullptr && pick != &expression && parses) {
    return compile_over_choices(expression, *pick, scope);
  }
  if (name == "pick") return compile_pick(expression, scope);
  if (name == "call") {
    auto bound = callee(scope, arguments[0]);
    if (!bound) return bound.error();
    return call(*bound, false);
  }
  if (name == "parse") {
    if (arguments[0].type == Type::text) return compile_parse(arguments[0].text, scope);
    if (is_drawn_text(arguments[0])) return compile_parse_drawn(arguments[0], scope);
    auto value = tables_.resolve(arguments[0], scope);
    if (!value) return value.error();
    return compile_parse(value->as_text(), scope);
  }
  if (name == "value") {  // a class attribute that is a text
    auto value = tables_.resolve(arguments[0], scope);
    if (!value) return value.error();
    return literal(value->as_text());
  }
  if (name == "join") return compile_join(expression, scope);
  if (name == "pick_each") return compile_pick_each(expression, scope);
  if (name == "one_of") return compile_one_of(expression, scope);
  if (name == "int" || name == "integer") {
    if (arguments.size() < 2 || arguments[0].type != Type::integer || arguments[1].type != Type::integer) {
      return invalid(fmt::format("{} takes the lowest and the highest integer", name));
    }
    const Expression* width = option(expression, "width");
    Code code;
    code.is_text = name == "int";
    code.words = {encode(code.is_text ? Opcode::integer_text : Opcode::integer,
                         width != nullptr ? static_cast<std::uint32_t>(width->number) : 1u)};
    append_wide(code.words, arguments[0].number);
    append_wide(code.words, arguments[1].number);
    return code;
  }
  if (const auto transform = transform_named(name)) return compile_transform(*transform, expression, scope);
  return invalid(fmt::format("there is no operation `{}`", name));
}

Result<Code> Compiler::compile_pick(const Expression& expression, const Scope& scope) {
  auto value = tables_.resolve(expression.arguments[0], scope);
  if (!value) return value.error();
  auto choices = Tables::choices(*value);
  if (!choices) return choices.error();
  Code code;
  code.is_text = std::ranges::all_of(choices->entries, [](const Entry& entry) { return entry.kind == Kind::text; });
  code.words = pick_from(builder_.text_table(choices->entries, choices->weights));
  return code;
}

// parse(pick(formats)), numerify(pick(formats)) and their like: a table of programs, one per format.
Result<Code> Compiler::compile_over_choices(const Expression& expression, const Expression& pick, const Scope& scope) {
  auto value = tables_.resolve(pick.arguments[0], scope);
  if (!value) return value.error();
  auto choices = Tables::choices(*value);
  if (!choices) return choices.error();
  std::vector<std::uint32_t> programs;
  bool all_literal = true;
  for (const Entry& entry : choices->entries) {
    auto code = compile(with_choice(expression, entry.json), scope);
    if (!code) return code;
    all_literal = all_literal && is_literal(code->words) && !code->words.empty();
    Program words = code->words;
    words.push_back(encode(Opcode::end));
    programs.push_back(builder_.code(words));
  }
  Code code;
  if (all_literal) {
    code.words = pick_from(builder_.text_table(choices->entries, choices->weights));
  } else {
    code.words = pick_from(builder_.program_table(programs, choices->weights));
  }
  return code;
}

// What stands for a token: the generator's value as text.
Result<Code> Compiler::compile_token(const std::string& generator, const std::string& group, const Scope& scope) {
  if (!group.empty()) {
    const std::string function = fmt::format("{}/{}.{}:{}", scope.provider, scope.lang, generator, group);
    const auto recipe = recipes_.recipes.find(function);
    if (recipe == recipes_.recipes.end()) return make_error(ErrorCode::not_implemented, function);
    used_[function] = true;
    return compile(recipe->second.expression, scope);
  }
  if (!generators(scope.locale).contains(generator)) {
    Code code;
    code.words = {encode(Opcode::fail, static_cast<std::uint32_t>(generator.size())), builder_.text(generator).offset};
    return code;
  }
  auto bound = callee(scope, Expression{.type = Type::name, .text = generator});
  if (!bound) return bound.error();
  return call(*bound, true);
}

Result<Code> Compiler::compile_parse(const std::string& format, const Scope& scope) {
  Code code;
  for (const Piece& piece : split_format(format)) {
    append_text(code, literal(piece.text));
    if (piece.generator.empty()) continue;
    auto part = compile_token(piece.generator, piece.group, scope);
    if (!part) return part;
    append_text(code, *part);
  }
  return code;
}

// parse(bothify(format)): the places are drawn before the tokens, so these are inserted into the finished text, each at
// its distance from the end.
Result<Code> Compiler::compile_parse_drawn(const Expression& pattern, const Scope& scope) {
  const auto pieces = split_format(pattern.arguments[0].text);
  std::string plain;
  for (const Piece& piece : pieces) plain += piece.text;
  if (plain.find_first_of("!@") != std::string::npos)
    return invalid("places that may vanish cannot be drawn before tokens");
  Expression without_tokens = pattern;
  without_tokens.arguments[0].text = plain;
  auto code = compile(without_tokens, scope);
  if (!code) return code;
  std::size_t distance = plain.size();
  for (const Piece& piece : pieces) {
    distance -= piece.text.size();
    if (piece.generator.empty()) continue;
    auto part = compile_token(piece.generator, piece.group, scope);
    if (!part) return part;
    Code inserted;
    append_text(inserted, *part);
    code->words.push_back(encode(Opcode::insert, static_cast<std::uint32_t>(distance)));
    code->words.push_back(static_cast<std::uint32_t>(inserted.words.size() + 1));
    code->words.insert(code->words.end(), inserted.words.begin(), inserted.words.end());
    code->words.push_back(encode(Opcode::end));
  }
  return code;
}

Result<Code> Compiler::compile_join(const Expression& expression, const Scope& scope) {
  Code code;
  for (const Expression& argument : expression.arguments) {
    auto part = compile(argument, scope);
    if (!part) return part;
    append_text(code, *part);
  }
  return code;
}

// pick_each(lists, " "): one of each list, with a separator.
Result<Code> Compiler::compile_pick_each(const Expression& expression, const Scope& scope) {
  auto lists = tables_.resolve(expression.arguments[0], scope);
  if (!lists) return lists.error();
  const std::string separator = expression.arguments.size() > 1 ? expression.arguments[1].text : "";
  Code code;
  for (std::size_t i = 0; i < lists->as_list().size(); ++i) {
    if (i > 0) append_text(code, literal(separator));
    auto choices = Tables::choices(lists->as_list()[i]);
    if (!choices) return choices.error();
    const Program words = pick_from(builder_.text_table(choices->entries, choices->weights));
    code.words.insert(code.words.end(), words.begin(), words.end());
  }
  return code;
}

Result<Code> Compiler::compile_one_of(const Expression& expression, const Scope& scope) {
  Code code;
  code.words = {encode(Opcode::one_of, static_cast<std::uint32_t>(expression.arguments.size()))};
  for (const Expression& argument : expression.arguments) {
    auto part = compile(argument, scope);
    if (!part) return part;
    code.is_text = code.is_text && part->is_text;
    Program words = part->words;
    words.push_back(encode(Opcode::end));
    code.words.push_back(builder_.code(words));
  }
  return code;
}

Result<std::uint32_t> Compiler::transform_operand(Transform transform, const Expression& expression,
                                                  const Scope& scope) {
  const auto& arguments = expression.arguments;
  if (transform == Transform::lexify || transform == Transform::bothify) {
    const Expression* letters = option(expression, "letters");
    if (letters == nullptr) return 0u;
    auto value = tables_.resolve(*letters, scope);
    if (!value) return value.error();
    auto choices = Tables::choices(*value);
    if (!choices) return choices.error();
    return builder_.text_table(choices->entries, choices->weights);
  }
  if (transform == Transform::replace) {
    if (arguments.size() == 3)
      return tables_.pack(Value::list({Value::list({Value::text(arguments[1].text), Value::text(arguments[2].text)})}));
    auto value = tables_.resolve(arguments.at(1), scope);
    if (!value) return value.error();
    if (value->as_list().empty()) return blob::kNone;
    return tables_.pack(*value);
  }
  if (transform == Transform::translate) {
    if (arguments.size() != 3)
      return invalid("translate takes a text, the characters to replace and their replacements");
    std::vector<std::uint32_t> sides;
    for (const Expression* side : {&arguments[1], &arguments[2]}) {
      auto value = tables_.resolve(*side, scope);
      if (!value) return value.error();
      auto choices = Tables::choices(*value);
      if (!choices) return choices.error();
      sides.push_back(builder_.text_table(choices->entries, {}));
    }
    return builder_.group_table(sides);
  }
  if (transform == Transform::zfill) {
    if (arguments.size() != 2 || arguments[1].type != Type::integer)
      return invalid("zfill takes a text and its length");
    return static_cast<std::uint32_t>(arguments[1].number);
  }
  return 0u;
}

Result<Code> Compiler::compile_transform(Transform transform, const Expression& expression, const Scope& scope) {
  if (transform == Transform::hexify_lower && option(expression, "upper") != nullptr)
    transform = Transform::hexify_upper;
  auto operand = transform_operand(transform, expression, scope);
  if (!operand) return operand.error();
  Expression first = expression.arguments[0];
  if (first.type == Type::name || first.type == Type::index) {  // a class attribute that is a text
    auto value = tables_.resolve(first, scope);
    if (!value) return value.error();
    first = Expression{.type = Type::text, .text = value->as_text()};
  }
  if (first.type == Type::operation && first.text == "parse" && first.arguments[0].type == Type::text &&
      first.arguments[0].text.find("{{") == std::string::npos) {
    first = Expression{.type = Type::text, .text = first.arguments[0].text};
  }
  if (transform == Transform::replace && *operand == blob::kNone) return compile(first, scope);
  if (is_pattern(transform) && *operand == 0 && first.type == Type::text) {
    if (const auto places = pattern_places(transform, first.text)) {
      Code code = literal(first.text);
      if (places->empty()) return code;
      code.words[0] = encode(Opcode::pattern, static_cast<std::uint32_t>(first.text.size()));
      code.words.push_back(static_cast<std::uint32_t>(places->size()) | leading_digits(*places) << 16);
      for (std::size_t i = 0; i < places->size(); i += 2) {
        const std::uint32_t next = i + 1 < places->size() ? (*places)[i + 1] : 0u;
        code.words.push_back((*places)[i] | next << 16);
      }
      return code;
    }
  }
  auto inner = compile(first, scope);
  if (!inner) return inner;
  Code text;
  append_text(text, *inner);
  if (is_pattern(transform) && *operand == 0 && text.words.empty()) return text;
  Code code;
  code.words = {encode(Opcode::transform, static_cast<std::uint32_t>(transform)),
                static_cast<std::uint32_t>(text.words.size() + 1), *operand};
  code.words.insert(code.words.end(), text.words.begin(), text.words.end());
  code.words.push_back(encode(Opcode::end));
  return code;
}

std::vector<std::string> Compiler::unused() const {
  std::vector<std::string> result;
  for (const auto& [key, recipe] : recipes_.recipes) {
    if (!used_.contains(key)) result.push_back(recipe.place + ": " + key);
  }
  for (const auto& [key, number] : native_numbers_) {
    if (!used_.contains(key)) result.push_back("C++: " + key);
  }
  return result;
}

}  // namespace phoney::pack
