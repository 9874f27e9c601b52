#include "pack_locales/tables.h"

#include <algorithm>

#include <fmt/format.h>

#include "engine/python_repr.h"

namespace phoney::pack {
namespace {

// {"dict": [[k, v], ...]} and its kin are how tools/import_faker writes what JSON has no word for.
const Value::List* wrapped(const Value& value, std::string_view type) {
  if (!value.is_object() || value.as_object().size() != 1 || value.as_object()[0].first != type) return nullptr;
  return &value.as_object()[0].second.as_list();
}

const Value::List* pairs(const Value& value) {
  const auto* ordered = wrapped(value, "ordered_dict");
  return ordered != nullptr ? ordered : wrapped(value, "dict");
}

bool is_numeric(const Value& value) { return value.is_integer() || value.type() == Value::Type::number; }

Value without_wrapping(const Value& value) {
  if (const auto* set = wrapped(value, "set")) return Value::list(*set);
  return value;
}

Entry entry(const Value& value) {
  switch (value.type()) {
    case Value::Type::text:
      return {value.as_text(), value.as_text(), Kind::text};
    case Value::Type::integer:
    case Value::Type::number:
      return {value.to_json(), value.to_json(), Kind::number};
    case Value::Type::null:
    case Value::Type::boolean:
      return {value.to_json(), python_repr(value), Kind::literal};
    default:
      return {value.to_json(), python_repr(value, true), Kind::encoded};
  }
}

Error not_a_table() { return make_error(ErrorCode::invalid_template, "this is not a table"); }

// The i-th value of each row.
Result<Value> column(const Value::List& rows, std::size_t i) {
  Value::List values;
  for (const Value& row : rows) {
    if (!row.is_list() || i >= row.as_list().size()) return not_a_table();
    values.push_back(row.as_list()[i]);
  }
  return Value::list(std::move(values));
}

// The field of that name of each record, {"record": [[field, value], ...]}.
Result<Value> column(const Value::List& records, const std::string& field) {
  Value::List values;
  for (const Value& record : records) {
    const auto* fields = wrapped(record, "record");
    if (fields == nullptr) return not_a_table();
    const auto found = std::ranges::find(*fields, field, [](const Value& pair) { return pair.as_list()[0].as_text(); });
    if (found == fields->end()) return not_a_table();
    values.push_back(found->as_list()[1]);
  }
  return Value::list(std::move(values));
}

// The i-th value of each key that is a row, with the key's weight.
Result<Value> column_of_keys(Value::List dictionary, std::size_t i) {
  for (Value& pair : dictionary) {
    Value& key = pair.as_list()[0];
    if (!key.is_list() || i >= key.as_list().size()) return not_a_table();
    key = Value(key.as_list()[i]);
  }
  return Value::object({{"ordered_dict", Value::list(std::move(dictionary))}});
}

// Python's OrderedDict of both: a key that both have keeps its place and takes the later value.
Value merged(Value::List result, const Value::List& other) {
  for (const Value& pair : other) {
    const std::string& key = pair.as_list()[0].as_text();
    const auto known =
        std::ranges::find(result, key, [](const Value& earlier) { return earlier.as_list()[0].as_text(); });
    if (known != result.end()) {
      *known = pair;
    } else {
      result.push_back(pair);
    }
  }
  return Value::object({{"ordered_dict", Value::list(std::move(result))}});
}

Error missing(const std::string& name, const Scope& scope) {
  return make_error(ErrorCode::unknown_parameter, fmt::format("{}/{} has no `{}`", scope.provider, scope.lang, name));
}

}  // namespace

std::vector<std::string> characters(std::string_view text) {
  std::vector<std::string> result;
  for (const char c : text) {
    if ((static_cast<unsigned char>(c) & 0xc0) != 0x80) result.emplace_back();
    result.back() += c;
  }
  return result;
}

Result<Value> Tables::resolve(const Expression& reference, const Scope& scope) const {
  switch (reference.type) {
    case Expression::Type::text:
      return Value::text(reference.text);
    case Expression::Type::integer:
      return Value::integer(reference.number);
    case Expression::Type::name: {
      if (reference.text == "__lang__") return Value::text(scope.lang);
      const Value* value = dataset_.attribute(scope.provider, scope.lang, reference.text);
      if (value == nullptr) return missing(reference.text, scope);
      return without_wrapping(*value);
    }
    case Expression::Type::foreign: {
      // `lorem/locale:name` is that of the class that the locale has.
      const bool own = reference.lang == "locale";
      const std::string& lang = own ? dataset_.locales().at(scope.locale).at(reference.provider) : reference.lang;
      const Value* value = dataset_.attribute(reference.provider, lang, reference.text);
      if (value == nullptr) return missing(reference.text, {scope.locale, reference.provider, lang});
      return without_wrapping(*value);
    }
    case Expression::Type::list: {
      Value::List list;
      for (const Expression& item : reference.arguments) {
        auto value = resolve(item, scope);
        if (!value) return value;
        list.push_back(std::move(*value));
      }
      return Value::list(std::move(list));
    }
    case Expression::Type::sum: {
      auto left = resolve(reference.arguments[0], scope);
      if (!left) return left;
      auto right = resolve(reference.arguments[1], scope);
      if (!right) return right;
      Value::List list = left->as_list();
      list.insert(list.end(), right->as_list().begin(), right->as_list().end());
      return Value::list(std::move(list));
    }
    case Expression::Type::index: {
      auto table = resolve(reference.arguments[0], scope);
      if (!table) return table;
      const Expression& index = reference.arguments[1];
      if (const auto* dictionary = pairs(*table)) {
        for (const Value& pair : *dictionary) {
          const Value& key = pair.as_list()[0];
          if (key.as_text() == (index.type == Expression::Type::integer ? std::to_string(index.number) : index.text)) {
            return without_wrapping(pair.as_list()[1]);
          }
        }
        return missing(index.text, scope);
      }
      if (!table->is_list() || static_cast<std::size_t>(index.number) >= table->as_list().size()) {
        return missing(fmt::format("[{}]", index.number), scope);
      }
      return without_wrapping(table->as_list()[static_cast<std::size_t>(index.number)]);
    }
    case Expression::Type::either: {
      auto left = resolve(reference.arguments[0], scope);
      if (!left && left.error().code == ErrorCode::unknown_parameter) return resolve(reference.arguments[1], scope);
      return left;
    }
    case Expression::Type::operation:
      return compute(reference, scope);
    default:
      return not_a_table();
  }
}

Result<Value> Tables::compute(const Expression& operation, const Scope& scope) const {
  const std::string& name = operation.text;
  if (operation.arguments.empty()) return not_a_table();
  auto table = resolve(operation.arguments[0], scope);
  if (!table) return table;
  if (name == "keys" || name == "values") {
    const auto* dictionary = pairs(*table);
    return dictionary != nullptr ? column(*dictionary, name == "keys" ? 0 : 1) : not_a_table();
  }
  if (name == "column" && operation.arguments.size() == 2) {
    const Expression& which = operation.arguments[1];
    if (which.type == Expression::Type::text && table->is_list()) return column(table->as_list(), which.text);
    const auto i = static_cast<std::size_t>(operation.arguments[1].number);
    if (const auto* dictionary = pairs(*table)) return column_of_keys(*dictionary, i);
    if (table->is_list()) return column(table->as_list(), i);
  }
  if (name == "merge") {
    std::vector<Value> others;  // all, before any is looked into: one that does not exist is Python's hasattr
    for (std::size_t i = 1; i < operation.arguments.size(); ++i) {
      auto other = resolve(operation.arguments[i], scope);
      if (!other) return other;
      others.push_back(std::move(*other));
    }
    for (const Value& other : others) {
      if (pairs(*table) == nullptr || pairs(other) == nullptr) return not_a_table();
      *table = merged(*pairs(*table), *pairs(other));
    }
    return table;
  }
  return not_a_table();
}

Result<Value> Tables::resolve(std::string_view reference, const Scope& scope) const {
  auto expression = parse_expression(reference);
  if (!expression) return expression.error();
  return resolve(*expression, scope);
}

Result<Tables::Choices> Tables::choices(const Value& value) {
  Choices result;
  if (value.is_text()) {
    for (const std::string& character : characters(value.as_text()))
      result.entries.push_back(entry(Value::text(character)));
  } else if (value.is_list()) {
    for (const Value& item : value.as_list()) result.entries.push_back(entry(item));
  } else if (const auto* ordered = wrapped(value, "ordered_dict")) {
    for (const Value& pair : *ordered) {
      if (!is_numeric(pair.as_list()[1])) return make_error(ErrorCode::invalid_template, "the weights are not numbers");
      result.entries.push_back(entry(pair.as_list()[0]));
      result.weights.push_back(pair.as_list()[1].as_number());
    }
  } else {
    return make_error(ErrorCode::invalid_template, "nothing can be picked from this value");
  }
  if (result.entries.empty()) return make_error(ErrorCode::invalid_template, "the table is empty");
  return result;
}

std::uint32_t Tables::pack(const Value& source) {
  const Value value = without_wrapping(source);
  if (const auto* dictionary = pairs(value)) {
    const bool weighted =
        wrapped(value, "ordered_dict") != nullptr && !dictionary->empty() &&
        std::ranges::all_of(*dictionary, [](const Value& pair) { return is_numeric(pair.as_list()[1]); });
    std::vector<Entry> entries;
    std::vector<double> weights;
    Value::List values;
    for (const Value& pair : *dictionary) {
      entries.push_back(entry(pair.as_list()[0]));
      values.push_back(pair.as_list()[1]);
      if (weighted) weights.push_back(pair.as_list()[1].as_number());
    }
    if (weighted) return builder_.text_table(entries, weights);
    const std::uint32_t keys = builder_.text_table(entries, {});
    if (std::ranges::none_of(values, [](const Value& item) { return item.is_list() || item.is_object(); })) {
      std::vector<Entry> scalars;
      for (const Value& item : values) scalars.push_back(entry(item));
      return builder_.text_table(scalars, {}, keys);
    }
    std::vector<std::uint32_t> tables;
    for (const Value& item : values) tables.push_back(pack(item));
    return builder_.group_table(tables, keys);
  }
  if (!value.is_list()) return builder_.text_table({entry(value)}, {});
  const auto& list = value.as_list();
  if (std::ranges::any_of(list, [](const Value& item) { return item.is_list() || item.is_object(); })) {
    std::vector<std::uint32_t> tables;
    for (const Value& item : list) tables.push_back(pack(item));
    return builder_.group_table(tables);
  }
  std::vector<Entry> entries;
  for (const Value& item : list) entries.push_back(entry(item));
  return builder_.text_table(entries, {});
}

}  // namespace phoney::pack
