#include "generators/misc/json_dump.h"

#include <charconv>
#include <cstring>

#include "base/python_float.h"
#include "engine/patterns.h"
#include "text/utf8.h"

namespace phoney {
namespace {

void append_unit(std::uint32_t unit, Output& out) {
  out.append("\\u");
  for (int shift = 12; shift >= 0; shift -= 4) out.append(kHexLower[unit >> shift & 15]);
}

void append_escaped(char32_t c, Output& out) {
  constexpr std::string_view kNamed = "\"\\\n\r\t\b\f";
  constexpr std::string_view kNames = "\"\\nrtbf";
  const std::size_t named = c < 0x80 ? kNamed.find(static_cast<char>(c)) : std::string_view::npos;
  if (named != std::string_view::npos) {
    out.append('\\');
    out.append(kNames[named]);
  } else if (c >= 0x10000) {
    append_unit(static_cast<std::uint32_t>(0xd800 + ((c - 0x10000) >> 10)), out);
    append_unit(static_cast<std::uint32_t>(0xdc00 + (c & 0x3ff)), out);
  } else if (c < 0x20 || c >= 0x7f) {
    append_unit(static_cast<std::uint32_t>(c), out);
  } else {
    out.append(static_cast<char>(c));
  }
}

// The literals, lists, tuples and dictionaries in a repr(), as JSON at the output's end.
class ReprReader {
 public:
  ReprReader(JsonDump& dump, Output& out, std::size_t start) : dump_(dump), out_(out), at_(start), end_(out.size()) {}

  bool read() { return value() && at_ == end_; }

 private:
  // The output may move while it grows, so that places in it are positions.
  char peek() const { return at_ < end_ ? out_.data()[at_] : '\0'; }
  bool take(std::string_view text) {
    if (!std::string_view(out_.data() + at_, end_ - at_).starts_with(text)) return false;
    at_ += text.size();
    return true;
  }
  bool value() {
    if (take("None")) return out_.append("null"), true;
    if (take("True")) return out_.append("true"), true;
    if (take("False")) return out_.append("false"), true;
    if (take("[")) return items(']', ']', false);
    if (take("(")) return items(')', ']', false);
    if (take("{")) return items('}', '}', true);
    if (peek() == '\'' || peek() == '"') return text();
    return number();
  }
  bool items(char end, char bracket, bool pairs) {
    dump_.open(bracket == ']' ? '[' : '{');
    while (peek() != end) {
      dump_.next();
      if (pairs && !key()) return false;
      if (!value()) return false;
      if (!take(", ")) take(",");  // of a tuple's only item
    }
    ++at_;
    dump_.close(bracket);
    return true;
  }
  bool key() {
    const bool quoted = peek() == '\'' || peek() == '"';
    if (!quoted) out_.append('"');
    if (!(quoted ? text() : number()) || !take(": ")) return false;  // a set has no keys
    out_.append(quoted ? ": " : "\": ");
    return true;
  }
  bool number() {
    const std::size_t first = at_;
    while (peek() != '\0' && std::strchr("+-.0123456789einfa", peek()) != nullptr) ++at_;
    if (at_ == first) return false;
    out_.reserve(at_ - first);
    out_.append(std::string_view(out_.data() + first, at_ - first));
    return true;
  }
  bool text() {
    const char quote = peek();
    out_.append('"');
    for (++at_; peek() != quote;) {
      if (at_ >= end_) return false;
      const text::CodePoint c = text::decode(out_.data() + at_, out_.data() + end_);
      at_ += c.size;
      append_escaped(c.value == '\\' ? escape() : c.value, out_);
    }
    ++at_;
    out_.append('"');
    return true;
  }
  // What stands behind a backslash.
  char32_t escape() {
    const char c = out_.data()[at_++];
    const std::size_t digits = c == 'x' ? 2 : c == 'u' ? 4 : c == 'U' ? 8 : 0;
    if (digits == 0) return c == 'n' ? '\n' : c == 'r' ? '\r' : c == 't' ? '\t' : static_cast<unsigned char>(c);
    std::uint32_t value = 0;
    std::from_chars(out_.data() + at_, out_.data() + at_ + digits, value, 16);
    at_ += digits;
    return value;
  }

  JsonDump& dump_;
  Output& out_;
  std::size_t at_;
  std::size_t end_;
};

void append_text(std::string_view text, Output& out) {
  out.append('"');
  for (const text::CodePoint c : text::CodePoints(text)) append_escaped(c.value, out);
  out.append('"');
}

}  // namespace

void JsonDump::new_line() {
  out_.append('\n');
  for (std::int64_t i = 0; i < *indent_ * level_; ++i) out_.append(' ');
}

void JsonDump::open(char bracket) {
  out_.append(bracket);
  ++level_;
  first_ = true;
}

void JsonDump::next() {
  if (!first_) out_.append(indent_ ? "," : ", ");
  if (indent_) new_line();
  first_ = false;
}

void JsonDump::close(char bracket) {
  --level_;
  if (indent_ && !first_) new_line();
  out_.append(bracket);
  first_ = false;
}

void JsonDump::key(std::string_view name) {
  append_text(name, out_);
  out_.append(": ");
}

void JsonDump::value(const Value& value) {
  switch (value.type()) {
    case Value::Type::text:
      return append_text(value.as_text(), out_);
    case Value::Type::number:
      return out_.commit(static_cast<std::size_t>(put_python_float(value.as_number(), out_.reserve(kMaxFloatBytes)) -
                                                  (out_.data() + out_.size())));
    case Value::Type::list:
      open('[');
      for (const Value& item : value.as_list()) {
        if (!context_.may_go_on(out_)) return;
        next();
        this->value(item);
      }
      return close(']');
    case Value::Type::object:
      open('{');
      for (const auto& [name, item] : value.as_object()) {
        if (!context_.may_go_on(out_)) return;
        next();
        key(name);
        this->value(item);
      }
      return close('}');
    default: {
      const std::string text = value.to_json();
      return out_.append(text == "-0" ? "0" : text);  // Python's integers have one zero
    }
  }
}

bool JsonDump::finish(std::size_t start) {
  const std::size_t end = out_.size();
  if (out_.kind() == Kind::number) return true;
  if (out_.kind() == Kind::text) {
    out_.reserve(8 * (end - start) + 2);  // so that the text stays where it is
    append_text({out_.data() + start, end - start}, out_);
  } else if (!ReprReader(*this, out_, start).read()) {
    return false;
  }
  const std::size_t size = out_.size() - end;
  std::memmove(out_.data() + start, out_.data() + end, size);
  out_.truncate(start + size);
  return true;
}

}  // namespace phoney
