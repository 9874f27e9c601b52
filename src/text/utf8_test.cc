#include "text/utf8.h"

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <vector>

namespace phoney::text {
namespace {

TEST(Utf8, DecodesWhatItEncodes) {
  for (char32_t c = 0; c <= 0x10FFFF; ++c) {
    char bytes[4];
    const char* const end = encode(c, bytes);
    const CodePoint forwards = decode(bytes, end);
    ASSERT_EQ(forwards.value, c);
    ASSERT_EQ(bytes + forwards.size, end);
    ASSERT_EQ(decode_before(bytes, end).value, c);
  }
}

TEST(Utf8, MalformedBytesAreReplacedOneByOne) {
  const struct {
    std::string_view text;
    std::vector<char32_t> want;
  } tests[] = {
      {"a\x80z", {'a', kReplacement, 'z'}},
      {"\xC0\x80", {kReplacement, kReplacement}},                                      // overlong
      {"\xE0\x80\x80", {kReplacement, kReplacement, kReplacement}},                    // overlong
      {"\xF4\x90\x80\x80", {kReplacement, kReplacement, kReplacement, kReplacement}},  // above U+10FFFF
      {"\xC3", {kReplacement}},
      {"\xE2\x82", {kReplacement, kReplacement}},
      {"\xE2\x82z", {kReplacement, kReplacement, 'z'}},
      {"\xED\xA0\x80", {0xD800}},
  };
  for (const auto& test : tests) {
    std::vector<char32_t> forwards;
    for (const CodePoint c : CodePoints(test.text)) forwards.push_back(c.value);
    EXPECT_EQ(forwards, test.want);

    std::vector<char32_t> backwards;
    for (const char *begin = test.text.data(), *at = begin + test.text.size(); at > begin;) {
      const CodePoint c = decode_before(begin, at);
      backwards.insert(backwards.begin(), c.value);
      at -= c.size;
    }
    EXPECT_EQ(backwards, test.want);
  }
}

TEST(Utf8, IsAsciiOfEverySizeAndPlace) {
  for (std::size_t size = 0; size < 70; ++size) {
    const auto exact = std::make_unique<char[]>(size);  // a sanitizer sees reads past its end
    std::fill_n(exact.get(), size, '\x7F');
    const std::string_view text(exact.get(), size);
    EXPECT_TRUE(is_ascii(text));
    for (std::size_t i = 0; i < size; ++i) {
      exact[i] = '\x80';
      EXPECT_FALSE(is_ascii(text)) << i << " of " << size;
      exact[i] = '\x7F';
    }
  }
}

TEST(Utf8, CountsCodePoints) {
  EXPECT_EQ(length(""), 0u);
  EXPECT_EQ(length("plain"), 5u);
  EXPECT_EQ(length("aé北😀"), 4u);
}

TEST(Utf8, FindsCodePoints) {
  const std::string_view text = "aé北😀";
  EXPECT_EQ(code_point_at(text, 0), "a");
  EXPECT_EQ(code_point_at(text, 2), "北");
  EXPECT_EQ(code_point_at(text, 3), "😀");
  EXPECT_EQ(code_point_at(text, 4), "");
}

}  // namespace
}  // namespace phoney::text
