// Function: handles one invocation after another. Invocations share no state, except caches.

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

// Receives the response to an invocation. Each function is called at most once.
class ReplySink {
 public:
  virtual ~ReplySink() = default;
  virtual Result<Acceptance> reply(std::string_view reply) = 0;
  // `source` may be nothing.
  virtual Result<Acceptance> reply_in_pieces(std::string_view head, BodySource* source) = 0;
  virtual Result<Acceptance> fail(const Failure& failure) = 0;
};

// The failure to report for an exception.
Failure failure_of(const std::exception& exception);

class Function {
 public:
  // The referenced objects must outlive it.
  Function(const Engine& engine, const Environment& environment, InvocationLog& log, service::Settings settings);

  // Uses other settings from the next invocation on.
  void use(service::Settings settings);

  // Handles a made-up invocation and discards the response, so that the code and data of every invocation are in
  // memory. It is neither counted nor logged. Returns the HTTP status of the response.
  int rehearse();

  // Whether the current response is streamed. From any thread.
  bool answers_in_pieces() const { return in_pieces_; }

  // Makes, sends and logs the response. `stop` requests an early end. `claim` is called right before sending; if it
  // returns false, the watchdog has already answered. The error is the sink's.
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

// The reply to an invocation for which no time is left.
std::string_view timeout_reply();
// The same as the head of a streamed reply without a body.
std::string_view timeout_head();

}  // namespace phoney::lambda
