// binary, zip and tar: random bytes, alone and as the files of archives.

#include <chrono>
#include <optional>
#include <string>

#include "engine/session.h"
#include "generators/misc/archive_layout.h"
#include "generators/misc/bytes.h"
#include "generators/misc/compress.h"
#include "generators/misc/misc.h"

namespace phoney {
namespace {

constexpr std::int64_t kMaxBytes = 16 << 20;
constexpr std::int64_t kMaxFiles = 10'000;

struct BinaryArgs {
  std::int64_t length = 1 << 20;
};
void binary(Context& context, const BinaryArgs& args, Output& out) {
  const std::size_t start = out.size();
  if (args.length > 0) append_random_bytes(context, start, static_cast<std::size_t>(args.length), out);
  if (context.session().failed()) return out.truncate(start);
  spell_bytes(start, out);
}

struct ArchiveArgs {
  std::int64_t uncompressed_size = 65536;
  std::int64_t num_files = 1;
  std::int64_t min_file_size = 4096;
  std::optional<std::string> compression;

  Compression kind_of_compression() const {
    if (!compression) return Compression::none;
    if (compression->starts_with("bz")) return Compression::bzip2;
    return *compression == "lzma" || *compression == "xz" ? Compression::lzma : Compression::deflate;
  }

  Result<void> check() const {
    if (min_file_size <= uncompressed_size / num_files) return {};
    return make_error(ErrorCode::invalid_argument,
                      "`uncompressed_size` must be at least `num_files` times `min_file_size`", "uncompressed_size");
  }
};

// Draws the names and contents of the files, which `archive` puts into its layout. False if the work may not go on; it
// is asked for with the size at the start, because a layout may be compressed later.
template <class Layout>
bool append_files(Context& context, const ArchiveArgs& args, Layout& archive, Output& out) {
  const std::size_t start = out.size();
  std::int64_t remaining = args.uncompressed_size;
  for (std::int64_t file = 1; file <= args.num_files; ++file) {
    archive.open([&] {
      context.call(0, out);
      out.append_integer(file);
    });
    const std::int64_t most = remaining - (args.num_files - file) * args.min_file_size;
    const std::int64_t size = file < args.num_files ? context.random().range(args.min_file_size, most) : remaining;
    remaining -= size;
    append_random_bytes(context, start, static_cast<std::size_t>(size), out);
    archive.close();
    if (!context.may_go_on(start)) return false;
  }
  archive.finish();
  return true;
}

// Makes the archive that begins at `start` the value. Removes an archive that failed, so that it is not encoded.
void end_archive(const Context& context, std::size_t start, Output& out) {
  if (context.session().failed()) return out.truncate(start);
  spell_bytes(start, out);
}

void zip(Context& context, const ArchiveArgs& args, Output& out) {
  const auto now = std::chrono::floor<std::chrono::seconds>(context.clock().now());
  const auto day = std::chrono::floor<std::chrono::days>(now);
  const std::chrono::year_month_day date(day);
  const std::chrono::hh_mm_ss time(now - day);
  const int year = static_cast<int>(date.year());
  if (year < 1980 || year > 2107) {
    return context.fail(ErrorCode::generation_failed,
                        "ZIP archives cannot store the year " + std::to_string(year) + ", only 1980 to 2107");
  }
  const auto part = [](auto value) { return static_cast<unsigned>(value.count()); };
  const ZipLayout::Moment moment = {
      static_cast<std::uint16_t>(static_cast<unsigned>(year - 1980) << 9 | static_cast<unsigned>(date.month()) << 5 |
                                 static_cast<unsigned>(date.day())),
      static_cast<std::uint16_t>(part(time.hours()) << 11 | part(time.minutes()) << 5 | part(time.seconds()) / 2)};
  const std::size_t start = out.size();
  ZipLayout archive(context, moment, args.kind_of_compression(), out);
  append_files(context, args, archive, out);
  end_archive(context, start, out);
}

void gzip_tar(Context& context, std::size_t start, Output& out) {
  // Python's int() cuts off a fraction towards zero.
  const auto now = std::chrono::duration_cast<std::chrono::seconds>(context.clock().now().time_since_epoch()).count();
  if (now < 0 || now > UINT32_MAX) {
    return context.fail(ErrorCode::generation_failed,
                        "gzip can only store times from 1970 to the start of 2106; set another `now`");
  }
  gzip_from(context, start, static_cast<std::uint32_t>(now), out);
}

void compress_tar(Context& context, Compression compression, std::size_t start, Output& out) {
  switch (compression) {
    case Compression::none:
      return;
    case Compression::deflate:
      return gzip_tar(context, start, out);
    case Compression::bzip2:
      return bzip2_from(context, start, out);
    case Compression::lzma:
      return xz_from(context, start, out);
  }
}

void tar(Context& context, const ArchiveArgs& args, Output& out) {
  const std::size_t start = out.size();
  TarLayout archive(out);
  if (append_files(context, args, archive, out)) compress_tar(context, args.kind_of_compression(), start, out);
  end_archive(context, start, out);
}

template <auto Function>
constexpr GeneratorSpec archive_generator(std::string_view name, std::string_view description,
                                          std::span<const std::string_view> compressions) {
  return generator<Function>(name, description)
      .template param<&ArchiveArgs::uncompressed_size>("uncompressed_size", "Total size of the files, in bytes.")
      .at_least(1)
      .at_most(kMaxBytes)
      .template param<&ArchiveArgs::num_files>("num_files", "Number of files.")
      .at_least(1)
      .at_most(kMaxFiles)
      .template param<&ArchiveArgs::min_file_size>("min_file_size", "Minimum size of each file, in bytes.")
      .at_least(1)
      .template param<&ArchiveArgs::compression>("compression", "Compression method; null for none.", compressions)
      .calls({"pystr"});
}

constexpr std::string_view kZipCompressions[] = {"deflate", "gzip", "gz", "bzip2", "bz2", "lzma", "xz"};
constexpr std::string_view kTarCompressions[] = {"gzip", "gz", "bzip2", "bz2", "lzma", "xz"};

constexpr GeneratorSpec generators[] = {
    generator<binary>("binary", "Random bytes, as Base64.")
        .param<&BinaryArgs::length>("length", "Number of bytes.")
        .at_most(kMaxBytes),
    archive_generator<zip>("zip", "A ZIP archive of random files, as Base64.", kZipCompressions),
    archive_generator<tar>("tar", "A tar archive of random files, as Base64.", kTarCompressions),
};

}  // namespace

std::span<const GeneratorSpec> archive_generators() { return generators; }

}  // namespace phoney
