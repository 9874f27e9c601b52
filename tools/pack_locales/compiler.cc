#include "pack_locales/compiler.h"

#include <algorithm>

#include <fmt/format.h>

#include "pack_locales/recipe_forms.h"
#include "pack_locales/texts_written.h"

namespace phoney::pack {
namespace {

using Type = Expression::Type;

// Recipes that are no longer than this are copied into their callers.
constexpr std::size_t kInlineWords = 16;

// A program that only copies text, and that text's place.
bool is_literal(const Program& words) {
  return words.empty() || (words.size() == 2 && (words[0] & 0xff) == static_cast<std::uint32_t>(Opcode::literal));
}

bool needs_escape(std::string_view text) {
  return std::ranges::any_of(text, [](unsigned char c) { return c < 0x20 || c == '"' || c == '\\'; });
}

void append_wide(Program& words, std::int64_t value) {
  words.push_back(static_cast<std::uint32_t>(value));
  words.push_back(static_cast<std::uint32_t>(static_cast<std::uint64_t>(value) >> 32));
}

}  // namespace

Compiler::Compiler(const Dataset& dataset, const Recipes& recipes, std::vector<NativeGenerator> natives,
                   BlobBuilder& builder)
    : dataset_(dataset),
      recipes_(recipes),
      natives_(std::move(natives)),
      builder_(builder),
      tables_(dataset, builder),
      distributor_(builder) {
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
  const auto native = native_numbers_.find(function);
  const auto recipe = recipes_.recipes.find(function);
  if (native != native_numbers_.end() || recipe != recipes_.recipes.end()) used_[function] = true;
  if (native != native_numbers_.end()) bound = bind_native(scope, native->second);
  if (recipe != recipes_.recipes.end()) {
    auto program = bind_recipe(scope, recipe->second);
    bound = native == native_numbers_.end() || !program ? program : bound ? either(*program, *bound) : bound;
  }
  in_progress_[key] = false;
  if (!bound && bound.error().code == ErrorCode::not_implemented) bound = Bound{.tag = blob::BindingTag::pending};
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
  bound.tag = blob::BindingTag::program;
  bound.is_plain = bound.is_text && !any_may_write(builder_, words.data(), needs_escape);
  if (bound.is_text && !bound.is_plain) {
    if (auto escaped = distributor_.distribute(Transform::escape_json, 0, code->words)) {
      escaped->push_back(encode(Opcode::end));
      words.insert(words.begin(), builder_.code(*escaped));
      bound.has_json_twin = true;
    }
  }
  bound.index = bound.program = builder_.code(words) + (bound.has_json_twin ? 1 : 0);
  return bound;
}

// A recipe for calls without arguments beside C++ for the others.
Bound Compiler::either(Bound program, const Bound& native) {
  Program record = {program.program};
  const std::uint32_t* words = builder_.code_at(native.index);
  record.insert(record.end(), words, words + 3 + words[1] + words[2]);
  program.tag = blob::BindingTag::either;
  program.index = builder_.code(record) + 1;
  return program;
}

Result<Bound> Compiler::bind_native(const Scope& scope, std::uint32_t number) {
  const GeneratorSpec& spec = *natives_[number].spec;
  Program record = {number, static_cast<std::uint32_t>(spec.table_count), static_cast<std::uint32_t>(spec.call_count)};
  for (std::size_t i = 0; i < spec.table_count; ++i) {
    auto value = tables_.resolve(spec.table_list[i], scope);
    if (!value) {
      return make_error(ErrorCode::invalid_template, fmt::format("the C++ generator `{}`: {} (locale {})", spec.name,
                                                                 value.error().message, scope.locale));
    }
    record.push_back(tables_.pack(*value));
  }
  for (std::size_t i = 0; i < spec.call_count; ++i) {
    auto called = bind(scope.locale, std::string(spec.call_list[i]));
    if (!called) return called;
    if (called->tag == blob::BindingTag::pending)
      return make_error(ErrorCode::not_implemented, std::string(spec.call_list[i]));
    record.push_back(called->bits());
  }
  Bound bound;
  bound.is_text = spec.result == ResultType::text;
  bound.tag = blob::BindingTag::native;
  bound.index = builder_.code(record);
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
  if (bound->tag == blob::BindingTag::none) return invalid(fmt::format("there is no generator `{}` here", name.text));
  if (bound->tag == blob::BindingTag::pending) return make_error(ErrorCode::not_implemented, name.text);
  return bound;
}

Result<Code> Compiler::call(const Bound& bound, bool as_text) {
  const bool wrap = as_text && !bound.is_text;
  Code code;
  code.is_text = as_text || bound.is_text;
  if (bound.has_program()) {
    if (!wrap && bound.inline_words.size() <= kInlineWords) {
      code.words = bound.inline_words;
    } else {
      code.words = {encode(wrap ? Opcode::run_as_text : Opcode::run, bound.program)};
    }
  } else {
    code.words = {encode(wrap ? Opcode::native_as_text : Opcode::native, bound.index)};
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
  if (table.kind() == blob::TableKind::mixed) return {encode(Opcode::pick_value, index)};
  const bool programs = table.kind() == blob::TableKind::programs;
  const blob::Extra extra = builder_.extra(index);
  if (extra.thresholds == blob::kNone) {
    return {encode(programs ? Opcode::pick_program : Opcode::pick_text, table.count()), table.entries};
  }
  return {encode(programs ? Opcode::pick_weighted_program : Opcode::pick_weighted_text,
                 extra.guide_shift | table.count() << 6),
          extra.guide, extra.thresholds, table.entries};
}

Code Compiler::literal(std::string_view text) {
  Code code;
  if (!text.empty())
    code.words = {encode(Opcode::literal, static_cast<std::uint32_t>(text.size())), builder_.text(text).offset()};
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
      return invalid("expected a string or an operation such as pick(...)");
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
    code.words = {encode(Opcode::fail, static_cast<std::uint32_t>(generator.size())),
                  builder_.text(generator).offset()};
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
