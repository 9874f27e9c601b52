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
    return report(make_error(
        ErrorCode::usage,
        "AWS_LAMBDA_RUNTIME_API is not set, so this is not AWS Lambda; to handle one event, use `phoney lambda "
        "invoke EVENT.json`"));
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
                             "the arguments are `invoke` and the file of an event, or none\n"
                             "Try: phoney lambda --help"));
  }
  return invoke(engine, environment, words[1]);
}

constexpr ArgumentSpec kArguments[] = {
    {"invoke", "Handle one event, with development settings.", false},
    {"EVENT", "JSON file with the event, or - for standard input.", false, false, Completes::file},
};

constexpr Example kExamples[] = {
    {"phoney lambda invoke event.json", "Print the response to one event. The log goes to standard error."},
    {"phoney lambda", "Get invocations from Lambda's Runtime API. Lambda starts phoney in this way."},
};

}  // namespace

constinit const Command lambda_command{
    "lambda",
    "Run as an AWS Lambda function, or handle one event locally",
    "Events can come from HTTP APIs, REST APIs, Function URLs and load balancers. Without\n"
    "arguments, phoney is a Lambda function if AWS_LAMBDA_RUNTIME_API is set.\n"
    "\n"
    "Settings come from environment variables, then from Secrets Manager if\n"
    "USE_SECRETS_MANAGER is true, then from Parameter Store if USE_PARAMETER_STORE is true.\n"
    "docs/lambda.md lists them.\n",
    kArguments,
    {},
    kExamples,
    run_lambda,
};

}  // namespace phoney::cli
