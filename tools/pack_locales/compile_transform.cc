// Operations that change a text in place: numerify, lower, replace and their kin.

#include "pack_locales/compiler.h"
#include "pack_locales/recipe_forms.h"

namespace phoney::pack {
namespace {

using Type = Expression::Type;

}  // namespace

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
      return invalid("translate takes a string, the characters to replace and their replacements");
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
      return invalid("zfill takes a string and its length");
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
  auto inner = compile(first, scope);
  if (!inner) return inner;
  Code text;
  append_text(text, *inner);
  if (auto program = distributor_.distribute(transform, *operand, text.words)) return Code{std::move(*program), true};
  Code code;
  code.words = {encode(Opcode::transform, static_cast<std::uint32_t>(transform)),
                static_cast<std::uint32_t>(text.words.size() + 1), *operand};
  code.words.insert(code.words.end(), text.words.begin(), text.words.end());
  code.words.push_back(encode(Opcode::end));
  return code;
}

}  // namespace phoney::pack
