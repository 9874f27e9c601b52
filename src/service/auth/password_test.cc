#include "service/auth/password.h"

#include <gtest/gtest.h>

#include "service/settings.h"

namespace phoney::service {
namespace {

TEST(Password, HashesVerify) {
  const auto hash = hash_password("correct horse", 4);
  ASSERT_TRUE(hash.has_value());
  EXPECT_TRUE(is_password_hash(*hash)) << *hash;
  EXPECT_TRUE(verify_password("correct horse", *hash));
  EXPECT_FALSE(verify_password("correct horsf", *hash));
  EXPECT_FALSE(verify_password("", *hash));
  EXPECT_NE(*hash, *hash_password("correct horse", 4)) << "the salt is new each time";
}

TEST(Password, KnownHashes) {
  const struct {
    std::string_view password;
    std::string hash;
    bool want;
  } tests[] = {
      // From the test vectors of Openwall's crypt_blowfish.
      {"U*U", "$2a$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW", true},
      {"U*U*", "$2a$05$CCCCCCCCCCCCCCCCCCCCC.VGOzA784oUp/Z0DY336zx7pLYAy0lwK", true},
      {"U*V", "$2a$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW", false},
      {std::string_view("U*U\0x", 5), "$2a$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW", false},
      {kDevelopmentPassword, std::string(kDevelopmentPasswordHash), true},
      {"x", "not a hash", false},
      {"x", "", false},
  };
  for (const auto& test : tests) EXPECT_EQ(verify_password(test.password, test.hash), test.want) << test.hash;
}

TEST(Password, DoesNotCutOff) {
  const std::string longest(kMaxPasswordBytes, 'p');
  const std::string hash = *hash_password(longest, 4);
  EXPECT_TRUE(verify_password(longest, hash));
  EXPECT_FALSE(verify_password(longest + "p", hash));
  for (const auto& [password, cost] : {std::pair(longest + "p", 4U), {"", 4U}, {std::string("a\0b", 3), 4U}}) {
    EXPECT_EQ(hash_password(password, cost).error().message, "the password must have 1 to 72 bytes and no zero byte");
  }
  for (const unsigned cost : {3U, 17U})
    EXPECT_EQ(hash_password("p", cost).error().message, "the cost must be from 4 to 16");
}

TEST(Password, Hashes) {
  const struct {
    std::string_view hash;
    bool want;
  } tests[] = {
      {"$2b$12$abcdefghijklmnopqrstuuW1SdIoZJ0A3xCbzFRTJhIOUDYLHCxOK", true},
      {"$2y$12$abcdefghijklmnopqrstuuW1SdIoZJ0A3xCbzFRTJhIOUDYLHCxOK", true},
      {"$2x$12$abcdefghijklmnopqrstuuW1SdIoZJ0A3xCbzFRTJhIOUDYLHCxOK", false},
      {"$2b$17$abcdefghijklmnopqrstuuW1SdIoZJ0A3xCbzFRTJhIOUDYLHCxOK", false},
      {"$2b$03$abcdefghijklmnopqrstuuW1SdIoZJ0A3xCbzFRTJhIOUDYLHCxOK", false},
      {"$2b$0:$abcdefghijklmnopqrstuuW1SdIoZJ0A3xCbzFRTJhIOUDYLHCxOK", false},
      {"$2b$12$abcdefghijklmnopqrstuuW1SdIoZJ0A3xCbzFRTJhIOUDYLHCxO", false},
      {"$2b$12$abcdefghijklmnopqrstuuW1SdIoZJ0A3xCbzFRTJhIOUDYLHCx_K", false},
      {"$1$salt$hash", false},
      {"", false},
  };
  for (const auto& test : tests) EXPECT_EQ(is_password_hash(test.hash), test.want) << test.hash;
}

}  // namespace
}  // namespace phoney::service
