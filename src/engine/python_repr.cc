#include "engine/python_repr.h"

#include <algorithm>
#include <cstring>

#include "base/python_float.h"
#include "text/unicode.h"
#include "text/utf8.h"

namespace phoney {
namespace {

// However the number was written: 1E2 is 100.0, and -0 is 0.
void append_python_number(std::string& out, const Value& number) {
  if (number.is_integer()) {
    out += number.as_text() == "-0" ? "0" : number.as_text();
  } else {
    char text[kMaxFloatBytes];
    out.append(text, put_python_float(number.as_number(), text));
  }
}

constexpr ValueSpelling kLists = {
    "None", "False", "True", ", ", ": ", '[', ']', false, append_python_repr, append_python_number};
constexpr ValueSpelling kTuples = {
    "None", "False", "True", ", ", ": ", '(', ')', true, append_python_repr, append_python_number};

// A byte of text takes at most this many in its repr(): \\x00.
constexpr std::size_t kMaxGrowth = 4;

char* put_hex(char* target, char letter, int digits, char32_t value) {
  *target++ = '\\';
  *target++ = letter;
  for (int i = digits; i-- > 0;) *target++ = "0123456789abcdef"[value >> (4 * i) & 15];
  return target;
}

char* put_escaped(char* target, char32_t c) {
  if (c == U'\n' || c == U'\r' || c == U'\t') {
    *target++ = '\\';
    *target++ = c == U'\n' ? 'n' : c == U'\r' ? 'r' : 't';
    return target;
  }
  if (c < 0x100) return put_hex(target, 'x', 2, c);
  return c < 0x10000 ? put_hex(target, 'u', 4, c) : put_hex(target, 'U', 8, c);
}

// Writes the repr() of `text`, quotes included, and returns its end.
char* put_repr(std::string_view text, char* target) {
  const bool has_single = text.find('\'') != std::string_view::npos;
  const char quote = has_single && text.find('"') == std::string_view::npos ? '"' : '\'';
  *target++ = quote;
  for (const text::CodePoint c : text::CodePoints(text)) {
    if (!text::is_printable(c.value)) {
      target = put_escaped(target, c.value);
    } else {
      if (c.value == static_cast<unsigned char>(quote) || c.value == U'\\') *target++ = '\\';
      target = text::encode(c.value, target);
    }
  }
  *target++ = quote;
  return target;
}

}  // namespace

void append_python_repr(std::string& out, std::string_view text) {
  const std::size_t start = out.size();
  out.resize(start + kMaxGrowth * text.size() + 2);
  out.resize(static_cast<std::size_t>(put_repr(text, out.data() + start) - out.data()));
}

void quote_python(Output& out, std::size_t start) {
  const std::size_t size = out.size() - start;
  const bool plain =
      std::ranges::all_of(out.view_from(start), [](char c) { return c >= ' ' && c < 0x7f && c != '\'' && c != '\\'; });
  if (plain) {
    *out.insert(start, 1) = '\'';
    out.append('\'');
    return;
  }
  char* target = out.reserve(kMaxGrowth * size + 2);
  const auto written = static_cast<std::size_t>(put_repr(out.view_from(start), target) - target);
  std::memmove(out.data() + start, target, written);
  out.truncate(start + written);
}

std::string python_repr(const Value& value, bool tuples) {
  std::string out;
  append_value(out, value, tuples ? kTuples : kLists);
  return out;
}

}  // namespace phoney
