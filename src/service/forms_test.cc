#include "service/forms.h"

#include <gtest/gtest.h>

#include "generators/engine_for_tests.h"
#include "service/openapi_document.h"

namespace phoney::service {
namespace {

std::string headers_of(const Response& response) {
  std::string text;
  for (const auto& [name, value] : response.headers) text += name + ": " + value + "\n";
  return text;
}

TEST(Forms, AreChosenByPreference) {
  const struct {
    std::string_view header;
    Coding want;
  } tests[] = {
      {"", Coding::identity},
      {"gzip", Coding::gzip},
      {"br", Coding::brotli},
      {"gzip, br", Coding::brotli},
      {"gzip, deflate, br, zstd", Coding::brotli},
      {"zstd", Coding::identity},
      {"gzip, br;q=0.9", Coding::gzip},
      {"gzip;q=0.5, br;q=0.5", Coding::brotli},
      {"gzip;q=0.1, identity;q=0.5", Coding::identity},
      {"gzip;q=0.1, identity;q=0", Coding::gzip},
      {"identity;q=0", Coding::identity},
      {"identity;q=0, *", Coding::brotli},
      {"identity;q=0, br;q=0, *;q=0.1", Coding::gzip},
      {"*", Coding::brotli},
      {"*;q=0", Coding::identity},
      {"*;q=0, gzip", Coding::gzip},
      {"br;q=0, gzip;q=0", Coding::identity},
      {"x-unknown", Coding::identity},
  };
  for (const auto& test : tests) {
    const Header headers[] = {{"Accept-Encoding", test.header}};
    EXPECT_EQ(accepted_form({.headers = headers}), test.want) << test.header;
  }
}

TEST(Forms, AreNamedByTheirTags) {
  const struct {
    std::string_view header;
    bool want;
  } tests[] = {
      {"", false},        {R"("a,b")", true},  {R"(W/"a,b")", true},   {R"("x", W/"y" ,"a,b")", true},
      {R"( * )", true},   {R"("A,B")", false}, {R"("x,"a,b")", false}, {R"(a,b)", false},
      {R"("a,b)", false}, {R"(")", false},     {R"(W/)", false},       {R"("x", b")", false},
  };
  for (const auto& test : tests) EXPECT_EQ(names_etag(test.header, R"("a,b")"), test.want) << test.header;
}

TEST(Forms, TagsAreDigests) {
  // The first half of SHA-256 of no bytes (FIPS 180-4).
  EXPECT_EQ(make_etag(""), R"("e3b0c44298fc1c149afbf4c8996fb924")");
}

TEST(Forms, Answers) {
  const Form form{Coding::brotli, "bytes", R"("tag")"};
  Response got;
  respond_with_form({.method = "GET"}, form, got);
  EXPECT_EQ(got.shared_body, "bytes");
  EXPECT_EQ(headers_of(got), "Vary: Accept-Encoding\nETag: \"tag\"\nContent-Encoding: br\n");

  Response head;
  respond_with_form({.method = "HEAD"}, form, head);
  EXPECT_EQ(head.body_size(), 0U);
  EXPECT_EQ(head.left_out, 5U);
  EXPECT_EQ(headers_of(head), headers_of(got));

  const Header known[] = {{"If-None-Match", R"("tag")"}};
  Response unchanged;
  respond_with_form({.method = "GET", .headers = known}, form, unchanged);
  EXPECT_EQ(unchanged.status, 304);
  EXPECT_EQ(unchanged.body_size(), 0U);
  EXPECT_EQ(headers_of(unchanged), "Vary: Accept-Encoding\nETag: \"tag\"\n");
}

TEST(Forms, OfTheOpenApiDocumentAreMadeOnce) {
  const Settings settings;
  OpenApiDocument document(engine(), settings, GeneratorPaths::each);
  for (const Coding coding : {Coding::identity, Coding::gzip, Coding::brotli}) {
    const Form first = document.form(coding);
    EXPECT_EQ(first.bytes.data(), document.form(coding).bytes.data());
    EXPECT_EQ(first.etag, make_etag(first.bytes));
    EXPECT_GT(first.bytes.size(), 10'000U);
  }
}

}  // namespace
}  // namespace phoney::service
