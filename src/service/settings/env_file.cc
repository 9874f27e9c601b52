#include "service/settings/env_file.h"

#include <algorithm>
#include <fstream>
#include <iterator>

#include <fmt/format.h>

#include "base/text_encoding.h"

namespace phoney::service {
namespace {

constexpr std::size_t kMaxFileBytes = 1 << 20;
constexpr std::string_view kBlank = " \t\r";

std::string_view trimmed(std::string_view text) {
  const std::size_t first = text.find_first_not_of(kBlank);
  if (first == std::string_view::npos) return "";
  return text.substr(first, text.find_last_not_of(kBlank) + 1 - first);
}

bool is_name(std::string_view text) {
  return !text.empty() && !(text[0] >= '0' && text[0] <= '9') && std::ranges::all_of(text, [](char c) {
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
  });
}

char unescaped(char c) {
  if (c == 'n') return '\n';
  return c == 't' ? '\t' : c;
}

// The value between quotes, with nothing but a comment behind it. `text` begins with the quote.
Result<std::string> quoted(std::string_view text) {
  const char quote = text[0];
  std::string value;
  for (std::size_t i = 1; i < text.size(); ++i) {
    if (text[i] == quote) {
      const std::string_view rest = trimmed(text.substr(i + 1));
      if (rest.empty() || rest.starts_with('#')) return value;
      return make_error(ErrorCode::invalid_argument, "has something after the closing quote");
    }
    const bool escape = quote == '"' && text[i] == '\\' && i + 1 < text.size();
    value += escape ? unescaped(text[++i]) : text[i];
  }
  return make_error(ErrorCode::invalid_argument, "has no closing quote");
}

Result<std::string> value_of(std::string_view text) {
  if (text.starts_with('"') || text.starts_with('\'')) return quoted(text);
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '#' && (i == 0 || kBlank.find(text[i - 1]) != std::string_view::npos)) text = text.substr(0, i);
  }
  return std::string(trimmed(text));
}

Result<void> parse_line(std::string_view line, EnvEntries& into) {
  line = trimmed(line);
  if (line.empty() || line.starts_with('#')) return {};
  if (line.starts_with("export ")) line = trimmed(line.substr(7));
  const std::size_t equals = line.find('=');
  const std::string_view name = trimmed(line.substr(0, equals));
  if (equals == std::string_view::npos || !is_name(name)) {
    return make_error(ErrorCode::invalid_argument, "is not of the form NAME=value");
  }
  auto value = value_of(trimmed(line.substr(equals + 1)));
  if (!value) return value.error();
  const auto found = std::ranges::find(into, name, &EnvEntries::value_type::first);
  if (found != into.end()) {
    found->second = std::move(*value);
  } else {
    into.emplace_back(name, std::move(*value));
  }
  return {};
}

}  // namespace

Result<EnvEntries> parse_env(std::string_view bytes) {
  const auto encoded = utf8_text(bytes);
  if (!encoded) return encoded.error();
  std::string_view text = *encoded;
  if (text.find('\0') != std::string_view::npos) {
    return make_error(ErrorCode::invalid_argument, "is no text: there is a zero byte in it");
  }
  EnvEntries entries;
  for (std::size_t number = 1; !text.empty(); ++number) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    if (auto parsed = parse_line(text.substr(0, end), entries); !parsed) {
      return make_error(ErrorCode::invalid_argument, fmt::format("line {} {}", number, parsed.error().message));
    }
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return entries;
}

Result<EnvEntries> read_env_file(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) return make_error(ErrorCode::io_error, fmt::format("{}: cannot be read", path));
  std::string text(kMaxFileBytes + 1, '\0');
  file.read(text.data(), static_cast<std::streamsize>(text.size()));
  if (file.bad()) return make_error(ErrorCode::io_error, fmt::format("{}: cannot be read", path));
  text.resize(static_cast<std::size_t>(file.gcount()));
  if (text.size() > kMaxFileBytes) {
    return make_error(ErrorCode::io_error, fmt::format("{}: is larger than {} bytes", path, kMaxFileBytes));
  }
  auto entries = parse_env(text);
  if (!entries) return make_error(ErrorCode::invalid_argument, fmt::format("{}: {}", path, entries.error().message));
  return entries;
}

}  // namespace phoney::service
