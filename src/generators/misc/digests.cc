// md5, sha1 and sha256: Faker hashes the text of a random number between 0 and 1.
//
// These are OpenSSL's plain functions, which it calls deprecated: its present interface allocates for every hash.

#define OPENSSL_SUPPRESS_DEPRECATED

#include <openssl/md5.h>
#include <openssl/sha.h>

#include "base/python_float.h"
#include "engine/patterns.h"
#include "engine/session.h"
#include "generators/misc/misc.h"

namespace phoney {
namespace {

struct DigestArgs {
  bool raw_output = false;

  Result<void> check() const {
    if (!raw_output) return {};
    return make_error(ErrorCode::not_implemented, "`raw_output` must be false, because JSON has no bytes",
                      "raw_output");
  }
};

template <class State, std::size_t kSize, auto Init, auto Update, auto Final>
void append_digest(Context& context, const DigestArgs&, Output& out) {
  char number[kMaxFloatBytes];
  const char* const end = put_python_float(context.random().uniform01(), number);
  State state;
  unsigned char digest[kSize];
  Init(&state);
  Update(&state, number, static_cast<std::size_t>(end - number));
  Final(digest, &state);
  char* target = out.reserve(2 * kSize);
  for (const unsigned char byte : digest) {
    *target++ = kHexLower[byte >> 4];
    *target++ = kHexLower[byte & 15];
  }
  out.commit(2 * kSize);
}

constexpr auto md5 = append_digest<MD5_CTX, MD5_DIGEST_LENGTH, MD5_Init, MD5_Update, MD5_Final>;
constexpr auto sha1 = append_digest<SHA_CTX, SHA_DIGEST_LENGTH, SHA1_Init, SHA1_Update, SHA1_Final>;
constexpr auto sha256 = append_digest<SHA256_CTX, SHA256_DIGEST_LENGTH, SHA256_Init, SHA256_Update, SHA256_Final>;

constexpr std::string_view kRaw = "Whether to return bytes; must be false.";

constexpr GeneratorSpec generators[] = {
    generator<md5>("md5", "A random MD5 digest.").param<&DigestArgs::raw_output>("raw_output", kRaw),
    generator<sha1>("sha1", "A random SHA-1 digest.").param<&DigestArgs::raw_output>("raw_output", kRaw),
    generator<sha256>("sha256", "A random SHA-256 digest.").param<&DigestArgs::raw_output>("raw_output", kRaw),
};

}  // namespace

std::span<const GeneratorSpec> digest_generators() { return generators; }

}  // namespace phoney
