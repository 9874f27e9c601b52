#include "engine/parse.h"

#include <fmt/format.h>

#include "text/unicode.h"
#include "text/utf8.h"

namespace phoney {
namespace {

using Property = bool (*)(char32_t);

// The end of the longest run of code points with the property.
std::size_t run_end(std::string_view text, std::size_t at, Property has) {
  while (at < text.size()) {
    const text::CodePoint c = text::decode(text.data() + at, text.data() + text.size());
    if (!has(c.value)) break;
    at += c.size;
  }
  return at;
}

struct Token {
  std::string_view name;
  std::string_view group;
  std::size_t end = 0;  // 0: no token
};

// \{\{\s*(\w+)(:\s*\w+?)?\s*\}\}
Token read_token(std::string_view text, std::size_t at) {
  Token token;
  if (!text.substr(at).starts_with("{{")) return token;
  const std::size_t name = run_end(text, at + 2, text::is_space);
  std::size_t end = run_end(text, name, text::is_word);
  if (end == name) return token;
  token.name = text.substr(name, end - name);
  if (end < text.size() && text[end] == ':') {
    const std::size_t group = run_end(text, end + 1, text::is_space);
    end = run_end(text, group, text::is_word);
    if (end == group) return token;
    token.group = text.substr(group, end - group);
  }
  end = run_end(text, end, text::is_space);
  if (text.substr(end).starts_with("}}")) token.end = end + 2;
  return token;
}

void append_token(Session& session, const Token& token, Output& out) {
  if (!token.group.empty()) {
    session.fail(make_error(ErrorCode::generation_failed, fmt::format("there is no argument group `{}`", token.group)));
    return;
  }
  const auto generator = session.catalogue().find_generator(token.name);
  const Binding binding = generator ? session.catalogue().binding(session.locale(), *generator) : Binding{};
  if (binding.tag() == blob::BindingTag::none) {
    session.fail(make_error(
        ErrorCode::generation_failed,
        fmt::format("locale {} has no generator `{}`", session.catalogue().locale_name(session.locale()), token.name)));
    return;
  }
  session.append_as_text(binding, out);
}

}  // namespace

void append_parsed(Session& session, std::string_view format, Output& out) {
  std::size_t plain = 0;  // where the text not yet appended begins
  for (std::size_t i = 0; (i = format.find("{{", i)) != std::string_view::npos;) {
    const Token token = read_token(format, i);
    if (token.end == 0) {
      ++i;
      continue;
    }
    out.append(format.substr(plain, i - plain));
    append_token(session, token, out);
    if (session.failed()) return;
    plain = i = token.end;
  }
  out.append(format.substr(plain));
}

}  // namespace phoney
