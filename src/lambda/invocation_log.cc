#include "lambda/invocation_log.h"

#include <unistd.h>

#include <algorithm>
#include <cerrno>

#include <fmt/format.h>

#include "base/instant.h"
#include "base/json_reader.h"
#include "base/json_text.h"
#include "base/near.h"

namespace phoney::lambda {
namespace {

using service::LogLevel;

// The limit for text from clients: logs cost money, and CloudWatch cuts a line that is too long, and its metrics with
// it.
constexpr std::size_t kQuotedBytes = 200;

constexpr std::string_view kNamespace = "Phoney/TemplateAPI";

// As Lambda spells it.
std::string_view level_name(LogLevel level) {
  switch (level) {
    case LogLevel::debug:
      return "DEBUG";
    case LogLevel::info:
      return "INFO";
    case LogLevel::warning:
      return "WARN";
    case LogLevel::error:
    case LogLevel::off:
      break;
  }
  return "ERROR";
}

LogLevel level_of(const InvocationNote& note) {
  if (note.status >= 500 || !note.error_type.empty()) return LogLevel::error;
  return note.status >= 400 ? LogLevel::warning : LogLevel::info;
}

std::string_view event_of(const InvocationNote& note) {
  if (level_of(note) == LogLevel::error) return "error";
  switch (note.outcome->kind) {
    case Outcome::Kind::records_made:
      return "template_processed";
    case Outcome::Kind::values_made:
      return "generator_used";
    case Outcome::Kind::refused_input:
      return "validation_error";
    case Outcome::Kind::refused_caller:
      return "authentication_failed";
    case Outcome::Kind::other:
      break;
  }
  return "request";
}

class Line {
 public:
  explicit Line(Output& out) : out_(out) { out_.append('{'); }

  void text(std::string_view name, std::string_view value) {
    member(name);
    append_json_text(out_, is_utf8(value) ? value : std::string_view("?"));
  }
  void text_if_any(std::string_view name, std::string_view value) {
    if (!value.empty()) text(name, value);
  }
  void number(std::string_view name, std::int64_t value) {
    member(name);
    out_.append_integer(value);
  }
  void number(std::string_view name, std::uint64_t value) { number(name, static_cast<std::int64_t>(value)); }
  void milliseconds(std::string_view name, std::chrono::nanoseconds value) {
    member(name);
    const std::int64_t nanoseconds = value.count();
    out_.append_integer(nanoseconds / 1'000'000);
    out_.append('.');
    out_.append_padded_integer(static_cast<std::uint64_t>(nanoseconds % 1'000'000 / 1000), 3);
  }
  void raw(std::string_view name, std::string_view json) {
    member(name);
    out_.append(json);
  }
  void end() { out_.append("}\n"); }

 private:
  void member(std::string_view name) {
    if (!std::exchange(first_, false)) out_.append(',');
    out_.append('"');
    out_.append(name);
    out_.append("\":");
  }

  Output& out_;
  bool first_ = true;
};

// With at most three decimals, because each byte of a log costs money.
std::string timestamp(Clock::Instant time) {
  std::string text = format_instant(std::chrono::floor<std::chrono::milliseconds>(time));
  if (constexpr std::size_t kMilliseconds = 23; text.size() > kMilliseconds + 1) text.erase(kMilliseconds, 3);
  return text;
}

void begin_line(Line& line, Clock::Instant time, LogLevel level, std::string_view event) {
  line.text("timestamp", timestamp(time));
  line.text("level", level_name(level));
  line.text("event", event);
}

void add_outcome(Line& line, const InvocationNote& note, std::string_view event) {
  const Outcome& outcome = *note.outcome;
  if (event == "template_processed") line.number("template_count", outcome.requested);
  if (event == "template_processed" || event == "generator_used") line.number("generated_count", note.records);
  line.text_if_any("generator", shortened(outcome.generator, kQuotedBytes));
  line.text_if_any("field", shortened(outcome.field, kQuotedBytes));
  line.text_if_any("error_type", note.error_type.empty() ? outcome.error_type : note.error_type);
  if (event == "authentication_failed") line.text_if_any("reason", to_string(outcome.reason));
  line.text_if_any("error_message", shortened(note.error_message, kQuotedBytes));
}

// ExecutionTime is by kind of request, because a percentile over records, logins and documents together describes none
// of them. The others are of the stage alone: each further set of dimensions would be another metric to pay for.
//
// Omits metrics that are 0: CloudWatch treats them the same, and a shorter line costs less.
void add_metrics(Line& line, const InvocationNote& note, bool failed, std::string_view stage) {
  line.milliseconds("ExecutionTime", note.execution_time);
  std::string counts;
  const auto count = [&](std::string_view name, std::uint64_t value) {
    if (value == 0) return;
    if (!counts.empty()) counts += ',';
    counts += fmt::format(R"({{"Name":"{}","Unit":"Count"}})", name);
    line.number(name, value);
  };
  count("RecordsGenerated", note.records);
  count("ColdStart", note.cold_start ? 1 : 0);
  count("Errors", failed ? 1 : 0);
  line.text("Stage", stage.empty() ? "none" : stage);
  line.text("Kind", to_string(note.kind));
  std::string metrics = fmt::format(R"({{"Namespace":"{}","Dimensions":[["Stage","Kind"]],)"
                                    R"("Metrics":[{{"Name":"ExecutionTime","Unit":"Milliseconds"}}]}})",
                                    kNamespace);
  if (!counts.empty())
    metrics += fmt::format(R"(,{{"Namespace":"{}","Dimensions":[["Stage"]],"Metrics":[{}]}})", kNamespace, counts);
  const auto since_1970 = std::chrono::floor<std::chrono::milliseconds>(note.time.time_since_epoch());
  line.raw("_aws", fmt::format(R"({{"Timestamp":{},"CloudWatchMetrics":[{}]}})", since_1970.count(), metrics));
}

}  // namespace

void InvocationLog::append(const InvocationNote& note, Output& out) const {
  const LogLevel level = level_of(note);
  const std::string_view event = event_of(note);
  if (!environment_.json_log) {
    std::string error;
    if (!note.error_type.empty())
      error = fmt::format(" {}: {}", note.error_type, shortened(note.error_message, kQuotedBytes));
    // A client's text must not look like another line.
    std::ranges::replace_if(error, [](char c) { return static_cast<unsigned char>(c) < ' '; }, ' ');
    out.append(fmt::format(
        "{} {} {} {} {} {} {:.3f} ms {} bytes {}{}\n", timestamp(note.time), level_name(level), note.request_id,
        shortened(note.method, kQuotedBytes), shortened(note.path, 2 * kQuotedBytes), note.status,
        std::chrono::duration<double, std::milli>(note.execution_time).count(), note.response_bytes, event, error));
    return;
  }
  Line line(out);
  begin_line(line, note.time, level, event);
  line.text("request_id", note.request_id);
  line.text_if_any("trace_id", note.trace_id);
  if (note.cold_start) line.raw("cold_start", "true");
  line.text_if_any("http_method", shortened(note.method, kQuotedBytes));
  line.text_if_any("path", shortened(note.path, 2 * kQuotedBytes));
  if (note.status != 0) line.number("status_code", std::int64_t{note.status});
  line.milliseconds("execution_time", note.execution_time);
  line.number("remaining_time", std::int64_t{note.remaining_time.count()});
  line.number("response_size_bytes", note.response_bytes);
  add_outcome(line, note, event);
  add_metrics(line, note, level == LogLevel::error, environment_.stage);
  line.end();
}

void InvocationLog::note(const InvocationNote& note) {
  if (!wants(level_of(note))) return;
  append(note, line_);
  write();
}

void InvocationLog::note_start(Clock::Instant time, std::chrono::nanoseconds init_time) {
  if (!wants(LogLevel::info) || !environment_.json_log) return;
  Line line(line_);
  begin_line(line, time, LogLevel::info, "cold_start");
  line.milliseconds("init_time", init_time);
  line.end();
  write();
}

void InvocationLog::say(LogLevel level, std::string_view event, std::string_view message) {
  if (!wants(level)) return;
  if (environment_.json_log) {
    Line line(line_);
    begin_line(line, Clock().now(), level, event);
    line.text("message", message);
    line.end();
  } else {
    line_.append(fmt::format("{} {} {}\n", level_name(level), event, message));
  }
  write();
}

// Immediately, because the sandbox may be frozen. Errors of the log are ignored.
void InvocationLog::write() {
  std::string_view rest = line_.view();
  while (!rest.empty()) {
    const ssize_t written = ::write(file_, rest.data(), rest.size());
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) break;
    rest.remove_prefix(static_cast<std::size_t>(written));
  }
  line_.clear();
}

}  // namespace phoney::lambda
