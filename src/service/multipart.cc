#include "service/multipart.h"

#include <algorithm>
#include <optional>

#include <fmt/format.h>

#include "base/json_reader.h"
#include "base/trim.h"
#include "service/message.h"

namespace phoney::service {
namespace {

constexpr std::string_view kType = "multipart/form-data";
constexpr std::string_view kLineEnd = "\r\n";
constexpr const char* kOneName =
    "each field of the form must have one header Content-Disposition: form-data; name=\"...\"";
constexpr std::size_t kMaxParts = 32;
constexpr std::size_t kMaxHeaderBytes = 2048;
constexpr std::size_t kMaxBoundaryBytes = 70;  // RFC 2046, 5.1.1

Error wrong(std::string message, std::string field = {}) {
  return make_error(ErrorCode::invalid_argument, std::move(message), std::move(field));
}

// Takes a token or a quoted string off the front; in the latter a backslash escapes a quote or a backslash.
std::optional<std::string> take_word(std::string_view& text) {
  std::string word;
  if (!text.starts_with('"')) {
    const std::size_t end = std::min(text.find_first_of(" \t;,\""), text.size());
    word = text.substr(0, end);
    text.remove_prefix(end);
    return word.empty() ? std::nullopt : std::optional(word);
  }
  for (std::size_t i = 1; i < text.size(); ++i) {
    if (text[i] == '"') {
      text.remove_prefix(i + 1);
      return word;
    }
    const bool is_escape = text[i] == '\\' && i + 1 < text.size() && (text[i + 1] == '"' || text[i + 1] == '\\');
    word += is_escape ? text[++i] : text[i];
  }
  return std::nullopt;
}

// A header's value, such as `form-data; name="a"`: the part before the parameters, and the parameters.
struct HeaderValue {
  std::string_view value;
  std::vector<QueryParameter> parameters;

  const std::string* find(std::string_view name) const {
    const auto found = std::ranges::find_if(
        parameters, [&](const QueryParameter& parameter) { return equals_ignoring_case(parameter.name, name); });
    return found == parameters.end() ? nullptr : &found->value;
  }
};

std::optional<HeaderValue> parse_header_value(std::string_view text) {
  HeaderValue header;
  header.value = trimmed(text.substr(0, text.find(';')));
  text.remove_prefix(std::min(text.find(';'), text.size()));
  while (!text.empty()) {
    text = trimmed(text.substr(1));
    if (text.empty()) break;
    const std::size_t equals = text.find('=');
    if (equals == std::string_view::npos) return std::nullopt;
    const std::string_view name = trimmed(text.substr(0, equals));
    text = trimmed(text.substr(equals + 1));
    auto value = take_word(text);
    text = trimmed(text);
    if (!value || (!text.empty() && text.front() != ';')) return std::nullopt;
    header.parameters.push_back({std::string(name), *std::move(value)});
  }
  return header;
}

Result<std::string> boundary_of(std::string_view content_type) {
  const auto header = parse_header_value(content_type);
  const std::string* boundary = header ? header->find("boundary") : nullptr;
  if (boundary == nullptr || boundary->empty() || boundary->size() > kMaxBoundaryBytes || boundary->ends_with(' ')) {
    return wrong(fmt::format("the header Content-Type must name the boundary of the form in at most {} characters",
                             kMaxBoundaryBytes));
  }
  return *boundary;
}

class MultipartReader {
 public:
  MultipartReader(std::string_view boundary, std::string_view body)
      : delimiter_(fmt::format("\r\n--{}", boundary)), rest_(body) {}

  Result<std::vector<QueryParameter>> run() {
    if (!take(std::string_view(delimiter_).substr(kLineEnd.size())) && !take(delimiter_))
      return wrong("the form does not begin with its boundary");
    std::vector<QueryParameter> fields;
    while (!take("--")) {
      if (fields.size() == kMaxParts) return wrong(fmt::format("the form has more than {} fields", kMaxParts));
      auto field = read_part();
      if (!field) return field.error();
      fields.push_back(*std::move(field));
    }
    if (!rest_.empty() && rest_ != kLineEnd) return wrong("there is extra data after the end of the form");
    return fields;
  }

 private:
  bool take(std::string_view text) {
    if (!rest_.starts_with(text)) return false;
    rest_.remove_prefix(text.size());
    return true;
  }

  Result<QueryParameter> read_part() {
    if (!take(kLineEnd)) return wrong("a boundary of the form does not end with a carriage return and a line feed");
    auto name = read_headers();
    if (!name) return name.error();
    const std::size_t end = rest_.find(delimiter_);
    if (end == std::string_view::npos) return wrong("the form does not end with its boundary and two hyphens");
    const std::string_view value = rest_.substr(0, end);
    rest_.remove_prefix(end + delimiter_.size());
    if (!is_utf8(*name) || !is_utf8(value)) return wrong("the form is not UTF-8");
    return QueryParameter{*std::move(name), std::string(value)};
  }

  // Takes the headers of a part, and returns the name of its field.
  Result<std::string> read_headers() {
    const std::size_t end = rest_.substr(0, kMaxHeaderBytes).find("\r\n\r\n");
    if (end == std::string_view::npos)
      return wrong(fmt::format("the headers of a field must end within {} bytes with an empty line", kMaxHeaderBytes));
    std::string_view lines = rest_.substr(0, end);
    rest_.remove_prefix(end + 2 * kLineEnd.size());
    std::optional<std::string> name;
    while (!lines.empty()) {
      const std::string_view line = lines.substr(0, lines.find(kLineEnd));
      lines.remove_prefix(std::min(line.size() + kLineEnd.size(), lines.size()));
      const std::size_t colon = line.find(':');
      if (colon == std::string_view::npos) return wrong("a header of a field has no colon");
      if (!equals_ignoring_case(line.substr(0, colon), "content-disposition")) continue;
      const auto header = parse_header_value(line.substr(colon + 1));
      const std::string* named = header ? header->find("name") : nullptr;
      if (named == nullptr || name || !equals_ignoring_case(header->value, "form-data")) return wrong(kOneName);
      if (header->find("filename") != nullptr || header->find("filename*") != nullptr)
        return wrong("Field should be text, not a file", *named);
      name = *named;
    }
    if (!name) return wrong(kOneName);
    return *std::move(name);
  }

  std::string delimiter_;
  std::string_view rest_;
};

}  // namespace

bool is_multipart(std::string_view content_type) {
  return equals_ignoring_case(trimmed(content_type.substr(0, content_type.find(';'))), kType);
}

Result<std::vector<QueryParameter>> parse_multipart(std::string_view content_type, std::string_view body) {
  const auto boundary = boundary_of(content_type);
  if (!boundary) return boundary.error();
  return MultipartReader(*boundary, body).run();
}

}  // namespace phoney::service
