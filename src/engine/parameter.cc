#include "engine/parameter.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "base/near.h"
#include "engine/python_repr.h"

namespace phoney {
namespace {

Error wrong_type(std::string_view wanted, const Value& value) {
  return make_error(ErrorCode::invalid_argument,
                    fmt::format("takes {}, not {} ({})", wanted, value.type_name(), shortened(value.to_json(), 40)));
}

// Whether it is a list or an object that was not written as one.
bool begins_with_bracket(const Value& value) {
  return value.is_word() && (value.as_text().starts_with('[') || value.as_text().starts_with('{'));
}

// A word that was meant as a list, as a list: "red,green" as "[red, green]"; for other values the `usual` example.
std::string list_example(const Value& value, std::string_view usual) {
  if (!value.is_word() || value.as_text().empty() || begins_with_bracket(value)) return std::string(usual);
  std::string example = "[";
  std::string_view rest = value.as_text();
  while (!rest.empty()) {
    const std::string_view item = rest.substr(0, rest.find(','));
    rest.remove_prefix(std::min(item.size() + 1, rest.size()));
    const std::size_t start = item.find_first_not_of(' ');
    if (start == std::string_view::npos) continue;
    if (example.size() > 1) example += ", ";
    example += item.substr(start, item.find_last_not_of(' ') + 1 - start);
  }
  return shortened(example + ']', 60);
}

Error no_list(std::string_view wanted, std::string_view usual, const Value& value) {
  return wrong_type(fmt::format("{}, for example {}", wanted, list_example(value, usual)), value);
}

Elements::Item element(const Value& value) {
  const Kind kind = [&] {
    switch (value.type()) {
      case Value::Type::text:
        return Kind::text;
      case Value::Type::integer:
      case Value::Type::number:
        return Kind::number;
      case Value::Type::list:
      case Value::Type::object:
        return Kind::encoded;
      default:
        return Kind::literal;
    }
  }();
  if (kind == Kind::text) return {value.as_text(), value.as_text(), kind};
  return {value.to_json(), python_repr(value), kind};
}

// The UTF-8 characters of a string, one by one.
std::vector<std::string> characters(const std::string& text) {
  std::vector<std::string> result;
  for (const char c : text) {
    if ((static_cast<unsigned char>(c) & 0xc0) != 0x80) result.emplace_back();
    result.back() += c;
  }
  return result;
}

}  // namespace

void Elements::Item::append_to(Output& out) const {
  out.append(out.notation() == Notation::json ? json : python);
  out.set_kind(kind);
}

Elements Elements::abc() {
  Elements elements;
  for (const char* letter : {"a", "b", "c"}) elements.items.push_back({letter, letter, Kind::text});
  return elements;
}

Result<void> ParameterTraits<bool>::read(const Value& value, bool& into) {
  if (value.type() != Value::Type::boolean) return wrong_type("true or false", value);
  into = value.as_boolean();
  return {};
}
std::string ParameterTraits<bool>::show(const bool& value) { return value ? "true" : "false"; }

Result<void> ParameterTraits<std::int64_t>::read(const Value& value, std::int64_t& into) {
  if (!value.is_integer()) return wrong_type("an integer", value);
  if (!value.fits_int64()) return wrong_type("an integer of at most 64 bits", value);
  into = value.as_integer();
  return {};
}
std::string ParameterTraits<std::int64_t>::show(const std::int64_t& value) { return std::to_string(value); }

Result<void> ParameterTraits<double>::read(const Value& value, double& into) {
  if (!value.is_integer() && value.type() != Value::Type::number) return wrong_type("a number", value);
  if (!std::isfinite(value.as_number())) {  // an integer of that size is no float in Python either
    return make_error(ErrorCode::invalid_argument, "takes a number below 1.8e308");
  }
  into = value.as_number();
  return {};
}
std::string ParameterTraits<double>::show(const double& value) { return fmt::format("{}", value); }

Result<void> ParameterTraits<std::string>::read(const Value& value, std::string& into) {
  const bool is_object_as_written = value.is_object() && !value.as_text().empty();
  if (value.is_text() || value.is_integer() || value.type() == Value::Type::number || is_object_as_written) {
    into = value.as_text();
    return {};
  }
  Error error = wrong_type("a string", value);
  // Templates, queries and the command line read these bare words as JSON does.
  if (!value.is_list() && value.type() != Value::Type::object)
    error.message += fmt::format("; put it in quotes to pass a string: \"{}\"", value.to_json());
  return error;
}
std::string ParameterTraits<std::string>::show(const std::string& value) { return Value::text(value).to_json(); }

Result<void> ParameterTraits<TextList>::read(const Value& value, TextList& into) {
  if (!value.is_list()) return no_list("a list of strings", "[a, b]", value);
  into.clear();
  for (const Value& item : value.as_list()) {
    if (auto read = ParameterTraits<std::string>::read(item, into.emplace_back()); !read) {
      return no_list("a list of strings", "[a, b]", value);
    }
  }
  return {};
}
std::string ParameterTraits<TextList>::show(const TextList& value) {
  Value::List list;
  for (const std::string& text : value) list.push_back(Value::text(text));
  return Value::list(std::move(list)).to_json();
}

Result<void> ParameterTraits<IntegerList>::read(const Value& value, IntegerList& into) {
  if (!value.is_list()) return no_list("a list of integers", "[1, 2]", value);
  into.clear();
  for (const Value& item : value.as_list()) {
    if (auto read = ParameterTraits<std::int64_t>::read(item, into.emplace_back()); !read) {
      return no_list("a list of integers", "[1, 2]", value);
    }
  }
  return {};
}
std::string ParameterTraits<IntegerList>::show(const IntegerList& value) {
  Value::List list;
  for (const std::int64_t item : value) list.push_back(Value::integer(item));
  return Value::list(std::move(list)).to_json();
}

Result<void> ParameterTraits<Elements>::read(const Value& value, Elements& into) {
  into = {};
  if (value.is_list()) {
    for (const Value& item : value.as_list()) into.items.push_back(element(item));
  } else if (begins_with_bracket(value)) {
    return make_error(ErrorCode::invalid_argument, fmt::format("takes a list such as [a, b] or an object of weights "
                                                               "such as {{a: 9, b: 1}}, not {}; put a string in quotes",
                                                               shortened(value.as_text(), 40)));
  } else if (value.is_word() && value.as_text().find(',') != std::string::npos) {
    return make_error(
        ErrorCode::invalid_argument,
        fmt::format("takes a list in brackets, such as {}; put a string in quotes to draw from its characters",
                    list_example(value, "[a, b]")));
  } else if (value.is_text()) {
    for (const std::string& character : characters(value.as_text())) {
      into.items.push_back(element(Value::text(character)));
    }
  } else if (value.is_object()) {
    for (const auto& [key, weight] : value.as_object()) {
      if (!weight.is_integer() && weight.type() != Value::Type::number) {
        return wrong_type("a list, a string or an object of weights", value);
      }
      into.items.push_back(element(Value::text(key)));
      into.weights.push_back(weight.as_number());
    }
  } else {
    return wrong_type("a list, a string or an object of weights", value);
  }
  if (into.items.empty()) return make_error(ErrorCode::invalid_argument, "needs at least one element");
  return {};
}
std::string ParameterTraits<Elements>::show(const Elements& value) {
  std::string text = "[";
  for (const Elements::Item& item : value.items) {
    if (text.size() > 1) text += ',';
    if (item.kind == Kind::text) {
      append_json_string(text, item.json);
    } else {
      text += item.json;
    }
  }
  return text + ']';
}

}  // namespace phoney
