// pack_assets: the files that the service serves, in every form that a client can ask for.
//
//   pack_assets assets.blob assets.inc FILE ...
//
// Writes the forms' bytes, one after another, and the table of them that src/service/assets.cc includes. A form is the
// file itself, gzip or Brotli. Gzip and Brotli are made here, at their best, because a server that compressed per
// request would let anybody take its processor. A FILE.gz is served as FILE: its bytes are the form gzip, and the form
// identity is left out, because few clients take neither coding and they can wait for it to be inflated.
//
// A form's ETag is from the digest of its bytes, so that it is the same in all builds of the same file.

#include <brotli/encode.h>
#include <fmt/format.h>
#include <openssl/sha.h>
#include <zlib.h>

#include <array>
#include <cstdio>
#include <fstream>
#include <iterator>
#include <optional>
#include <string>
#include <string_view>

namespace {

constexpr int kGzipFormat = 16;  // added to zlib's window size

struct MediaType {
  std::string_view suffix;
  std::string_view name;
};
constexpr MediaType kMediaTypes[] = {
    {".html", "text/html; charset=utf-8"},
    {".js", "text/javascript; charset=utf-8"},
    {".css", "text/css; charset=utf-8"},
};

std::optional<std::string> read_file(const char* path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) return std::nullopt;
  return std::string(std::istreambuf_iterator<char>(file), {});
}

std::string etag_of(std::string_view bytes) {
  std::array<unsigned char, SHA256_DIGEST_LENGTH> digest;
  SHA256(reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size(), digest.data());
  std::string text;
  for (std::size_t i = 0; i < digest.size() / 2; ++i) text += fmt::format("{:02x}", digest[i]);
  return text;
}

std::optional<std::string> gzipped(std::string_view text) {
  z_stream stream{};
  if (deflateInit2(&stream, Z_BEST_COMPRESSION, Z_DEFLATED, MAX_WBITS + kGzipFormat, 9, Z_DEFAULT_STRATEGY) != Z_OK) {
    return std::nullopt;
  }
  std::string bytes(deflateBound(&stream, text.size()), '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(text.data()));  // zlib only reads it
  stream.avail_in = static_cast<uInt>(text.size());
  stream.next_out = reinterpret_cast<Bytef*>(bytes.data());
  stream.avail_out = static_cast<uInt>(bytes.size());
  const int status = deflate(&stream, Z_FINISH);
  bytes.resize(stream.total_out);
  deflateEnd(&stream);
  return status == Z_STREAM_END ? std::optional(bytes) : std::nullopt;
}

std::optional<std::string> gunzipped(std::string_view bytes) {
  z_stream stream{};
  if (inflateInit2(&stream, MAX_WBITS + kGzipFormat) != Z_OK) return std::nullopt;
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
  stream.avail_in = static_cast<uInt>(bytes.size());
  std::string text;
  std::array<char, 65536> piece;
  int status = Z_OK;
  while (status == Z_OK) {
    stream.next_out = reinterpret_cast<Bytef*>(piece.data());
    stream.avail_out = piece.size();
    status = inflate(&stream, Z_NO_FLUSH);
    text.append(piece.data(), piece.size() - stream.avail_out);
  }
  inflateEnd(&stream);
  return status == Z_STREAM_END && stream.avail_in == 0 ? std::optional(text) : std::nullopt;
}

std::optional<std::string> brotli(std::string_view text) {
  std::size_t size = BrotliEncoderMaxCompressedSize(text.size());
  std::string bytes(size, '\0');
  const bool good = BrotliEncoderCompress(BROTLI_MAX_QUALITY, BROTLI_MAX_WINDOW_BITS, BROTLI_MODE_TEXT, text.size(),
                                          reinterpret_cast<const std::uint8_t*>(text.data()), &size,
                                          reinterpret_cast<std::uint8_t*>(bytes.data())) == BROTLI_TRUE;
  bytes.resize(size);
  return good ? std::optional(bytes) : std::nullopt;
}

class Packer {
 public:
  // Returns what is wrong with the file, or nothing.
  std::string add(std::string_view path) {
    const auto stored = read_file(std::string(path).c_str());
    if (!stored) return "cannot be read";
    std::string_view name = path.substr(path.rfind('/') + 1);
    const bool is_gzipped = name.ends_with(".gz");
    if (is_gzipped) name.remove_suffix(3);
    const std::string_view media_type = media_type_of(name);
    if (media_type.empty()) return "has a suffix of which pack_assets knows no media type";
    const auto text = is_gzipped ? gunzipped(*stored) : stored;
    const auto as_gzip = is_gzipped ? stored : gzipped(*stored);
    if (!text || !as_gzip) return is_gzipped ? "is not gzip" : "cannot be compressed";
    const auto as_brotli = brotli(*text);
    if (!as_brotli) return "cannot be compressed";
    table_ += fmt::format("    {{\"{}\", \"{}\",\n", name, media_type);
    add_form(*text, !is_gzipped);
    add_form(*as_gzip, true);
    add_form(*as_brotli, true);
    table_ += "    },\n";
    return "";
  }

  bool write(const char* blob, const char* table) const {
    std::ofstream bytes(blob, std::ios::binary);
    bytes << blob_;
    bytes.close();
    std::ofstream rows(table, std::ios::binary);
    rows << "// Written by tools/pack_assets.\nconstexpr PackedAsset kPackedAssets[] = {\n" << table_ << "};\n";
    rows.close();
    return bytes && rows;
  }

 private:
  static std::string_view media_type_of(std::string_view name) {
    for (const auto& [suffix, media_type] : kMediaTypes) {
      if (name.ends_with(suffix)) return media_type;
    }
    return "";
  }

  void add_form(std::string_view bytes, bool is_kept) {
    const std::size_t size = is_kept ? bytes.size() : 0;
    table_ += fmt::format("     {{{}, {}, \"\\\"{}\\\"\"}},\n", blob_.size(), size, etag_of(bytes));
    blob_ += bytes.substr(0, size);
  }

  std::string blob_;
  std::string table_;
};

}  // namespace

int main(int argc, char** argv) {
  if (argc < 4) {
    std::fputs("usage: pack_assets assets.blob assets.inc FILE ...\n", stderr);
    return 2;
  }
  Packer packer;
  for (int i = 3; i < argc; ++i) {
    const std::string problem = packer.add(argv[i]);
    if (problem.empty()) continue;
    std::fprintf(stderr, "pack_assets: %s %s\n", argv[i], problem.c_str());
    return 1;
  }
  if (packer.write(argv[1], argv[2])) return 0;
  std::fprintf(stderr, "pack_assets: %s or %s cannot be written\n", argv[1], argv[2]);
  return 1;
}
