#include "service/observe/log.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <regex>
#include <thread>
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
    threads.reserve(4);
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

TEST(Log, EndsBesideAReaderThatTakesLittle) {
  std::size_t pieces = 0;
  {
    Log log(LogLevel::info, [&](std::string_view lines) {
      EXPECT_TRUE(lines.ends_with('\n'));
      EXPECT_LE(lines.size(), 4096U);
      ++pieces;
      std::this_thread::sleep_for(std::chrono::milliseconds(300));
    });
    for (int i = 0; i < 1000; ++i) log.write(std::string(1023, 'x') + '\n');
  }
  EXPECT_GT(pieces, 0U);
  EXPECT_LT(pieces, 50U) << "of 250, which would take 75 s";
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
  // Each time the thread collects, it says how many it has missed since.
  static const std::regex kDropped(R"re(\{"level":"warning","message":"log lines dropped","count":(\d+)\}\n)re");
  std::size_t dropped = 0;
  for (auto found = std::sregex_iterator(written.begin(), written.end(), kDropped); found != std::sregex_iterator();
       ++found) {
    dropped += std::stoul((*found)[1]);
  }
  EXPECT_EQ(kept + dropped, 4096U);
}

}  // namespace
}  // namespace phoney::service
