#include "templates/source.h"

#include <optional>

#include <fmt/format.h>

#include "base/json_reader.h"
#include "base/json_text.h"
#include "base/near.h"
#include "base/text_encoding.h"

namespace phoney::templates {
namespace {

constexpr std::size_t kQuoted = 60;  // bytes of a placeholder in a message

// The correct form: "{{name}}".
std::string in_quotes(std::string_view placeholder) {
  const std::size_t end = placeholder.find("}}");
  const bool is_whole = end != std::string_view::npos && end + 2 <= kQuoted && placeholder.find('"') > end;
  std::string quoted;
  append_json_string(quoted, is_whole ? placeholder.substr(0, end + 2) : "{{name}}");
  return quoted;
}

// How to correct the text at `at`, outside of a string, that is not JSON; nothing if it is not known.
std::optional<std::string> explain(std::string_view text, std::size_t at) {
  if (text[at] == '\'') return "put strings and keys in double quotes, not in single quotes";
  if (!text.substr(at).starts_with("{{")) return std::nullopt;
  return fmt::format("write the placeholder in quotes, as {}; its value keeps its type", in_quotes(text.substr(at)));
}

// The end of the text in double quotes that begins at `at`.
std::size_t end_of_text(std::string_view text, std::size_t at) {
  for (++at; at < text.size() && text[at] != '"'; ++at) {
    if (text[at] == '\\') ++at;
  }
  return at;
}

}  // namespace

Result<Value> read_source(std::string_view bytes, std::size_t max_depth) {
  auto read = read_json(bytes, max_depth);
  if (read) return read;
  const auto text = utf8_text(bytes);
  if (!text || !is_utf8(*text)) return read;
  for (std::size_t at = 0; at < text->size(); ++at) {
    const std::string_view rest = std::string_view(*text).substr(at);
    if (rest.starts_with("//") || rest.starts_with("/*")) return read;  // a comment, in which quotes mean nothing
    if (rest.front() == '"') {
      at = end_of_text(*text, at);
    } else if (const auto reason = explain(*text, at)) {
      return make_error(ErrorCode::invalid_json,
                        fmt::format("the text is not valid JSON: {} (near {})", *reason, place_in(*text, at)));
    }
  }
  return read;
}

}  // namespace phoney::templates
