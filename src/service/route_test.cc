#include "service/route.h"

#include <gtest/gtest.h>

namespace phoney::service {
namespace {

TEST(Route, MatchesWholePaths) {
  const struct {
    std::string_view pattern, path;
    bool want;
    std::string_view first, second;
  } tests[] = {
      {"/", "/", true, "", ""},
      {"/a", "/a", true, "", ""},
      {"/a", "/a/", false, "", ""},
      {"/a", "/ab", false, "", ""},
      {"/a", "a", false, "", ""},
      {"/a/{x}", "/a/b", true, "b", ""},
      {"/a/{x}", "/a/b%2Fc", true, "b%2Fc", ""},
      {"/a/{x}", "/a/", false, "", ""},
      {"/a/{x}", "/a", false, "", ""},
      {"/a/{x}", "/a/b/c", false, "", ""},
      {"/{x}/b/{y}", "/1/b/2", true, "1", "2"},
      {"/{x}/b/{y}", "/1/c/2", false, "", ""},
      {"/a", "", false, "", ""},
      {"/a", "//a", false, "", ""},
  };
  for (const auto& test : tests) {
    const auto captures = match_path(test.pattern, test.path);
    ASSERT_EQ(captures.has_value(), test.want) << test.pattern << ' ' << test.path;
    if (!captures) continue;
    EXPECT_EQ((*captures)[0], test.first);
    EXPECT_EQ((*captures)[1], test.second);
  }
}

}  // namespace
}  // namespace phoney::service
