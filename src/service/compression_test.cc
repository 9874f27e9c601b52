#include "service/compression.h"

#include <brotli/decode.h>
#include <gtest/gtest.h>
#include <zstd.h>

#include <string>

#include "service/inflated_source.h"

namespace phoney::service {
namespace {

TEST(Compression, Negotiates) {
  const struct {
    std::string_view header;
    Coding want;
  } tests[] = {
      {"", Coding::identity},
      {"gzip", Coding::gzip},
      {"GZIP", Coding::gzip},
      {"gzip, deflate, br, zstd", Coding::zstd},
      {"gzip, br", Coding::brotli},
      {"gzip, br;q=0.9, zstd;q=0", Coding::gzip},
      {"*", Coding::zstd},
      {"*;q=0.5, gzip", Coding::gzip},
      {"*;q=0", Coding::identity},
      {"gzip;q=0", Coding::identity},
      {"deflate, compress", Coding::identity},
      {"identity, gzip;q=0.5", Coding::identity},
      {"identity;q=0.5, gzip", Coding::gzip},
  };
  for (const auto& test : tests) EXPECT_EQ(accepted_coding(test.header), test.want) << test.header;
}

std::string decoded(Coding coding, std::string_view bytes) {
  if (coding == Coding::gzip) {
    InflatedSource source(bytes);
    Output out;
    auto status = BodySource::Status::more;
    while (status == BodySource::Status::more) status = source.next(out);
    EXPECT_EQ(status, BodySource::Status::done);
    return std::string(out.view());
  }
  std::string text(4 << 20, '\0');
  if (coding == Coding::brotli) {
    std::size_t size = text.size();
    EXPECT_EQ(BrotliDecoderDecompress(bytes.size(), reinterpret_cast<const std::uint8_t*>(bytes.data()), &size,
                                      reinterpret_cast<std::uint8_t*>(text.data())),
              BROTLI_DECODER_RESULT_SUCCESS);
    text.resize(size);
  } else {
    ZSTD_DCtx* const context = ZSTD_createDCtx();
    ZSTD_inBuffer input{bytes.data(), bytes.size(), 0};
    ZSTD_outBuffer output{text.data(), text.size(), 0};
    EXPECT_EQ(ZSTD_decompressStream(context, &output, &input), 0U);
    ZSTD_freeDCtx(context);
    text.resize(output.pos);
  }
  return text;
}

// Text that does not compress to nothing.
std::string sample(std::size_t size) {
  std::string text;
  for (std::uint32_t x = 1; text.size() < size; x = x * 1664525 + 1013904223) text += std::to_string(x >> 20) + ",";
  text.resize(size);
  return text;
}

class Pieces final : public BodySource {
 public:
  Pieces(std::string text, bool fails) : text_(std::move(text)), fails_(fails) {}
  std::size_t memory() const override { return 0; }
  Status next(Output& out) override {
    const std::string_view piece = std::string_view(text_).substr(at_, 1000);
    out.append(piece);
    at_ += piece.size();
    if (at_ < text_.size()) return Status::more;
    return fails_ ? Status::failed : Status::done;
  }

 private:
  std::string text_;
  bool fails_;
  std::size_t at_ = 0;
};

constexpr struct {
  Coding coding;
  std::string_view name;
} kNames[] = {{Coding::gzip, "gzip"}, {Coding::brotli, "br"}, {Coding::zstd, "zstd"}};

std::string header(const Response& response, std::string_view name) {
  for (const auto& [key, value] : response.headers) {
    if (key == name) return value;
  }
  return "";
}

TEST(Compression, OfWholeBodies) {
  for (const auto& [coding, name] : kNames) {
    const Header headers[] = {{"Accept-Encoding", name}};
    const Request request{.headers = headers};
    for (const std::size_t size : {std::size_t{1024}, std::size_t{5000}, std::size_t{3'000'000}}) {
      Response response;
      response.body.append(sample(size));
      compress(request, response);
      EXPECT_EQ(header(response, "Content-Encoding"), name);
      EXPECT_EQ(header(response, "Vary"), "Accept-Encoding");
      EXPECT_LT(response.body.size(), size * 3 / 4);
      EXPECT_TRUE(decoded(coding, response.body.view()) == sample(size)) << name << size;
    }
  }
}

TEST(Compression, OfStreams) {
  for (const auto& [coding, name] : kNames) {
    const Header headers[] = {{"Accept-Encoding", name}};
    for (const bool fails : {false, true}) {
      Response response;
      response.body.append("first,");
      response.source = std::make_unique<Pieces>(sample(100'500), fails);
      compress({.headers = headers}, response);
      EXPECT_EQ(header(response, "Content-Encoding"), name);
      Output out;
      out.append(response.body.view());
      auto status = BodySource::Status::more;
      while (status == BodySource::Status::more) status = response.source->next(out);
      EXPECT_EQ(status, fails ? BodySource::Status::failed : BodySource::Status::done);
      if (!fails) {
        EXPECT_TRUE(decoded(coding, out.view()) == "first," + sample(100'500)) << name;
      }
    }
  }
}

TEST(Compression, LeavesTheBodyOutForHead) {
  const Header headers[] = {{"Accept-Encoding", "br"}};
  const Request head{.method = "HEAD", .headers = headers};
  const struct {
    std::size_t size;
    bool streams;
    std::string_view coding;
    std::optional<std::uint64_t> left_out;
  } tests[] = {
      {0, false, "", std::nullopt},
      {1023, false, "", 1023},
      {1024, false, "br", 0},
      {100, true, "br", 0},
  };
  for (const auto& test : tests) {
    Response response;
    response.body.append(sample(test.size));
    if (test.streams) response.source = std::make_unique<Pieces>(sample(2000), false);
    compress(head, response);
    EXPECT_EQ(header(response, "Content-Encoding"), test.coding) << test.size;
    EXPECT_EQ(response.left_out, test.left_out) << test.size;
    EXPECT_EQ(response.body.size(), 0U);
    EXPECT_FALSE(response.source);
  }

  Response plain;
  plain.body.append(sample(2000));
  compress({.method = "HEAD"}, plain);
  EXPECT_EQ(plain.left_out, 2000U);
  EXPECT_EQ(header(plain, "Vary"), "Accept-Encoding");
}

TEST(Compression, LeavesAlone) {
  const Header headers[] = {{"Accept-Encoding", "gzip"}};
  Response small;
  small.body.append(sample(1023));
  compress({.headers = headers}, small);
  EXPECT_TRUE(small.headers.empty());
  EXPECT_EQ(small.body.size(), 1023U);

  Response chosen;
  chosen.add_header("Vary", "Accept-Encoding");
  chosen.body.append(sample(2000));
  compress({.headers = headers}, chosen);
  EXPECT_EQ(chosen.headers.size(), 1U);
  EXPECT_EQ(chosen.body.size(), 2000U);

  Response unwanted;
  unwanted.body.append(sample(2000));
  compress({}, unwanted);
  EXPECT_EQ(unwanted.body.size(), 2000U);
  EXPECT_EQ(header(unwanted, "Vary"), "Accept-Encoding");
}

}  // namespace
}  // namespace phoney::service
