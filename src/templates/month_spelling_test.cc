#include "templates/month_spelling.h"

#include <gtest/gtest.h>

namespace phoney::templates {
namespace {

TEST(MonthSpelling, IsExplainedWhereItMeansMinutes) {
  const struct {
    std::string_view date, want;
  } tests[] = {
      {"-1month", "`-1month` means 1 minute; write `-1M` for a month"},
      {"+6months", "`+6months` means 6 minutes; write `+6M` for 6 months"},
      {"-1y-6mo", "`-6mo` means 6 minutes; write `-6M` for 6 months"},
      {"-1month ago", "`-1month` means 1 minute; write `-1M` for a month"},
      {"-1M", ""},
      {"-1Month", ""},
      {"-5m", ""},
      {"-5min", ""},
      {"-5minutes", ""},
      {"-1s-6months", ""},
      {"-1y6months", ""},
      {"-months", ""},
      {"-1", ""},
      {"-", ""},
      {"6months", ""},
      {"", ""},
  };
  for (const auto& test : tests) EXPECT_EQ(explain_month_spelling(test.date), test.want) << test.date;
}

}  // namespace
}  // namespace phoney::templates
