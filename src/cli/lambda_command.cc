// `phoney lambda`: the program as a function of AWS Lambda.

#include <fmt/format.h>

#include "cli/commands.h"
#include "cli/input.h"
#include "cli/report.h"
#include "cli/sink.h"
#include "lambda/invoke.h"
#include "lambda/runtime.h"

namespace phoney::cli {
namespace {

constexpr std::string_view kInvoke = "invoke";

int run_function(const Engine& engine, const lambda::Environment& environment) {
  if (environment.runtime_api.empty()) {
    return report(
        make_error(ErrorCode::usage,
                   "AWS_LAMBDA_RUNTIME_API is not set, so nothing invokes the function; `phoney lambda invoke "
                   "EVENT.json` runs one event, `phoney serve` an HTTP server"));
  }
  return lambda::run(engine, environment);
}

int invoke(const Engine& engine, const lambda::Environment& environment, const std::string& path) {
  const auto event = read_input(path);
  if (!event) return report(event.error());
  const auto invoked = lambda::invoke(engine, environment, *event);
  if (!invoked) return report(invoked.error());
  const int printed = print(invoked->reply + '\n');
  return invoked->failed ? kFailed : printed;
}

int run_lambda(const Engine& engine, const Invocation& invocation) {
  const lambda::Environment environment = lambda::read_environment();
  const auto& words = invocation.arguments;
  if (words.empty()) return run_function(engine, environment);
  if (words[0] != kInvoke || words.size() != 2) {
    return report(make_error(ErrorCode::usage,
                             "give `invoke` and a file with an event, or nothing\n"
                             "Try: phoney lambda --help"));
  }
  return invoke(engine, environment, words[1]);
}

constexpr ArgumentSpec kArguments[] = {
    {"invoke", "Answers one event, with the settings for development.", false},
    {"EVENT", "File with the event as JSON; - for standard input.", false, false, Completes::file},
};

constexpr Example kExamples[] = {
    {"phoney lambda invoke event.json", "The reply to one event; its log line goes to standard error."},
    {"phoney lambda", "What Lambda starts: asks its Runtime API for invocations."},
};

}  // namespace

constinit const Command lambda_command{
    "lambda",
    "Run as a function of AWS Lambda, or answer one of its events",
    "Lambda starts phoney without arguments; AWS_LAMBDA_RUNTIME_API tells it what it is\n"
    "then. Takes the events of HTTP APIs, REST APIs, Function URLs and load balancers.\n"
    "Settings come from environment variables, then from Secrets Manager and Parameter\n"
    "Store if USE_SECRETS_MANAGER and USE_PARAMETER_STORE are true; docs/lambda.md lists\n"
    "them.\n",
    kArguments,
    {},
    kExamples,
    run_lambda,
};

}  // namespace phoney::cli
