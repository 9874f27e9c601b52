// Credentials. The text as a token, which nobody has signed, is refused; as the claims of a token that is signed, it is
// read; as an Authorization header, it lets nobody in.

#include <cstddef>
#include <cstdint>

#include "base/clock.h"
#include "fuzz_engine.h"
#include "service/auth/authenticator.h"
#include "service/auth/base64.h"
#include "service/auth/password.h"
#include "service/auth/secret.h"
#include "service/auth/token.h"

namespace {

using namespace phoney;
using namespace phoney::service;

constexpr std::string_view kSecret = "0123456789abcdef0123456789abcdef";
const Clock kClock(Clock::Instant(std::chrono::seconds(1'700'000'000)));

std::string encode(std::string_view text) {
  return base64url_encode({reinterpret_cast<const unsigned char*>(text.data()), text.size()});
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const TokenKey key{kSecret, kClock};
  fuzz::require(!verify_token(key, text));

  const std::string body = encode(R"({"alg":"HS256"})") + '.' + encode(text);
  const auto verified = verify_token(key, body + '.' + base64url_encode(keyed_digest_of(kSecret, body)));
  fuzz::require(!verified || text.find("phoney") != std::string_view::npos ||
                text.find('\\') != std::string_view::npos);

  static const Settings settings = [] {
    Settings made;
    made.secret_key = kSecret;
    made.api_password_hash = *hash_password("a password that no fuzzer finds", 4);
    return made;
  }();
  static Authenticator authenticator(settings, kClock);
  const Header header{"Authorization", text};
  Identity identity;
  fuzz::require(authenticator.authenticate({.headers = {&header, 1}}, {}, identity).has_value());
  fuzz::require(!identity.authenticated());
  return 0;
}
