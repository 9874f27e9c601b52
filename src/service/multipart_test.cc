#include "service/multipart.h"

#include <gtest/gtest.h>

namespace phoney::service {
namespace {

// "a=1 b=2", or what is wrong, with the field that it is about.
std::string show(std::string_view content_type, std::string_view body) {
  const auto fields = parse_multipart(content_type, body);
  if (!fields) return fields.error().field + ": " + fields.error().message;
  std::string text;
  for (const QueryParameter& field : *fields) text += (text.empty() ? "" : " ") + field.name + "=" + field.value;
  return text;
}

constexpr std::string_view kX = "multipart/form-data; boundary=x";

std::string part(std::string_view name, std::string_view value) {
  return "--x\r\nContent-Disposition: form-data; name=\"" + std::string(name) + "\"\r\n\r\n" + std::string(value) +
         "\r\n";
}

TEST(Multipart, ReadsFields) {
  // As curl, Python's requests and browsers write it.
  EXPECT_EQ(show(kX, part("username", "ann") + part("password", "p w") + "--x--\r\n"), "username=ann password=p w");
  EXPECT_EQ(show(kX, part("a", "1") + "--x--"), "a=1");
  EXPECT_EQ(show(kX, "\r\n" + part("a", "1") + "--x--\r\n"), "a=1");
  EXPECT_EQ(show(kX, "--x--\r\n"), "");
  EXPECT_EQ(show(kX, part("a", "") + part("a", "\r\n--\r\n-x") + "--x--\r\n"), "a= a=\r\n--\r\n-x");
  EXPECT_EQ(show(kX, part("\xc3\xa9", "\xe6\x9d\xb1") + "--x--\r\n"), "\xc3\xa9=\xe6\x9d\xb1");
  // As .NET's HttpClient does: a boundary in quotes, names without them, a type for each field.
  EXPECT_EQ(show("multipart/form-data; boundary=\"x\"",
                 "--x\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Disposition: form-data; name=a\r\n\r\n1\r\n"
                 "--x--\r\n"),
            "a=1");
  EXPECT_EQ(show("Multipart/Form-Data ; charset=utf-8;Boundary=x",
                 "--x\r\ncontent-disposition:Form-Data;Name=\"a\\\"\\\\b\"\r\n\r\n1\r\n--x--\r\n"),
            "a\"\\b=1");
}

TEST(Multipart, RefusesTheRest) {
  constexpr std::string_view kOneName =
      ": each field of the form must have one header Content-Disposition: form-data; name=\"...\"";
  constexpr std::string_view kBoundary =
      ": the header Content-Type must name the boundary of the form in at most 70 characters";
  const auto headers = [](std::string_view lines) { return "--x\r\n" + std::string(lines) + "\r\n\r\n1\r\n--x--\r\n"; };
  const struct {
    std::string content_type;
    std::string body;
    std::string_view want;
  } tests[] = {
      {"multipart/form-data", "", kBoundary},
      {"multipart/form-data; boundary=", "", kBoundary},
      {"multipart/form-data; boundary=\"x", "", kBoundary},
      {"multipart/form-data; boundary=" + std::string(71, 'x'), "", kBoundary},
      {std::string(kX), "", ": the form does not begin with its boundary"},
      {std::string(kX), "username=ann", ": the form does not begin with its boundary"},
      {std::string(kX), "--y\r\n", ": the form does not begin with its boundary"},
      {std::string(kX), "--xy\r\n", ": a boundary of the form does not end with a carriage return and a line feed"},
      {std::string(kX), "--x\n", ": a boundary of the form does not end with a carriage return and a line feed"},
      {std::string(kX), part("a", "1") + "--x",
       ": a boundary of the form does not end with a carriage return and a line feed"},
      {std::string(kX), part("a", "1"), ": the form does not end with its boundary and two hyphens"},
      {std::string(kX), part("a", "1").substr(0, 50), ": the form does not end with its boundary and two hyphens"},
      {std::string(kX), part("a", "1") + "--x--\r\nmore", ": there is extra data after the end of the form"},
      {std::string(kX), "--x\r\nA: b\n\n1\r\n--x--",
       ": the headers of a field must end within 2048 bytes with an empty line"},
      {std::string(kX), headers("Content-Disposition: form-data; name=\"a\"; b=\"" + std::string(2048, 'c') + "\""),
       ": the headers of a field must end within 2048 bytes with an empty line"},
      {std::string(kX), headers("A"), ": a header of a field has no colon"},
      {std::string(kX), headers("A: b"), kOneName},
      {std::string(kX), headers("Content-Disposition: form-data"), kOneName},
      {std::string(kX), headers("Content-Disposition: form-data; name"), kOneName},
      {std::string(kX), headers("Content-Disposition: form-data; name=\"a"), kOneName},
      {std::string(kX), headers("Content-Disposition: form-data; name=\"a\" b"), kOneName},
      {std::string(kX), headers("Content-Disposition: attachment; name=\"a\""), kOneName},
      {std::string(kX),
       headers("Content-Disposition: form-data; name=\"a\"\r\nContent-Disposition: form-data; name=\"b\""), kOneName},
      {std::string(kX), headers("Content-Disposition: form-data; name=\"a\"; filename=\"b\""),
       "a: Field should be text, not a file"},
      {std::string(kX), headers("Content-Disposition: form-data; name=a; filename*=utf-8''b"),
       "a: Field should be text, not a file"},
      {std::string(kX), part("a", "\xff") + "--x--\r\n", ": the form is not UTF-8"},
  };
  for (const auto& test : tests) EXPECT_EQ(show(test.content_type, test.body), test.want) << test.body;
}

TEST(Multipart, HasAtMost32Fields) {
  std::string body;
  for (int i = 0; i < 32; ++i) body += part("a", "1");
  EXPECT_EQ(parse_multipart(kX, body + "--x--\r\n")->size(), 32U);
  EXPECT_EQ(show(kX, body + part("a", "1") + "--x--\r\n"), ": the form has more than 32 fields");
}

}  // namespace
}  // namespace phoney::service
