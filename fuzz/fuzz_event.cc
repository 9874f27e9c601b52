// Events of Lambda: whatever comes, there is a reply that is JSON or a failure with a reason.

#include <unistd.h>

#include <cstddef>
#include <cstdint>

#include "base/json_reader.h"
#include "fuzz_engine.h"
#include "lambda/function.h"

namespace {

using namespace phoney;

struct Sink final : lambda::ReplySink {
  Result<lambda::Acceptance> reply(std::string_view reply) override {
    const auto read = read_json(reply);
    fuzz::require(read.has_value() && read->find("statusCode") != nullptr);
    ++answers;
    return lambda::Acceptance::accepted;
  }
  Result<lambda::Acceptance> reply_in_pieces(std::string_view, BodySource*) override {
    fuzz::require(false);  // nobody has asked for it
    return lambda::Acceptance::accepted;
  }
  Result<lambda::Acceptance> fail(const lambda::Failure& failure) override {
    fuzz::require(!failure.message.empty());
    ++answers;
    return lambda::Acceptance::accepted;
  }
  int answers = 0;
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const lambda::Environment environment{.log_level = service::LogLevel::off};
  static lambda::InvocationLog log(environment, STDERR_FILENO);
  static lambda::Function function(fuzz::engine(), environment, log, {});
  const lambda::Invocation invocation{.request_id = "fuzz",
                                      .event = std::string(reinterpret_cast<const char*>(data), size)};
  Sink sink;
  const auto sent = function.answer(invocation, sink, {}, [] { return true; });
  fuzz::require(sent.has_value() && sink.answers == 1);
  return 0;
}
