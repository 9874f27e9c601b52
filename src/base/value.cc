#include "base/value.h"

#include <charconv>
#include <limits>

#include <fmt/format.h>

namespace phoney {

Value Value::boolean(bool value) {
  Value result;
  result.type_ = Type::boolean;
  result.integer_ = value ? 1 : 0;
  return result;
}

Value Value::integer(std::int64_t value) { return integer_text(std::to_string(value)); }

Value Value::integer_text(std::string digits) {
  Value result;
  result.type_ = Type::integer;
  const char* first = digits.data() + (digits.starts_with('+') ? 1 : 0);
  const char* last = digits.data() + digits.size();
  const auto parsed = std::from_chars(first, last, result.integer_);
  result.fits_ = parsed.ec == std::errc() && parsed.ptr == last;
  const auto number = std::from_chars(first, last, result.number_);
  if (number.ec == std::errc::result_out_of_range) {  // which leaves the number alone
    result.number_ = std::numeric_limits<double>::infinity() * (digits.starts_with('-') ? -1 : 1);
  }
  result.text_ = std::move(digits);
  return result;
}

Value Value::number(double value, std::string text) {
  Value result;
  result.type_ = Type::number;
  result.number_ = value;
  result.text_ = std::move(text);
  return result;
}

Value Value::text(std::string value) {
  Value result;
  result.type_ = Type::text;
  result.text_ = std::move(value);
  return result;
}

Value Value::word(std::string value) {
  Value result = text(std::move(value));
  result.is_word_ = true;
  return result;
}

Value Value::list(List values) {
  Value result;
  result.type_ = Type::list;
  result.list_ = std::move(values);
  return result;
}

Value Value::object(Object members) {
  Value result;
  result.type_ = Type::object;
  result.object_ = std::move(members);
  return result;
}

Value Value::object(Object members, std::string text) {
  Value result = object(std::move(members));
  result.text_ = std::move(text);
  return result;
}

const Value* Value::find(std::string_view name) const {
  for (const auto& [key, value] : object_) {
    if (key == name) return &value;
  }
  return nullptr;
}

std::string_view Value::type_name() const {
  switch (type_) {
    case Type::null:
      return "null";
    case Type::boolean:
      return "true or false";
    case Type::integer:
      return "an integer";
    case Type::number:
      return "a number";
    case Type::text:
      return "a string";
    case Type::list:
      return "a list";
    case Type::object:
      return "an object";
  }
  return "a value";
}

void append_value(std::string& out, const Value& value, const ValueSpelling& spelling) {
  bool first = true;
  const auto separate = [&] {
    if (!std::exchange(first, false)) out += spelling.comma;
  };
  switch (value.type()) {
    case Value::Type::null:
      out += spelling.null;
      break;
    case Value::Type::boolean:
      out += value.as_boolean() ? spelling.yes : spelling.no;
      break;
    case Value::Type::integer:
    case Value::Type::number:
      spelling.append_number(out, value);
      break;
    case Value::Type::text:
      spelling.append_text(out, value.as_text());
      break;
    case Value::Type::list:
      out += spelling.open;
      for (const Value& item : value.as_list()) {
        separate();
        append_value(out, item, spelling);
      }
      if (spelling.closes_one_with_comma && value.as_list().size() == 1) out += ',';
      out += spelling.close;
      break;
    case Value::Type::object:
      out += '{';
      for (const auto& [key, item] : value.as_object()) {
        separate();
        spelling.append_text(out, key);
        out += spelling.colon;
        append_value(out, item, spelling);
      }
      out += '}';
      break;
  }
}

std::string Value::to_json() const {
  constexpr auto as_written = [](std::string& text, const Value& number) { text += number.as_text(); };
  constexpr ValueSpelling kJson = {"null", "false", "true", ",", ":", '[', ']', false, append_json_string, as_written};
  std::string out;
  append_value(out, *this, kJson);
  return out;
}

void append_json_string(std::string& out, std::string_view text) {
  out += '"';
  for (const char c : text) {
    switch (c) {
      case '"':
        out += "\\\"";
        break;
      case '\\':
        out += "\\\\";
        break;
      case '\n':
        out += "\\n";
        break;
      case '\r':
        out += "\\r";
        break;
      case '\t':
        out += "\\t";
        break;
      default:
        if (static_cast<unsigned char>(c) < 0x20) {
          out += fmt::format("\\u{:04x}", static_cast<unsigned>(c));
        } else {
          out += c;
        }
    }
  }
  out += '"';
}

}  // namespace phoney
