#include "service/settings/specs.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>

namespace phoney::service {
namespace {

// The help and docs/settings.md also say what a reader requires of a number.
TEST(SettingSpecs, DescriptionsTellTheRangesOfNumbers) {
  constexpr std::string_view kMust = "must be an integer from ";
  std::set<std::string_view> numbers;
  for (const SettingSpec& spec : kSettingSpecs) {
    Settings settings;
    const std::string wrong = spec.read("-1", settings);
    if (!wrong.starts_with(kMust)) continue;
    numbers.insert(spec.name);
    std::string description(spec.description);
    std::ranges::replace(description, '\n', ' ');
    const std::string range = wrong.substr(kMust.size());
    EXPECT_NE(description.find(range), std::string::npos) << spec.name << ' ' << wrong;
    for (const std::string& end : {range.substr(0, range.find(' ')), range.substr(range.rfind(' ') + 1)}) {
      EXPECT_EQ(spec.read(end, settings), "") << spec.name;
    }
  }
  EXPECT_EQ(numbers, (std::set<std::string_view>{"PORT", "THREADS", "ACCESS_TOKEN_EXPIRE_MINUTES",
                                                 "RATE_LIMIT_PER_MINUTE", "RATE_LIMIT_BURST", "MAX_BODY_BYTES",
                                                 "MAX_CONNECTIONS_PER_ADDRESS", "MAX_STREAM_RECORDS"}));
}

TEST(SettingSpecs, DescriptionsFitTheHelp) {
  for (const SettingSpec& spec : kSettingSpecs) {
    std::string_view rest = spec.description;
    while (!rest.empty()) {
      const std::size_t end = std::min(rest.find('\n'), rest.size());
      EXPECT_LE(end, 61U) << spec.name << ": " << rest.substr(0, end);
      rest.remove_prefix(std::min(end + 1, rest.size()));
    }
  }
}

}  // namespace
}  // namespace phoney::service
