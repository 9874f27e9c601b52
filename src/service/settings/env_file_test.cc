#include "service/settings/env_file.h"

#include <gtest/gtest.h>

#include <cstdio>
#include <fstream>

namespace phoney::service {
namespace {

// "A=x|B=y", and what is wrong with which line, or the error's message.
std::string parsed(std::string_view text) {
  const auto file = parse_env(text);
  if (!file) return file.error().message;
  std::string result;
  for (const auto& [name, value] : file->entries) result += (result.empty() ? "" : "|") + name + "=" + value;
  for (const EnvProblem& problem : file->problems) {
    result += (result.empty() ? "" : "|") + std::to_string(problem.line) + " (" + problem.name + ") " + problem.message;
  }
  return result;
}

TEST(EnvFile, Lines) {
  const struct {
    std::string_view text, want;
  } tests[] = {
      {"", ""},
      {"A=x", "A=x"},
      {"A=x\r\nB=y\r\n", "A=x|B=y"},
      {"A=x\rB=y\r", "A=x|B=y"},
      {"\n# c\n  A = x y  \n", "A=x y"},
      {"export A=x", "A=x"},
      {"export\tA=x", "A=x"},
      {"export=x", "export=x"},
      {"'A'=x", "A=x"},
      {"a.b-c=x", "a.b-c=x"},
      {"A=", "A="},
      {"A=x=y", "A=x=y"},
      {"A=x # c", "A=x"},
      {"A=x#y", "A=x#y"},
      {"A=#c", "A=#c"},
      {"A= #c", "A="},
      {"A=$2b$12$abc", "A=$2b$12$abc"},
      {R"(A='a\n"b $c # d' # e)", R"(A=a\n"b $c # d)"},
      {R"(A='a\'b\\c\d')", R"(A=a'b\c\d)"},
      {R"(A="a\nb\t\"c\"\\\$d\e # e")", "A=a\nb\t\"c\"\\$d\\e # e"},
      {R"(A="x"#c)", "A=x"},
      {"A=1\nB=2\nA=3", "A=3|B=2"},
      {"\xef\xbb\xbf"
       "A=x",
       "A=x"},
      // Values over several lines, in which nothing is an entry.
      {"KEY=\"-----BEGIN\nPORT=1\nabc==\n-----END\"\nB=y", "KEY=-----BEGIN\nPORT=1\nabc==\n-----END|B=y"},
      {"KEY='a\r\nPORT=1\r\n'\r\nB=y", "KEY=a\r\nPORT=1\r\n|B=y"},
      {"KEY=\"a\nPORT=1\n\" c\nB=y", "B=y|1 (KEY) has extra text after the closing quote"},
      {"KEY=-----BEGIN RSA\nabc==\n-----END RSA\nB=y",
       "KEY=-----BEGIN RSA|abc==|B=y|3 (-----END) is not of the form NAME=value"},
      {"A='x", "1 (A) has no closing quote"},
      {"A=x\n\nB=\"x\\\"\nC=y", "A=x|C=y|3 (B) has no closing quote"},
      {"A='x'y\nB=z", "B=z|1 (A) has extra text after the closing quote"},
      {"A", "1 (A) is not of the form NAME=value"},
      {"=x", "1 () is not of the form NAME=value"},
      {"A B=x\rC", "1 (A) is not of the form NAME=value|2 (C) is not of the form NAME=value"},
      {"PORT: 1\n[section]\n{}",
       "1 (PORT:) is not of the form NAME=value|2 ([section]) is not of the form NAME=value|"
       "3 ({}) is not of the form NAME=value"},
      {std::string_view("\xff\xfe"
                        "A\0=\0x\0",
                        8),
       "the text is UTF-16; save it as UTF-8"},
      {std::string_view("A=x\0y", 5), "is not text: it contains a zero byte"},
  };
  for (const auto& test : tests) EXPECT_EQ(parsed(test.text), test.want) << test.text;
}

TEST(EnvFile, Files) {
  const std::string path = testing::TempDir() + "phoney_env_file_test";
  std::ofstream(path) << "A=x\nB";
  EXPECT_EQ(read_env_file(path)->problems.at(0).line, 2U);
  std::ofstream(path) << "A=x\n";
  EXPECT_EQ(read_env_file(path)->entries.at(0).second, "x");
  std::ofstream(path) << std::string((1 << 20) + 1, '#');
  EXPECT_EQ(read_env_file(path).error().message, path + ": is larger than 1048576 bytes");
  std::remove(path.c_str());
  EXPECT_EQ(read_env_file(path).error().message, path + ": cannot be read");
}

}  // namespace
}  // namespace phoney::service
