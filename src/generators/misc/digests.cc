// md5, sha1 and sha256: Faker hashes the text of a random number between 0 and 1.

#include <openssl/evp.h>

#include <cstdlib>

#include "base/python_float.h"
#include "engine/patterns.h"
#include "engine/session.h"
#include "generators/misc/misc.h"

namespace phoney {
namespace {

// One algorithm and its state, kept so that a hash neither looks the algorithm up nor allocates.
class Hasher {
 public:
  explicit Hasher(const char* algorithm)
      : algorithm_(EVP_MD_fetch(nullptr, algorithm, nullptr)), state_(EVP_MD_CTX_new()) {
    if (algorithm_ == nullptr || state_ == nullptr) std::abort();
  }
  ~Hasher() {
    EVP_MD_CTX_free(state_);
    EVP_MD_free(algorithm_);
  }
  Hasher(const Hasher&) = delete;
  Hasher& operator=(const Hasher&) = delete;

  // Writes the digest and returns its size.
  unsigned hash(const char* text, std::size_t size, unsigned char* digest) {
    unsigned written = 0;
    EVP_DigestInit_ex2(state_, algorithm_, nullptr);
    EVP_DigestUpdate(state_, text, size);
    EVP_DigestFinal_ex(state_, digest, &written);
    return written;
  }

 private:
  EVP_MD* algorithm_;
  EVP_MD_CTX* state_;
};

struct DigestArgs {
  bool raw_output = false;

  Result<void> check() const {
    if (!raw_output) return {};
    return make_error(ErrorCode::not_implemented, "`raw_output` would be bytes, which JSON has not; leave it false",
                      "raw_output");
  }
};

void append_digest(Context& context, Hasher& hasher, Output& out) {
  char number[kMaxFloatBytes];
  const char* const end = put_python_float(context.random().uniform01(), number);
  unsigned char digest[EVP_MAX_MD_SIZE];
  const unsigned size = hasher.hash(number, static_cast<std::size_t>(end - number), digest);
  char* target = out.reserve(2 * std::size_t{size});
  for (unsigned i = 0; i < size; ++i) {
    *target++ = kHexLower[digest[i] >> 4];
    *target++ = kHexLower[digest[i] & 15];
  }
  out.commit(2 * std::size_t{size});
}

void md5(Context& context, const DigestArgs&, Output& out) {
  thread_local Hasher hasher("MD5");
  append_digest(context, hasher, out);
}
void sha1(Context& context, const DigestArgs&, Output& out) {
  thread_local Hasher hasher("SHA1");
  append_digest(context, hasher, out);
}
void sha256(Context& context, const DigestArgs&, Output& out) {
  thread_local Hasher hasher("SHA256");
  append_digest(context, hasher, out);
}

constexpr std::string_view kRaw = "Bytes instead of hexadecimal digits.";

constexpr GeneratorSpec generators[] = {
    generator<md5>("md5", "A random MD5 digest.").param<&DigestArgs::raw_output>("raw_output", kRaw),
    generator<sha1>("sha1", "A random SHA-1 digest.").param<&DigestArgs::raw_output>("raw_output", kRaw),
    generator<sha256>("sha256", "A random SHA-256 digest.").param<&DigestArgs::raw_output>("raw_output", kRaw),
};

}  // namespace

std::span<const GeneratorSpec> digest_generators() { return generators; }

}  // namespace phoney
