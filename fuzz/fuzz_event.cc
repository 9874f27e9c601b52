// Events of Lambda: whatever comes, there is a reply that is JSON, or a prelude and a body, or a failure with a reason.

#include <unistd.h>

#include <cstddef>
#include <cstdint>

#include "base/json_reader.h"
#include "fuzz_engine.h"
#include "lambda/function.h"

namespace {

using namespace phoney;

bool has_status(std::string_view json) {
  const auto read = read_json(json);
  return read.has_value() && read->find("statusCode") != nullptr;
}

struct Sink final : lambda::ReplySink {
  explicit Sink(bool takes_pieces) : takes_pieces_(takes_pieces) {}
  Result<lambda::Acceptance> reply(std::string_view reply) override {
    fuzz::require(has_status(reply));
    ++answers;
    return lambda::Acceptance::accepted;
  }
  Result<lambda::Acceptance> reply_in_pieces(std::string_view head, BodySource* source) override {
    fuzz::require(takes_pieces_);
    const std::size_t end = head.find(std::string_view("\0\0\0\0\0\0\0\0", 8));
    fuzz::require(end != std::string_view::npos && has_status(head.substr(0, end)));
    ++answers;
    Output piece;
    auto status = BodySource::Status::more;
    while (status == BodySource::Status::more) {
      piece.clear();
      status = source->next(piece);
    }
    return status == BodySource::Status::failed ? lambda::Acceptance::broken_off : lambda::Acceptance::accepted;
  }
  Result<lambda::Acceptance> fail(const lambda::Failure& failure) override {
    fuzz::require(!failure.message.empty());
    ++answers;
    return lambda::Acceptance::accepted;
  }
  int answers = 0;

 private:
  const bool takes_pieces_;
};

// A function with the environment that it is deployed with.
struct Deployed {
  explicit Deployed(lambda::Environment deployed_with) : environment(std::move(deployed_with)) {}
  void answer(std::string_view event) {
    const lambda::Invocation invocation{.request_id = "fuzz", .event = std::string(event)};
    Sink sink(environment.stream);
    const auto sent = function.answer(invocation, sink, {}, [] { return true; });
    fuzz::require(sent.has_value() && sink.answers == 1);
  }

  const lambda::Environment environment;
  lambda::InvocationLog log{environment, STDERR_FILENO};
  lambda::Function function{fuzz::engine(), environment, log, {}};
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static Deployed buffered({.log_level = service::LogLevel::off});
  static Deployed streaming(
      {.base_path = "/base", .stream = true, .rest_api_binary = true, .log_level = service::LogLevel::off});
  const std::string_view event(reinterpret_cast<const char*>(data), size);
  buffered.answer(event);
  streaming.answer(event);
  return 0;
}
