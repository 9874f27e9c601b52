#include <gtest/gtest.h>

#include <cstdlib>
#include <ctime>

#include "base/instant.h"
#include "service/observe/access_log.h"

namespace phoney::service {
namespace {

AccessLine usual_line() {
  AccessLine line;
  line.time = *parse_instant("2024-02-29T12:34:56.789012Z");
  line.method = "GET";
  line.path = "/fake/name";
  line.status = 200;
  line.duration = std::chrono::microseconds(84);
  return line;
}

std::string text_of(const AccessLine& line, bool coloured = false) {
  ::setenv("TZ", "UTC0", 1);
  ::tzset();
  Output out;
  append_access_text(line, coloured, out);
  return std::string(out.view());
}

TEST(AccessText, StandsInColumns) {
  AccessLine line = usual_line();
  EXPECT_EQ(text_of(line), "12:34:56.789  200      0.084 ms  GET      /fake/name\n");
  line.method = "OPTIONS";
  line.duration = std::chrono::milliseconds(12345);
  line.status = 404;
  EXPECT_EQ(text_of(line), "12:34:56.789  404  12345.000 ms  OPTIONS  /fake/name\n");
}

TEST(AccessText, SaysWhatWentWrong) {
  AccessLine line = usual_line();
  line.reason = Reason::wrong_password;
  line.status = 401;
  EXPECT_EQ(text_of(line), "12:34:56.789  401      0.084 ms  GET      /fake/name  (wrong_password)\n");
  line = usual_line();
  line.complete = false;
  line.reason = Reason::client_gone;
  EXPECT_EQ(text_of(line), "12:34:56.789  200      0.084 ms  GET      /fake/name  (incomplete: client_gone)\n");
}

TEST(AccessText, KeepsTheTerminalAsItIs) {
  AccessLine line = usual_line();
  line.method = "";
  line.path = "/\x1b[2J a\xc3\xa9\x9b\n";
  EXPECT_EQ(text_of(line), "12:34:56.789  200      0.084 ms  -        /\\x1B[2J\\x20a\\xC3\\xA9\\x9B\\x0A\n");
  line.path = "";
  EXPECT_EQ(text_of(line), "12:34:56.789  200      0.084 ms  -        -\n");
}

TEST(AccessText, ColoursTheStatus) {
  constexpr struct {
    int status;
    std::string_view colour;
  } tests[] = {{200, "32"}, {304, "36"}, {404, "33"}, {503, "31"}};
  for (const auto& test : tests) {
    AccessLine line = usual_line();
    line.status = test.status;
    EXPECT_EQ(text_of(line, true), "\x1b[2m12:34:56.789\x1b[0m  \x1b[" + std::string(test.colour) + "m" +
                                       std::to_string(test.status) + "\x1b[0m      0.084 ms  GET      /fake/name\n");
  }
}

}  // namespace
}  // namespace phoney::service
