#include "lambda/invocation_log.h"

#include <gtest/gtest.h>

#include <unistd.h>

#include <algorithm>

#include "base/instant.h"
#include "base/json_reader.h"

namespace phoney::lambda {
namespace {

InvocationNote usual(const Outcome& outcome) {
  return {.time = *parse_instant("2024-02-29T12:34:56.789Z"),
          .request_id = "r-1",
          .trace_id = "Root=1",
          .method = "POST",
          .path = "/template",
          .kind = RequestKind::templates,
          .status = 200,
          .execution_time = std::chrono::microseconds(1234),
          .remaining_time = std::chrono::milliseconds(2900),
          .response_bytes = 77,
          .records = 3,
          .outcome = &outcome};
}

std::string line_of(const InvocationNote& note, Environment environment = {}) {
  environment.stage = "dev";
  Output out;
  InvocationLog(environment, STDERR_FILENO).append(note, out);
  return std::string(out.view());
}

TEST(InvocationLog, IsOneLineWithMetrics) {
  const Outcome outcome{.kind = Outcome::Kind::records_made, .requested = 3};
  EXPECT_EQ(line_of(usual(outcome)),
            R"({"timestamp":"2024-02-29T12:34:56.789Z","level":"INFO","event":"template_processed","request_id":"r-1",)"
            R"("trace_id":"Root=1","http_method":"POST","path":"/template","status_code":200,"execution_time":1.234,)"
            R"("remaining_time":2900,"response_size_bytes":77,"template_count":3,"generated_count":3,)"
            R"("ExecutionTime":1.234,"RecordsGenerated":3,"Stage":"dev","Kind":"templates",)"
            R"("_aws":{"Timestamp":1709210096789,"CloudWatchMetrics":[)"
            R"({"Namespace":"Phoney/TemplateAPI","Dimensions":[["Stage","Kind"]],)"
            R"("Metrics":[{"Name":"ExecutionTime","Unit":"Milliseconds"}]},)"
            R"({"Namespace":"Phoney/TemplateAPI","Dimensions":[["Stage"]],)"
            R"("Metrics":[{"Name":"RecordsGenerated","Unit":"Count"}]}]}})"
            "\n");
}

TEST(InvocationLog, HasTheTimeByKindOfRequest) {
  const struct {
    RequestKind kind;
    std::string_view want;
  } tests[] = {{RequestKind::templates, "templates"},
               {RequestKind::values, "values"},
               {RequestKind::logins, "logins"},
               {RequestKind::other, "other"}};
  for (const auto& test : tests) {
    const Outcome outcome;
    InvocationNote note = usual(outcome);
    note.kind = test.kind;
    note.records = 0;
    const auto line = read_json(line_of(note));
    ASSERT_TRUE(line);
    EXPECT_EQ(line->find("Kind")->as_text(), test.want);
    // Without counts there is no second set of metrics, which must not be empty.
    EXPECT_EQ(line->find("_aws")->find("CloudWatchMetrics")->as_list().size(), 1U);
  }
}

TEST(InvocationLog, NamesTheEvent) {
  using Kind = Outcome::Kind;
  const struct {
    Kind kind;
    int status;
    std::string_view error_type, event, level;
  } tests[] = {
      {Kind::other, 200, "", "request", "INFO"},
      {Kind::records_made, 200, "", "template_processed", "INFO"},
      {Kind::values_made, 200, "", "generator_used", "INFO"},
      {Kind::refused_input, 422, "", "validation_error", "WARN"},
      {Kind::refused_caller, 401, "", "authentication_failed", "WARN"},
      {Kind::other, 404, "", "request", "WARN"},
      {Kind::other, 500, "", "error", "ERROR"},
      {Kind::records_made, 200, "Function.BrokenOff", "error", "ERROR"},
  };
  for (const auto& test : tests) {
    const Outcome outcome{.kind = test.kind, .generator = "nam", .field = "a.b", .error_type = "unknown_generator"};
    InvocationNote note = usual(outcome);
    note.status = test.status;
    note.error_type = test.error_type;
    const auto line = read_json(line_of(note));
    ASSERT_TRUE(line);
    EXPECT_EQ(line->find("event")->as_text(), test.event);
    EXPECT_EQ(line->find("level")->as_text(), test.level);
    EXPECT_EQ(line->find("generator")->as_text(), "nam");
    EXPECT_EQ(line->find("field")->as_text(), "a.b");
    EXPECT_EQ(line->find("error_type")->as_text(), test.error_type.empty() ? "unknown_generator" : test.error_type);
    EXPECT_EQ(line->find("Errors") != nullptr, test.level == "ERROR");
  }
}

TEST(InvocationLog, TellsAColdStart) {
  const Outcome outcome;
  InvocationNote note = usual(outcome);
  note.cold_start = true;
  const auto line = read_json(line_of(note));
  EXPECT_TRUE(line->find("cold_start")->as_boolean());
  EXPECT_EQ(line->find("ColdStart")->as_integer(), 1);
}

TEST(InvocationLog, MayBePlainText) {
  const Outcome outcome{.kind = Outcome::Kind::records_made};
  EXPECT_EQ(line_of(usual(outcome), {.json_log = false}),
            "2024-02-29T12:34:56.789Z INFO r-1 POST /template 200 1.234 ms 77 bytes template_processed\n");
}

TEST(InvocationLog, PlainTextHasErrors) {
  const Outcome outcome;
  InvocationNote note = usual(outcome);
  note.status = 503;
  note.error_type = "Function.Timeout";
  note.error_message = "too\nlate";
  EXPECT_EQ(line_of(note, {.json_log = false}),
            "2024-02-29T12:34:56.789Z ERROR r-1 POST /template 503 1.234 ms 77 bytes error "
            "Function.Timeout: too late\n");
}

TEST(InvocationLog, ForeignBytesCannotBreakALine) {
  const Outcome outcome;
  InvocationNote note = usual(outcome);
  note.path = "/a\n\"\xff";
  EXPECT_TRUE(read_json(line_of(note))) << line_of(note);
}

// What a log with that level writes.
std::string written(service::LogLevel level) {
  int ends[2];
  EXPECT_EQ(pipe(ends), 0);
  Environment environment;
  environment.log_level = level;
  InvocationLog log(environment, ends[1]);
  const Outcome outcome;
  InvocationNote note = usual(outcome);
  log.note_start(note.time, std::chrono::milliseconds(2));
  log.note(note);
  note.status = 404;
  log.note(note);
  note.status = 500;
  log.note(note);
  close(ends[1]);
  std::string text(65536, '\0');
  text.resize(static_cast<std::size_t>(read(ends[0], text.data(), text.size())));
  close(ends[0]);
  return text;
}

TEST(InvocationLog, KeepsToItsLevel) {
  const auto lines = [](service::LogLevel level) { return std::ranges::count(written(level), '\n'); };
  EXPECT_EQ(lines(service::LogLevel::debug), 4);
  EXPECT_EQ(lines(service::LogLevel::info), 4);
  EXPECT_EQ(lines(service::LogLevel::warning), 2);
  EXPECT_EQ(lines(service::LogLevel::error), 1);
  EXPECT_TRUE(written(service::LogLevel::info).find(R"("event":"cold_start","init_time":2.000})") != std::string::npos);
}

}  // namespace
}  // namespace phoney::lambda
