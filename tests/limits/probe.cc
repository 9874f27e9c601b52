// The program under test: it answers one request after another with the functions of the HTTP API and the limits for
// clients without credentials. It prints the CPU time of each, by the thread's own clock, so that a busy machine
// changes little.
//
//   probe list    prints the generators and their parameters as JSON
//   probe answer  reads requests as JSON, a line each, and prints for each a line:
//                   {"cpu_ms", "bytes", "outcome"} and, if it was told to stop while it ran, "after_ms"
//
// A request has a "route": "query" (with "generator" and "query"), or "generate", "template", "records" or "validate"
// (with "body", a text that holds JSON). With "stop_ms", another thread tells it to stop so many milliseconds later;
// "after_ms" is the CPU time that it took from there on.

#include <pthread.h>

#include <chrono>
#include <condition_variable>
#include <ctime>
#include <iostream>
#include <mutex>
#include <optional>
#include <string>
#include <thread>

#include <fmt/format.h>

#include "base/cancellation.h"
#include "base/json_reader.h"
#include "generators/engine_for_tests.h"
#include "service/fake.h"
#include "service/record_stream.h"
#include "service/template_check.h"
#include "service/template_request.h"

namespace {

using namespace phoney;
using namespace phoney::service;

double cpu_ms(clockid_t clock) {
  timespec time{};
  clock_gettime(clock, &time);
  return static_cast<double>(time.tv_sec) * 1e3 + static_cast<double>(time.tv_nsec) / 1e6;
}

// Tells the thread that makes it to stop, some milliseconds later unless it is gone before.
class Stopper {
 public:
  explicit Stopper(std::int64_t milliseconds) {
    pthread_getcpuclockid(pthread_self(), &clock_);
    if (milliseconds < 0) return;
    thread_ = std::thread([this, milliseconds] {
      std::unique_lock lock(mutex_);
      if (done_now_.wait_for(lock, std::chrono::milliseconds(milliseconds), [this] { return done_; })) return;
      cpu_at_stop_ = cpu_ms(clock_);
      source_.request_stop();
    });
  }
  ~Stopper() { finish(); }

  std::stop_token token() const { return source_.get_token(); }
  // The CPU time at which the thread was told, or nothing.
  std::optional<double> finish() {
    if (thread_.joinable()) {
      {
        const std::lock_guard lock(mutex_);
        done_ = true;
      }
      done_now_.notify_one();
      thread_.join();
    }
    return cpu_at_stop_;
  }

 private:
  clockid_t clock_{};
  std::stop_source source_;
  std::mutex mutex_;
  std::condition_variable done_now_;
  bool done_ = false;
  std::optional<double> cpu_at_stop_;
  std::thread thread_;
};

std::string outcome_of(const Problems& problems) { return std::string(problems.front().type); }
std::string outcome_of(const Error& error) { return std::string(to_string(error.code)); }
std::string outcome_of(Reason reason) { return std::string(to_string(reason)); }

std::string answer_values(const Problems& problems, FakeRequest& request, Cancellation cancellation, Output& out) {
  if (!problems.empty()) return outcome_of(problems);
  request.cancellation = std::move(cancellation);
  std::uint64_t made = 0;
  const auto made_all = append_fake_response(engine(), request, out, made);
  return made_all ? "ok" : outcome_of(made_all.error());
}

// All pieces of the records without the envelope; `out` keeps the last.
std::string answer_records(TemplateJob job, const TemplateLimits& limits, Output& out) {
  RecordStream stream(engine(), std::move(job), limits, 0);
  for (;;) {
    out.clear();
    const BodySource::Status status = stream.next(out);
    if (status == BodySource::Status::failed) return outcome_of(stream.failure());
    if (status == BodySource::Status::done) return "ok";
  }
}

std::string answer_template(const Value& body, bool alone, Cancellation cancellation, Output& out) {
  static const TemplateLimits kLimits = TemplateLimits::for_anybody();
  PreparedTemplate prepared = prepare_template(engine(), body, kLimits, std::move(cancellation));
  if (const auto* problems = std::get_if<Problems>(&prepared)) return outcome_of(*problems);
  if (const auto* failure = std::get_if<TemplateFailure>(&prepared)) {
    append_failure(out, *failure);
    return outcome_of(failure->errors.front());
  }
  auto& job = std::get<TemplateJob>(prepared);
  if (alone) return answer_records(std::move(job), kLimits, out);
  const auto failure = append_envelope(engine(), job, kLimits, out);
  return failure ? outcome_of(failure->errors.front()) : "ok";
}

std::string answer(const Value& request, Cancellation cancellation, Output& out) {
  constexpr std::size_t kMaxDepth = 100;           // of a body
  constexpr std::int64_t kMaxCount = 100;          // of GET /fake/{generator} and POST /api/v1/generate
  constexpr std::int64_t kMaxRecords = 1'000'000;  // of a stream, which POST /api/v1/template/validate goes by
  const std::string& route = request.find("route")->as_text();
  FakeRequest fake;
  if (route == "query") {
    fake.generator = request.find("generator")->as_text();
    const Problems problems = read_fake_query(request.find("query")->as_text(), kMaxCount, fake);
    return answer_values(problems, fake, std::move(cancellation), out);
  }
  const auto body = read_json(request.find("body")->as_text(), kMaxDepth);
  if (!body) return outcome_of(body.error());
  if (route == "generate") {
    const Problems problems = read_generate_request(*body, kMaxCount, fake);
    return answer_values(problems, fake, std::move(cancellation), out);
  }
  if (route == "validate") {
    const CheckedTemplate checked = check_template(engine(), *body, kMaxRecords, std::move(cancellation), out);
    if (const auto* problems = std::get_if<Problems>(&checked)) return outcome_of(*problems);
    const auto* error = std::get_if<Error>(&checked);
    return error == nullptr ? "ok" : std::string(to_string(error->code));
  }
  return answer_template(*body, route == "records", std::move(cancellation), out);
}

int answer_lines() {
  for (std::string line; std::getline(std::cin, line);) {
    const auto request = read_json(line);
    if (!request || !request->is_object()) return 1;
    const Value* stop_ms = request->find("stop_ms");
    Output out;
    Stopper stopper(stop_ms != nullptr ? stop_ms->as_integer() : -1);
    const double before = cpu_ms(CLOCK_THREAD_CPUTIME_ID);
    const std::string outcome = answer(*request, {.stop = stopper.token()}, out);
    const double after = cpu_ms(CLOCK_THREAD_CPUTIME_ID);
    const auto stopped = stopper.finish();
    Value::Object told = {{"cpu_ms", Value::number(after - before, fmt::format("{:.3f}", after - before))},
                          {"bytes", Value::integer(static_cast<std::int64_t>(out.size()))},
                          {"outcome", Value::text(outcome)}};
    if (stopped)
      told.emplace_back("after_ms", Value::number(after - *stopped, fmt::format("{:.3f}", after - *stopped)));
    std::cout << Value::object(std::move(told)).to_json() << '\n' << std::flush;
  }
  return 0;
}

int list() {
  Value::List generators;
  const Catalogue& catalogue = engine().catalogue();
  for (LocaleId locale = 0; locale < catalogue.locale_count(); ++locale) {
    for (GeneratorId id = 0; id < catalogue.generator_count(); ++id) {
      const GeneratorSpec* spec = engine().registry().spec(catalogue.binding(locale, id));
      if (spec == nullptr) continue;
      Value::List parameters;
      for (const ParameterSpec& parameter : spec->parameters()) {
        Value::List choices;
        for (const std::string_view choice : parameter.choices) choices.push_back(Value::text(std::string(choice)));
        parameters.push_back(Value::object({{"name", Value::text(std::string(parameter.name))},
                                            {"type", Value::text(std::string(parameter.type))},
                                            {"highest", Value::integer(parameter.highest)},
                                            {"choices", Value::list(std::move(choices))}}));
      }
      generators.push_back(Value::object(
          {{"name", Value::text(std::string(catalogue.generator_name(id)))},
           {"provider", Value::text(std::string(catalogue.provider_name(catalogue.generator_provider(id))))},
           {"locale", Value::text(std::string(catalogue.locale_name(locale)))},
           {"parameters", Value::list(std::move(parameters))}}));
    }
  }
  std::cout << Value::list(std::move(generators)).to_json() << '\n';
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  const std::string_view mode = argc > 1 ? argv[1] : "";
  if (mode == "list") return list();
  if (mode == "answer") return answer_lines();
  return 2;
}
