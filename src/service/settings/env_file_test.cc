#include "service/settings/env_file.h"

#include <gtest/gtest.h>

#include <cstdio>
#include <fstream>

namespace phoney::service {
namespace {

// "A=x|B=y", or the error's message.
std::string parsed(std::string_view text) {
  const auto entries = parse_env(text);
  if (!entries) return entries.error().message;
  std::string result;
  for (const auto& [name, value] : *entries) result += (result.empty() ? "" : "|") + name + "=" + value;
  return result;
}

TEST(EnvFile, Lines) {
  const struct {
    std::string_view text, want;
  } tests[] = {
      {"", ""},
      {"A=x", "A=x"},
      {"A=x\r\nB=y\r\n", "A=x|B=y"},
      {"\n# c\n  A = x y  \n", "A=x y"},
      {"export A=x", "A=x"},
      {"A=", "A="},
      {"A=x=y", "A=x=y"},
      {"A=x # c", "A=x"},
      {"A=x#y", "A=x#y"},
      {"A=#c", "A="},
      {"A=$2b$12$abc", "A=$2b$12$abc"},
      {R"(A='a\n"b $c # d' # e)", R"(A=a\n"b $c # d)"},
      {R"(A="a\nb\t\"c\"\\\$d # e")", "A=a\nb\t\"c\"\\$d # e"},
      {"A=1\nB=2\nA=3", "A=3|B=2"},
      {"\xef\xbb\xbf"
       "A=x",
       "A=x"},
      {"A='x", "line 1 has no closing quote"},
      {"A=x\n\nB=\"x\\\"", "line 3 has no closing quote"},
      {"A='x'y", "line 1 has something after the closing quote"},
      {"A", "line 1 is not of the form NAME=value"},
      {"=x", "line 1 is not of the form NAME=value"},
      {"A B=x", "line 1 is not of the form NAME=value"},
      {"1A=x", "line 1 is not of the form NAME=value"},
      {std::string_view("\xff\xfe"
                        "A\0=\0x\0",
                        8),
       "this is UTF-16; save it as UTF-8"},
      {std::string_view("A=x\0y", 5), "is no text: there is a zero byte in it"},
  };
  for (const auto& test : tests) EXPECT_EQ(parsed(test.text), test.want) << test.text;
}

TEST(EnvFile, Files) {
  const std::string path = testing::TempDir() + "phoney_env_file_test";
  std::ofstream(path) << "A=x\nB";
  EXPECT_EQ(read_env_file(path).error().message, path + ": line 2 is not of the form NAME=value");
  std::ofstream(path) << "A=x\n";
  EXPECT_EQ(read_env_file(path)->at(0).second, "x");
  std::ofstream(path) << std::string((1 << 20) + 1, '#');
  EXPECT_EQ(read_env_file(path).error().message, path + ": is larger than 1048576 bytes");
  std::remove(path.c_str());
  EXPECT_EQ(read_env_file(path).error().message, path + ": cannot be read");
}

}  // namespace
}  // namespace phoney::service
