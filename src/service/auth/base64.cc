// OpenSSL decodes, but it does not know the URL alphabet or missing padding, and it ignores white space.

#include "service/auth/base64.h"

#include <openssl/evp.h>

#include <algorithm>

namespace phoney::service {
namespace {

constexpr std::string_view kAlphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

}  // namespace

std::string base64url_encode(std::span<const unsigned char> bytes) {
  std::string text((bytes.size() + 2) / 3 * 4 + 1, '\0');  // EVP_EncodeBlock ends it with a zero byte
  const int size =
      EVP_EncodeBlock(reinterpret_cast<unsigned char*>(text.data()), bytes.data(), static_cast<int>(bytes.size()));
  text.resize(static_cast<std::size_t>(size));
  while (text.ends_with('=')) text.pop_back();
  std::ranges::replace(text, '+', '-');
  std::ranges::replace(text, '/', '_');
  return text;
}

void append_base64(Output& out, std::string_view bytes) {
  auto* target = reinterpret_cast<unsigned char*>(out.reserve((bytes.size() + 2) / 3 * 4));  // its zero byte: the slack
  const int size =
      EVP_EncodeBlock(target, reinterpret_cast<const unsigned char*>(bytes.data()), static_cast<int>(bytes.size()));
  out.commit(static_cast<std::size_t>(size));
}

std::optional<std::string> base64_decode(std::string_view text) {
  const std::size_t padding = text.ends_with("==") ? 2 : text.ends_with('=') ? 1 : 0;
  const std::string_view digits = text.substr(0, text.size() - padding);
  if (text.size() % 4 != 0 || digits.find_first_not_of(kAlphabet) != std::string_view::npos) return std::nullopt;
  std::string bytes(text.size() / 4 * 3, '\0');
  const int size = EVP_DecodeBlock(reinterpret_cast<unsigned char*>(bytes.data()),
                                   reinterpret_cast<const unsigned char*>(text.data()), static_cast<int>(text.size()));
  if (size < 0) return std::nullopt;
  bytes.resize(static_cast<std::size_t>(size) - padding);
  return bytes;
}

std::optional<std::string> base64url_decode(std::string_view text) {
  if (text.find_first_of("+/=") != std::string_view::npos) return std::nullopt;
  std::string usual(text);
  std::ranges::replace(usual, '-', '+');
  std::ranges::replace(usual, '_', '/');
  while (usual.size() % 4 != 0) usual += '=';
  auto bytes = base64_decode(usual);
  // The last character has bits that mean nothing; only zeros are taken, so that a text has one spelling.
  const auto same = [&] {
    return base64url_encode({reinterpret_cast<const unsigned char*>(bytes->data()), bytes->size()}) == text;
  };
  if (bytes && !same()) return std::nullopt;
  return bytes;
}

}  // namespace phoney::service
