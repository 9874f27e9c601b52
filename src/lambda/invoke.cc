#include "lambda/invoke.h"

#include <unistd.h>

#include "lambda/function.h"
#include "lambda/function_settings.h"

namespace phoney::lambda {
namespace {

constexpr std::chrono::seconds kTime{30};

class TextSink final : public ReplySink {
 public:
  Result<Acceptance> reply(std::string_view reply) override {
    invoked_ = {std::string(reply), false};
    return Acceptance::accepted;
  }
  Result<Acceptance> reply_in_pieces(std::string_view head, BodySource* source) override {
    Output out;
    out.append(head);
    auto status = BodySource::Status::more;
    while (status == BodySource::Status::more) status = source->next(out);
    const bool failed = status == BodySource::Status::failed;
    invoked_ = {std::string(out.view()), failed};
    return failed ? Acceptance::broken_off : Acceptance::accepted;
  }
  Result<Acceptance> fail(const Failure& failure) override {
    invoked_ = {failure_body(failure), true};
    return Acceptance::accepted;
  }

  Invoked take() { return std::move(invoked_); }

 private:
  Invoked invoked_;
};

}  // namespace

Result<Invoked> invoke(const Engine& engine, const Environment& environment, std::string_view event) {
  if (const auto good = check_environment(environment); !good) return good.error();
  InvocationLog log(environment, STDERR_FILENO);
  auto settings = FunctionSettings(FunctionSettings::Use::trial, log).load();
  if (!settings) return settings.error();
  Function function(engine, environment, log, std::move(*settings));
  const Invocation invocation{.request_id = "00000000-0000-0000-0000-000000000000",
                              .deadline = std::chrono::system_clock::now() + kTime,
                              .trace_id = "",
                              .event = std::string(event)};
  TextSink sink;
  const auto sent = function.answer(invocation, sink, {}, [] { return true; });
  if (!sent) return sent.error();
  return sink.take();
}

}  // namespace phoney::lambda
