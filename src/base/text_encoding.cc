#include "base/text_encoding.h"

#include <string>

namespace phoney {
namespace {

using namespace std::string_view_literals;

// The name of the wide encoding that the bytes are in; empty if there is no sign of one.
std::string_view wide_encoding(std::string_view bytes) {
  if (bytes.starts_with("\xff\xfe\0\0"sv) || bytes.starts_with("\0\0\xfe\xff"sv)) return "UTF-32";
  if (bytes.starts_with("\xff\xfe"sv) || bytes.starts_with("\xfe\xff"sv)) return "UTF-16";
  if (bytes.size() < 2 || (bytes[0] != 0 && bytes[1] != 0)) return "";
  const bool first = bytes[0] != 0;
  const bool second = bytes[1] != 0;
  if (bytes.size() < 4) return first != second ? "UTF-16" : "";
  const bool third = bytes[2] != 0;
  const bool fourth = bytes[3] != 0;
  if (first != second) return first && !third && !fourth ? "UTF-32" : "UTF-16";
  return !third && fourth ? "UTF-32" : "";
}

}  // namespace

Result<std::string_view> utf8_text(std::string_view bytes) {
  constexpr std::string_view kByteOrderMark = "\xef\xbb\xbf";
  if (bytes.starts_with(kByteOrderMark)) return bytes.substr(kByteOrderMark.size());
  if (const std::string_view encoding = wide_encoding(bytes); !encoding.empty()) {
    return make_error(ErrorCode::invalid_argument, "the text is " + std::string(encoding) + "; save it as UTF-8");
  }
  return bytes;
}

}  // namespace phoney
