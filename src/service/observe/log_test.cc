#include "service/observe/log.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <vector>

namespace phoney::service {
namespace {

TEST(Log, Levels) {
  const auto ignore = [](std::string_view) {};
  EXPECT_TRUE(Log(LogLevel::info, ignore).wants(LogLevel::info));
  EXPECT_TRUE(Log(LogLevel::info, ignore).wants(LogLevel::error));
  EXPECT_FALSE(Log(LogLevel::info, ignore).wants(LogLevel::debug));
  EXPECT_FALSE(Log(LogLevel::off, ignore).wants(LogLevel::off));
  EXPECT_FALSE(Log(LogLevel::debug, {}).wants(LogLevel::error));
}

TEST(Log, WritesWholeLinesOfManyThreads) {
  std::string written;
  {
    Log log(LogLevel::info, [&](std::string_view lines) { written += lines; });
    std::vector<std::jthread> threads;
    for (int i = 0; i < 4; ++i) {
      threads.emplace_back([&log, i] {
        for (int j = 0; j < 1000; ++j) log.write(std::string(50, static_cast<char>('a' + i)) + '\n');
      });
    }
  }
  EXPECT_EQ(std::ranges::count(written, '\n'), 4000);
  std::string_view rest = written;
  while (!rest.empty()) {
    const std::string_view line = rest.substr(0, rest.find('\n'));
    ASSERT_EQ(line.size(), 50U);
    ASSERT_EQ(line.find_first_not_of(line[0]), std::string_view::npos);
    rest.remove_prefix(51);
  }
}

TEST(Log, FlushWritesAtOnce) {
  std::string written;
  Log log(LogLevel::info, [&](std::string_view lines) { written += lines; });
  log.write("a\n");
  log.flush();
  EXPECT_EQ(written, "a\n");
}

TEST(Log, DropsAndCountsWhatNobodyTakes) {
  std::atomic<bool> open = false;
  std::string written;
  {
    Log log(LogLevel::info, [&](std::string_view lines) {
      open.wait(false);
      written += lines;
    });
    const std::string line = std::string(1023, 'x') + '\n';
    for (int i = 0; i < 4096; ++i) log.write(line);  // twice what a buffer holds beside what the sink has taken
    open = true;
    open.notify_all();
  }
  const auto kept = static_cast<std::size_t>(std::ranges::count(written, 'x')) / 1023;
  EXPECT_LT(kept, 4096U);
  EXPECT_NE(written.find("{\"level\":\"warning\",\"message\":\"log lines dropped\",\"count\":" +
                         std::to_string(4096 - kept) + "}\n"),
            std::string::npos);
}

}  // namespace
}  // namespace phoney::service
