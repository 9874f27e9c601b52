#include "service/auth/secret.h"

#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/sha.h>

namespace phoney::service {

Digest digest_of(std::string_view text) {
  Digest digest;
  SHA256(reinterpret_cast<const unsigned char*>(text.data()), text.size(), digest.data());
  return digest;
}

Digest keyed_digest_of(std::string_view key, std::string_view text) {
  Digest digest;
  HMAC(EVP_sha256(), key.data(), static_cast<int>(key.size()), reinterpret_cast<const unsigned char*>(text.data()),
       text.size(), digest.data(), nullptr);
  return digest;
}

bool equal_secrets(std::string_view a, std::string_view b) {
  const Digest first = digest_of(a);
  const Digest second = digest_of(b);
  return CRYPTO_memcmp(first.data(), second.data(), first.size()) == 0;
}

bool is_one_of_secrets(std::string_view text, std::span<const std::string> secrets) {
  bool found = false;
  for (const std::string& secret : secrets) found |= equal_secrets(text, secret);
  return found;
}

}  // namespace phoney::service
