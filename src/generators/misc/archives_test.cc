// How the making of an archive meets a WorkLimit. What archives hold is compared with Faker (tests/conformance).

#include <gtest/gtest.h>

#include "generators/engine_for_tests.h"

namespace phoney {
namespace {

Session new_session() {
  return {engine().registry(), *engine().catalogue().find_locale("en_US"), Seed::from_integer(1), Clock()};
}

// Appends an archive of `files` files of `size` bytes each.
void append_archive(Session& session, std::string_view generator, std::string_view compression, std::int64_t files,
                    std::int64_t size, Output& out) {
  const auto call = engine().bind(session.locale(), *engine().find_generator(generator),
                                  {{"uncompressed_size", Value::integer(files * size)},
                                   {"num_files", Value::integer(files)},
                                   {"min_file_size", Value::integer(size)},
                                   {"compression", Value::text(std::string(compression))}});
  ASSERT_TRUE(call) << call.error().message;
  session.run(call->binding, call->arguments.get(), out);
}

constexpr struct {
  std::string_view generator, compression;
} kEncodings[] = {{"zip", "deflate"}, {"zip", "bzip2"}, {"zip", "lzma"},
                  {"tar", "gzip"},    {"tar", "bzip2"}, {"tar", "lzma"}};

TEST(Archives, EndWhenTheyAreToldToStop) {
  for (const auto& [generator, compression] : kEncodings) {
    Session session = new_session();
    std::stop_source stop;
    session.work_limit().limit_time(std::chrono::nanoseconds::max(), {.stop = stop.get_token()});
    stop.request_stop();
    Output out;
    append_archive(session, generator, compression, 1, 1 << 20, out);
    const auto failure = session.take_failure();
    ASSERT_TRUE(failure) << generator << ' ' << compression;
    EXPECT_EQ(failure->code, ErrorCode::interrupted);
    EXPECT_EQ(out.size(), 0u);
  }
}

// While a file is compressed, the output holds it twice.
TEST(Archives, AreHeldToTheSizeThatStays) {
  constexpr std::int64_t kSize = 1 << 20;
  for (const auto& [generator, compression] : kEncodings) {
    Session session = new_session();
    session.work_limit().limit_size(0, kSize + kSize / 2);
    Output out;
    append_archive(session, generator, compression, 1, kSize, out);
    EXPECT_FALSE(session.take_failure()) << generator << ' ' << compression;
    EXPECT_GT(out.size(), static_cast<std::size_t>(kSize));
  }
}

}  // namespace
}  // namespace phoney
