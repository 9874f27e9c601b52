// Function: answers one invocation after another. Nothing of one is left for the next but what makes it faster.

#pragma once

#include <atomic>
#include <exception>
#include <functional>
#include <memory>
#include <stop_token>
#include <string_view>

#include "lambda/environment.h"
#include "lambda/invocation_log.h"
#include "lambda/runtime_client.h"
#include "service/application.h"

namespace phoney::lambda {

// Where the answer of an invocation goes. Each is called at most once.
class ReplySink {
 public:
  virtual ~ReplySink() = default;
  virtual Result<Acceptance> reply(std::string_view reply) = 0;
  // `source` may be nothing.
  virtual Result<Acceptance> reply_in_pieces(std::string_view head, BodySource* source) = 0;
  virtual Result<Acceptance> fail(const Failure& failure) = 0;
};

// What an exception while an answer was made is told as.
Failure failure_of(const std::exception& exception);

class Function {
 public:
  // All that is referred to must outlive it.
  Function(const Engine& engine, const Environment& environment, InvocationLog& log, service::Settings settings);

  // Other settings hold from the next invocation on.
  void use(service::Settings settings);

  // Answers a made-up invocation and forgets the answer: what every invocation needs, code and data, is in memory then.
  // Nothing of it is counted, logged or kept. Returns the HTTP status of that answer.
  int rehearse();

  // Whether the invocation that is under way is answered in pieces; any thread may ask.
  bool answers_in_pieces() const { return in_pieces_; }

  // Makes the answer, sends it and logs it. `stop` asks for an early end. `claim` is asked right before something is
  // sent; false: somebody else has answered. The error is the sink's.
  Result<void> answer(const Invocation& invocation, ReplySink& sink, const std::stop_token& stop,
                      const std::function<bool()>& claim);

 private:
  class Exchange;

  const Engine& engine_;
  const Environment& environment_;
  InvocationLog& log_;
  std::unique_ptr<service::Application> application_;
  bool first_ = true;
  std::atomic<bool> in_pieces_ = false;
};

// What an invocation is answered with when there is no time left to make an answer.
std::string_view timeout_reply();
// The same as head of a reply in pieces, with nothing to follow.
std::string_view timeout_head();

}  // namespace phoney::lambda
