#include "service/query.h"

#include <algorithm>
#include <cctype>

#include <fmt/format.h>

#include "base/json_reader.h"

namespace phoney {
namespace {

enum class Plus { literal, space };

// The digit's value, or -1.
int hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

Error invalid_escape(std::string_view escape) {
  return make_error(ErrorCode::invalid_argument, "invalid percent-encoding '" + std::string(escape) +
                                                     "': '%' must be followed by two hexadecimal digits; write '%25' "
                                                     "for a percent sign");
}

Error not_utf8(std::string field) {
  return make_error(ErrorCode::invalid_argument, "the text is not UTF-8; percent-encode its UTF-8 bytes",
                    std::move(field));
}

Result<std::string> decode(std::string_view text, Plus plus) {
  std::string decoded;
  decoded.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '+' && plus == Plus::space) {
      decoded += ' ';
    } else if (text[i] == '%') {
      const int high = i + 1 < text.size() ? hex_digit(text[i + 1]) : -1;
      const int low = i + 2 < text.size() ? hex_digit(text[i + 2]) : -1;
      if (high < 0 || low < 0) return invalid_escape(text.substr(i, 3));
      decoded += static_cast<char>(high * 16 + low);
      i += 2;
    } else {
      decoded += text[i];
    }
  }
  return decoded;
}

}  // namespace

Result<std::string> percent_decode(std::string_view text) { return decode(text, Plus::literal); }

std::string percent_encode(std::string_view text) {
  std::string encoded;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    const bool is_unreserved = std::isalnum(byte) != 0 || std::string_view("-._~").find(c) != std::string_view::npos;
    if (is_unreserved) {
      encoded += c;
    } else {
      encoded += fmt::format("%{:02X}", byte);
    }
  }
  return encoded;
}

Result<std::vector<QueryParameter>> parse_query(std::string_view query) {
  std::vector<QueryParameter> parameters;
  if (!is_utf8(query)) return not_utf8({});
  while (!query.empty()) {
    const auto end = static_cast<std::size_t>(std::ranges::find(query, '&') - query.begin());
    const std::string_view piece = query.substr(0, end);
    query.remove_prefix(std::min(end + 1, query.size()));
    if (piece.empty()) continue;
    const auto equals = static_cast<std::size_t>(std::ranges::find(piece, '=') - piece.begin());
    auto name = decode(piece.substr(0, equals), Plus::space);
    if (!name) return name.error();
    if (!is_utf8(*name)) return not_utf8({});
    auto value = decode(piece.substr(std::min(equals + 1, piece.size())), Plus::space);
    if (!value) {
      Error error = value.error();
      error.field = *name;
      return error;
    }
    if (!is_utf8(*value)) return not_utf8(*name);
    parameters.push_back({std::move(*name), std::move(*value)});
  }
  return parameters;
}

}  // namespace phoney
