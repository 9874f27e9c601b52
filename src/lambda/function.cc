#include "lambda/function.h"

#include <algorithm>
#include <new>

#include <fmt/format.h>

#include "base/near.h"
#include "lambda/event.h"
#include "lambda/reply.h"
#include "service/refusal.h"
#include "service/template_request.h"

namespace phoney::lambda {
namespace {

using std::chrono::milliseconds;
using namespace std::string_view_literals;

constexpr std::string_view kWarm =
    R"({"statusCode":200,"headers":{"Content-Type":"application/json"},"body":"{\"status\":\"warm\"}"})";

// The format of headers for each sender.
constexpr std::string_view kTimeout =
    R"({"statusCode":503,"statusDescription":"503 Service Unavailable",)"
    R"("headers":{"Content-Type":"application/json","Retry-After":"1"},)"
    R"("multiValueHeaders":{"Content-Type":["application/json"],"Retry-After":["1"]},)"
    R"("body":"{\"detail\":\"the request ran out of time; ask for fewer or smaller records\"}",)"
    R"("isBase64Encoded":false})";
constexpr std::string_view kTimeoutHead =
    R"({"statusCode":503,"headers":{"Content-Type":"application/json","Retry-After":"1"}})"
    "\0\0\0\0\0\0\0\0"
    R"({"detail":"the request ran out of time; ask for fewer or smaller records"})"sv;

// Small, and handled like most requests.
constexpr std::string_view kRehearsal = R"({"rawPath":"/template","headers":{"content-type":"application/json"},)"
                                        R"("requestContext":{"http":{"method":"POST","sourceIp":"127.0.0.1"}},)"
                                        R"("body":"{\"template\":{\"name\":\"{{name}}\"},\"seed\":0}"})";

// The status that a client gets from each sender when the function reports an error:
// https://docs.aws.amazon.com/lambda/latest/dg/services-apigateway-errors.html
constexpr int kErrorAtGateway = 502;

// Counts what passes.
class CountedSource final : public BodySource {
 public:
  explicit CountedSource(BodySource* source) : source_(source) {}
  Status next(Output& out) override {
    const std::size_t before = out.size();
    const Status status = source_ == nullptr ? Status::done : source_->next(out);
    bytes_ += out.size() - before;
    return status;
  }
  const Error* error() const override { return source_ == nullptr ? nullptr : source_->error(); }
  std::uint64_t records() const override { return source_ == nullptr ? 0 : source_->records(); }
  std::size_t memory() const override { return source_ == nullptr ? 0 : source_->memory(); }
  std::uint64_t bytes() const { return bytes_; }

 private:
  BodySource* source_;
  std::uint64_t bytes_ = 0;
};

// Removes the data of a response, for an error instead. The records stay counted: they have been paid for.
void drop_data(Response& response) {
  std::erase_if(response.headers, [](const auto& header) {
    return equals_ignoring_case(header.first, "Content-Encoding") ||
           equals_ignoring_case(header.first, "Content-Disposition");
  });
  response.source.reset();
  response.body.clear();
  response.content_type = "application/json";
  response.outcome.kind = Outcome::Kind::refused_input;
}

// Replaces the data of a response by an error.
void replace_by_refusal(Response& response, int status, std::string_view detail) {
  drop_data(response);
  service::refuse(response, status, detail);
}

// `made` records took `bytes`, or more.
std::string too_large(std::uint64_t made, std::uint64_t asked, std::size_t bytes, bool may_shrink, std::size_t most) {
  const auto megabytes = [](std::size_t size) { return static_cast<double>(size) / (1 << 20); };
  std::string text = fmt::format("the response exceeds the {:.0f} MB that a function can return", megabytes(most));
  if (made <= 1) text += "; even one record does, so make the template smaller";
  // A little less than fits, because records differ, and a share for what surrounds the body.
  const auto fitting = static_cast<std::uint64_t>(static_cast<double>(made) * static_cast<double>(most) * 0.9 /
                                                  static_cast<double>(bytes));
  if (fitting > 0 && made > 1)
    text += fmt::format("; about {} of the {} records fit, so set `count` to {}", fitting, asked, fitting);
  if (may_shrink) text += ", or compress the response with the header Accept-Encoding: gzip, br or zstd";
  return text;
}

// Bytes of a body inside a reply: as base64, or with escapes.
std::size_t size_in_reply(const Response& response) {
  const std::string_view body = response.body.view();
  if (is_coded(response)) return (body.size() + 2) / 3 * 4;
  return body.size() + static_cast<std::size_t>(std::ranges::count_if(
                           body, [](char c) { return c == '"' || c == '\\' || c == '\n' || c == '\r'; }));
}

}  // namespace

// One invocation, from its event to its log line.
class Function::Exchange {
 public:
  Exchange(const Invocation& invocation, const Environment& environment)
      : invocation_(invocation), environment_(environment) {}

  void make(service::Application& application, const std::stop_token& stop, std::atomic<bool>& in_pieces) {
    auto event = read_event(invocation_.event, environment_.base_path);
    if (!event) {
      failure_ = {"Function.InvalidEvent", event.error().message};
      return;
    }
    if (std::holds_alternative<WarmUp>(*event)) {
      response_.status = 200;
      reply_.append(kWarm);
      return;
    }
    event_ = std::get<HttpEvent>(std::move(*event));
    if (!event_.fault.empty()) {
      failure_ = {"Function.InvalidEvent", event_.fault};
      return;
    }
    is_http_ = true;
    in_pieces_ = environment_.stream && (event_.sender == Sender::function_url || event_.sender == Sender::rest_api);
    in_pieces = in_pieces_;
    ask(application, stop);
    if (in_pieces_) {
      append_prelude(response_, reply_);
      reply_.append(response_.body.view());
      return;
    }
    if (response_.source) gather(stop);
    if (append_reply(event_, response_, reply_)) return;
    refuse_as_too_large();
    append_reply(event_, response_, reply_);
  }

  Result<void> send(ReplySink& sink) {
    CountedSource source(response_.source.get());
    auto acceptance = failure_     ? sink.fail(*failure_)
                      : in_pieces_ ? sink.reply_in_pieces(reply_.view(), &source)
                                   : sink.reply(reply_.view());
    if (!acceptance) {
      response_.status = kErrorAtGateway;
      failure_ = {"Function.NotDelivered", acceptance.error().message};
      return {};
    }
    bytes_ = reply_.size() + source.bytes();
    if (in_pieces_) response_.records += source.records();
    if (*acceptance == Acceptance::accepted) return {};
    if (*acceptance == Acceptance::broken_off) {
      failure_ = {"Function.BrokenOff", "not all records could be generated"};
      return {};
    }
    if (*acceptance == Acceptance::too_large) {
      response_.status = 413;
      failure_ = {"Function.ResponseTooLarge", "the response is larger than Lambda accepts; ask for fewer records"};
    } else {
      response_.status = kErrorAtGateway;
      failure_ = {"Function.ResponseRefused", "Lambda did not accept the response"};
    }
    // The result does not matter: Lambda may have answered the client itself.
    if (const auto told = sink.fail(*failure_); !told) return told.error();
    return {};
  }

  void time_out() {
    response_.status = 503;
    failure_ = {"Function.Timeout", "the response was not ready in time"};
  }

  // Instead of the response, of which nothing has been sent.
  void fail(Failure failure) {
    failure_ = std::move(failure);
    response_.status = kErrorAtGateway;
    reply_.clear();
  }

  InvocationNote note(bool first) const {
    InvocationNote note;
    note.time = Clock().now();
    note.request_id = invocation_.request_id;
    note.trace_id = invocation_.trace_id;
    note.method = event_.method;
    note.path = event_.path;
    note.kind = response_.kind;
    note.status = failure_ && !is_http_ ? 0 : response_.status;
    note.execution_time = std::chrono::steady_clock::now() - start_;
    note.remaining_time =
        std::chrono::duration_cast<milliseconds>(invocation_.deadline - std::chrono::system_clock::now());
    note.response_bytes = bytes_;
    note.records = response_.records;
    note.outcome = &response_.outcome;
    note.cold_start = first;
    if (failure_) {
      note.error_type = failure_->type;
      note.error_message = failure_->message;
    }
    return note;
  }

 private:
  void ask(service::Application& application, const std::stop_token& stop) {
    std::vector<Header> headers;
    headers.reserve(event_.headers.size() + 1);
    // Before the client's own, if it has sent one: the response names the request as the log does.
    headers.push_back({"X-Request-Id", invocation_.request_id});
    for (const auto& [name, value] : event_.headers) {
      if (!may_be_coded() && equals_ignoring_case(name, "accept-encoding")) continue;
      headers.push_back({name, value});
    }
    application.handle({.method = event_.method,
                        .path = event_.path,
                        .query = event_.query,
                        .headers = headers,
                        .body = event_.body,
                        .peer = event_.peer,
                        .secure = event_.secure,
                        .cancellation = {.stop = stop}},
                       response_);
    response_.own_body();
    if (event_.method == "HEAD") leave_body_out();
  }

  // The headers stay those of GET (RFC 9110, 9.3.2); the senders say the length themselves.
  void leave_body_out() {
    if (response_.body.size() > 0 || response_.source || response_.left_out)
      response_.add_header("Content-Type", std::string(response_.content_type));
    response_.body.clear();
    response_.source.reset();
  }

  // A REST API passes base64 on unchanged, unless it is set up for binary bodies; a stream needs no base64.
  bool may_be_coded() const { return event_.sender != Sender::rest_api || in_pieces_ || environment_.rest_api_binary; }

  void refuse_as_too_large() {
    const bool may_shrink = may_be_coded() && !is_coded(response_);
    replace_by_refusal(response_, 413,
                       too_large(response_.records, response_.outcome.requested, size_in_reply(response_), may_shrink,
                                 max_reply_bytes(event_.sender)));
  }

  // Reads the whole source into the body, as far as a reply can hold it.
  void gather(const std::stop_token& stop) {
    auto status = BodySource::Status::more;
    while (status == BodySource::Status::more && response_.body.size() <= max_reply_bytes(event_.sender)) {
      status = response_.source->next(response_.body);
    }
    response_.records += response_.source->records();
    const Error* const error = response_.source->error();
    if (status == BodySource::Status::more) {
      refuse_as_too_large();
    } else if (status == BodySource::Status::failed && stop.stop_requested()) {
      replace_by_refusal(response_, 503, "the request ran out of time; ask for fewer or smaller records");
    } else if (status == BodySource::Status::failed && error != nullptr) {
      const service::TemplateFailure failure{service::TemplateFailure::Stage::generation, {*error}, response_.records};
      drop_data(response_);
      service::refuse(response_, failure);
    } else if (status == BodySource::Status::failed) {
      replace_by_refusal(response_, 422,
                         "not all records could be generated; ask for fewer records, or remove `unique`");
    }
    response_.source.reset();
  }

  const Invocation& invocation_;
  const Environment& environment_;
  const std::chrono::steady_clock::time_point start_ = std::chrono::steady_clock::now();
  HttpEvent event_;
  bool is_http_ = false;
  bool in_pieces_ = false;
  Response response_;
  Output reply_;
  std::uint64_t bytes_ = 0;
  std::optional<Failure> failure_;
};

Function::Function(const Engine& engine, const Environment& environment, InvocationLog& log, service::Settings settings)
    : engine_(engine), environment_(environment), log_(log) {
  use(std::move(settings));
}

void Function::use(service::Settings settings) {
  settings.threads = 1;
  auto application = std::make_unique<service::Application>(engine_, std::move(settings));
  if (application_) application->take_over(*application_);
  application_ = std::move(application);
}

int Function::rehearse() {
  const Invocation invocation{.event = std::string(kRehearsal)};
  Exchange exchange(invocation, environment_);
  try {
    service::Application application(engine_, {.threads = 1});
    std::atomic<bool> in_pieces = false;
    exchange.make(application, {}, in_pieces);
  } catch (const std::exception& exception) {  // out of memory; an invocation reports that too
    exchange.fail(failure_of(exception));
  }
  return exchange.note(false).status;
}

Result<void> Function::answer(const Invocation& invocation, ReplySink& sink, const std::stop_token& stop,
                              const std::function<bool()>& claim) {
  Exchange exchange(invocation, environment_);
  in_pieces_ = false;
  try {
    exchange.make(*application_, stop, in_pieces_);
  } catch (const std::exception& exception) {
    exchange.fail(failure_of(exception));
  }
  Result<void> sent;
  if (claim()) {
    sent = exchange.send(sink);
  } else {
    exchange.time_out();
  }
  log_.note(exchange.note(std::exchange(first_, false)));
  return sent;
}

Failure failure_of(const std::exception& exception) {
  if (dynamic_cast<const std::bad_alloc*>(&exception) != nullptr)
    return {"Function.OutOfMemory", "the response does not fit into the function's memory; ask for fewer records"};
  return {"Function.InternalError",
          fmt::format("internal error in phoney, please report it: {}", shortened(exception.what(), 200))};
}

std::string_view timeout_reply() { return kTimeout; }
std::string_view timeout_head() { return kTimeoutHead; }

}  // namespace phoney::lambda
