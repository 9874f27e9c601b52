#include "service/auth/password.h"

#include <crypt.h>

#include <memory>

#include <fmt/format.h>

#include "service/auth/secret.h"

namespace phoney::service {
namespace {

constexpr std::size_t kHashSize = 60;
constexpr std::string_view kHashAlphabet = "./0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

// What `crypt` gives, or nothing if it refuses.
std::string crypt_text(std::string_view password, const std::string& setting) {
  const auto data = std::make_unique<crypt_data>();  // 32 KiB, and no thread's business but ours
  const std::string text(password);
  const char* hash = crypt_r(text.c_str(), setting.c_str(), data.get());
  return hash == nullptr || hash[0] == '*' ? "" : hash;
}

bool is_bcrypt_password(std::string_view password) {
  return !password.empty() && password.size() <= kMaxPasswordBytes && password.find('\0') == std::string_view::npos;
}

}  // namespace

Result<std::string> hash_password(std::string_view password, unsigned cost) {
  if (!is_bcrypt_password(password)) {
    return make_error(ErrorCode::invalid_argument,
                      fmt::format("the password must have 1 to {} bytes and no zero byte", kMaxPasswordBytes));
  }
  if (cost < kLeastPasswordCost || cost > kMostPasswordCost) {
    return make_error(ErrorCode::invalid_argument,
                      fmt::format("the cost must be from {} to {}", kLeastPasswordCost, kMostPasswordCost));
  }
  char setting[CRYPT_GENSALT_OUTPUT_SIZE];
  if (crypt_gensalt_rn("$2b$", cost, nullptr, 0, setting, sizeof setting) == nullptr) {
    return make_error(ErrorCode::io_error, "the system provides no random bytes for the salt");
  }
  return crypt_text(password, setting);
}

bool is_password_hash(std::string_view hash) {
  if (hash.size() != kHashSize || hash[0] != '$' || hash[1] != '2' || hash[3] != '$' || hash[6] != '$') return false;
  if (hash[2] != 'a' && hash[2] != 'b' && hash[2] != 'y') return false;
  const std::string_view cost = hash.substr(4, 2);
  if (cost < "04" || cost > "16" || cost[1] < '0' || cost[1] > '9') return false;
  return hash.substr(7).find_first_not_of(kHashAlphabet) == std::string_view::npos;
}

bool verify_password(std::string_view password, const std::string& hash) {
  const std::string found = crypt_text(password.substr(0, kMaxPasswordBytes), hash);
  // After hashing, so that refusing costs the same.
  return !found.empty() && equal_secrets(found, hash) && is_bcrypt_password(password);
}

}  // namespace phoney::service
