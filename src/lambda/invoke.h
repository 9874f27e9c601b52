// Handles one event without Lambda, for trying it out and for tests.

#pragma once

#include <string>
#include <string_view>

#include "base/result.h"
#include "engine/engine.h"
#include "lambda/environment.h"

namespace phoney::lambda {

struct Invoked {
  std::string reply;    // JSON, or what a streamed reply consists of
  bool failed = false;  // then it is the error that Lambda would report, or a stream that broke off
};

// Nobody ends it when its half a minute is over. Logs to standard error. The error says which setting is wrong.
Result<Invoked> invoke(const Engine& engine, const Environment& environment, std::string_view event);

}  // namespace phoney::lambda
