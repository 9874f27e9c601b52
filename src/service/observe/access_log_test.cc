#include "service/observe/access_log.h"

#include <gtest/gtest.h>

#include "base/json_reader.h"

namespace phoney::service {
namespace {

std::string line_for(std::string_view path) {
  Output out;
  append_access_line({Clock::Instant(std::chrono::microseconds(1'700'000'000'123'456)), "info", "r1", "GET", path, 200,
                      std::chrono::nanoseconds(1'002'345), 77, "192.0.2.1"},
                     out);
  return std::string(out.view());
}

TEST(AccessLog, Line) {
  EXPECT_EQ(line_for("/fake/name"),
            R"({"time":"2023-11-14T22:13:20.123456Z","level":"info","request_id":"r1","method":"GET",)"
            R"("path":"/fake/name","status":200,"duration_ms":1.002,"bytes":77,"client":"192.0.2.1"})"
            "\n");
}

TEST(AccessLog, SaysWhatWentWrong) {
  const struct {
    bool complete;
    Reason reason;
    std::string_view want;
  } tests[] = {
      {true, Reason::none, R"("client":"192.0.2.1"})"},
      {true, Reason::token_audience, R"("client":"192.0.2.1","reason":"token_audience"})"},
      {false, Reason::client_gone, R"("client":"192.0.2.1","incomplete":true,"reason":"client_gone"})"},
  };
  for (const auto& test : tests) {
    Output out;
    append_access_line({.client = "192.0.2.1", .complete = test.complete, .reason = test.reason}, out);
    EXPECT_TRUE(out.view().ends_with(std::string(test.want) + "\n")) << out.view();
  }
}

TEST(AccessLog, Times) {
  const struct {
    std::int64_t microseconds;
    std::string_view want;
  } tests[] = {
      {1'700'000'000'123'456, "2023-11-14T22:13:20.123456Z"},
      {1'700'000'000'000'001, "2023-11-14T22:13:20.000001Z"},
      {1'700'000'001'000'000, "2023-11-14T22:13:21.000000Z"},
      {0, "1970-01-01T00:00:00.000000Z"},
  };
  for (const auto& test : tests) {
    Output out;
    append_access_line({.time = Clock::Instant(std::chrono::microseconds(test.microseconds))}, out);
    EXPECT_EQ(out.view().substr(9, test.want.size()), test.want);
  }
}

TEST(AccessLog, IsAlwaysOneLineOfJson) {
  const std::string long_path(10'000, 'x');
  for (const std::string_view path :
       {std::string_view("/\"\\\n\r\x01"), std::string_view("/\xff\xfe"), std::string_view("/\xc3\xa9"),
        std::string_view(long_path), std::string_view("")}) {
    const std::string line = line_for(path);
    EXPECT_EQ(line.find('\n'), line.size() - 1);
    EXPECT_TRUE(read_json(line)) << line;
    EXPECT_LT(line.size(), 1000U);
  }
  EXPECT_NE(line_for("/\xff\xfe").find(R"("path":"/??")"), std::string::npos);
}

}  // namespace
}  // namespace phoney::service
