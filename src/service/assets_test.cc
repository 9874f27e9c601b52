#include "service/assets.h"

#include <brotli/decode.h>
#include <gtest/gtest.h>

#include <string>

#include "service/inflated_source.h"

namespace phoney::service {
namespace {

constexpr std::string_view kNames[] = {
    "docs.css",
    "docs.html",
    "docs.js",
    "home.css",
    "home.html",
    "home.js",
    "redoc.html",
    "redoc.js",
    "redoc.standalone.js",
    "swagger-ui.css",
    "swagger-ui-bundle.js",
};

std::string inflated(std::string_view gzipped) {
  InflatedSource source(gzipped);
  Output out;
  auto status = BodySource::Status::more;
  while (status == BodySource::Status::more) {
    const std::size_t before = out.size();
    status = source.next(out);
    EXPECT_LE(out.size() - before, 16U << 10);
  }
  EXPECT_EQ(status, BodySource::Status::done);
  return std::string(out.view());
}

std::string from_brotli(std::string_view bytes) {
  std::string text(4 << 20, '\0');
  std::size_t size = text.size();
  EXPECT_EQ(BrotliDecoderDecompress(bytes.size(), reinterpret_cast<const std::uint8_t*>(bytes.data()), &size,
                                    reinterpret_cast<std::uint8_t*>(text.data())),
            BROTLI_DECODER_RESULT_SUCCESS);
  text.resize(size);
  return text;
}

TEST(Assets, AllFormsAreTheSameText) {
  for (const std::string_view name : kNames) {
    const auto asset = find_asset(name);
    ASSERT_TRUE(asset) << name;
    const std::string text = inflated(asset->gzip.bytes);
    EXPECT_TRUE(from_brotli(asset->brotli.bytes) == text) << name;
    EXPECT_LT(asset->brotli.bytes.size(), asset->gzip.bytes.size()) << name;
    // What is large is not kept as it is.
    EXPECT_EQ(asset->identity.bytes.empty(), text.size() > 10'000) << name;
    EXPECT_TRUE(asset->identity.bytes.empty() || asset->identity.bytes == text) << name;
    EXPECT_EQ(asset->identity.etag, make_etag(text)) << name;
    EXPECT_EQ(asset->gzip.etag, make_etag(asset->gzip.bytes)) << name;
    EXPECT_EQ(asset->brotli.etag, make_etag(asset->brotli.bytes)) << name;
  }
  EXPECT_FALSE(find_asset("swagger-ui.css.gz"));
  EXPECT_FALSE(find_asset(""));
}

TEST(Assets, RespondInTheAcceptedForm) {
  const Asset asset = *find_asset("swagger-ui.css");
  for (const std::string_view method : {"GET", "HEAD"}) {
    for (const auto& [name, form] : {std::pair{"gzip", asset.gzip}, std::pair{"br", asset.brotli}}) {
      const Header headers[] = {{"Accept-Encoding", name}};
      Response response;
      respond_with_asset({.method = method, .headers = headers}, asset, response);
      EXPECT_EQ(response.content_type, "text/css; charset=utf-8");
      EXPECT_FALSE(response.source);
      if (method == "GET") {
        EXPECT_TRUE(response.shared_body == form.bytes) << name;
      } else {
        EXPECT_EQ(response.left_out, form.bytes.size()) << name;
      }
    }
  }
}

TEST(Assets, AreInflatedInPiecesForWhoTakesNoCoding) {
  const Asset asset = *find_asset("swagger-ui.css");
  Response response;
  respond_with_asset({.method = "GET"}, asset, response);
  ASSERT_TRUE(response.source);
  Output out;
  auto status = BodySource::Status::more;
  while (status == BodySource::Status::more) {
    status = response.source->next(out);
    EXPECT_LE(out.size(), 16U << 10);  // nor is any of it kept
    out.clear();
  }
  EXPECT_EQ(status, BodySource::Status::done);

  Response head;
  respond_with_asset({.method = "HEAD"}, asset, head);
  EXPECT_FALSE(head.source);
  EXPECT_EQ(head.left_out, 0U);

  const Header known[] = {{"If-None-Match", asset.identity.etag}};
  Response unchanged;
  respond_with_asset({.method = "GET", .headers = known}, asset, unchanged);
  EXPECT_EQ(unchanged.status, 304);
  EXPECT_FALSE(unchanged.source);
}

TEST(Assets, BrokenGzipFails) {
  const std::string_view whole = find_asset("swagger-ui.css")->gzip.bytes;
  for (const std::string& bytes : {std::string(whole.substr(0, 5000)), std::string(100, 'x'), std::string()}) {
    InflatedSource source(bytes);
    Output out;
    auto status = BodySource::Status::more;
    while (status == BodySource::Status::more) status = source.next(out);
    EXPECT_EQ(status, BodySource::Status::failed);
  }
}

}  // namespace
}  // namespace phoney::service
