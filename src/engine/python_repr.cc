#include "engine/python_repr.h"

#include <fmt/format.h>

namespace phoney {
namespace {

void append_repr(std::string& out, const Value& value, bool tuples) {
  switch (value.type()) {
    case Value::Type::null:
      out += "None";
      break;
    case Value::Type::boolean:
      out += value.as_boolean() ? "True" : "False";
      break;
    case Value::Type::integer:
    case Value::Type::number:
      out += value.as_text();
      break;
    case Value::Type::text:
      append_python_repr(out, value.as_text());
      break;
    case Value::Type::list: {
      const auto& list = value.as_list();
      out += tuples ? '(' : '[';
      for (std::size_t i = 0; i < list.size(); ++i) {
        if (i > 0) out += ", ";
        append_repr(out, list[i], tuples);
      }
      if (tuples && list.size() == 1) out += ',';
      out += tuples ? ')' : ']';
      break;
    }
    case Value::Type::object: {
      out += '{';
      bool first = true;
      for (const auto& [key, item] : value.as_object()) {
        if (!std::exchange(first, false)) out += ", ";
        append_python_repr(out, key);
        out += ": ";
        append_repr(out, item, tuples);
      }
      out += '}';
      break;
    }
  }
}

}  // namespace

void append_python_repr(std::string& out, std::string_view text) {
  const bool has_single = text.find('\'') != std::string_view::npos;
  const char quote = has_single && text.find('"') == std::string_view::npos ? '"' : '\'';
  out += quote;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == quote || c == '\\') {
      out += '\\';
      out += c;
    } else if (c == '\n') {
      out += "\\n";
    } else if (c == '\r') {
      out += "\\r";
    } else if (c == '\t') {
      out += "\\t";
    } else if (byte < 0x20 || byte == 0x7f) {
      out += fmt::format("\\x{:02x}", static_cast<unsigned>(byte));
    } else {
      out += c;
    }
  }
  out += quote;
}

std::string python_repr(const Value& value, bool tuples) {
  std::string out;
  append_repr(out, value, tuples);
  return out;
}

}  // namespace phoney
