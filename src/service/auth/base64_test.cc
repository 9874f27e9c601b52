#include "service/auth/base64.h"

#include <gtest/gtest.h>

namespace phoney::service {
namespace {

TEST(Base64, Decodes) {
  const struct {
    std::string_view text;
    std::optional<std::string> usual, url;
  } tests[] = {
      // RFC 4648, 10.
      {"", "", ""},
      {"Zg==", "f", std::nullopt},
      {"Zm8=", "fo", std::nullopt},
      {"Zm9v", "foo", "foo"},
      {"Zm9vYg", std::nullopt, "foob"},
      {"Zm9vYmE", std::nullopt, "fooba"},
      {"+/+/", "\xfb\xff\xbf", std::nullopt},
      {"-_-_", std::nullopt, "\xfb\xff\xbf"},
      {"Z", std::nullopt, std::nullopt},
      {"Z===", std::nullopt, std::nullopt},
      {"====", std::nullopt, std::nullopt},
      {"Zg==Zg==", std::nullopt, std::nullopt},
      {" Zm9v", std::nullopt, std::nullopt},
      {"Zm9v\n\n\n\n", std::nullopt, std::nullopt},
      {"Zm9\xc3", std::nullopt, std::nullopt},
  };
  for (const auto& test : tests) {
    EXPECT_EQ(base64_decode(test.text), test.usual) << test.text;
    EXPECT_EQ(base64url_decode(test.text), test.url) << test.text;
  }
}

TEST(Base64, EncodesForUrls) {
  for (const std::string_view text : {"", "f", "fo", "foo", "\xfb\xff\xbf", "\xff"}) {
    const auto* bytes = reinterpret_cast<const unsigned char*>(text.data());
    EXPECT_EQ(base64url_decode(base64url_encode({bytes, text.size()})), text);
  }
  const unsigned char bytes[] = {0xfb, 0xff, 0xbf, 0xff};
  EXPECT_EQ(base64url_encode(bytes), "-_-__w");
}

}  // namespace
}  // namespace phoney::service
