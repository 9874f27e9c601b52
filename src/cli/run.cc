#include "cli/run.h"

#include <unistd.h>

#include <csignal>
#include <cstdlib>

#include "cli/commands.h"
#include "cli/complete.h"
#include "cli/help.h"
#include "cli/parser.h"
#include "cli/report.h"
#include "cli/sink.h"
#include "cli/standard_streams.h"
#include "cli/unknown_command.h"

namespace phoney::cli {
namespace {

int run_help(const Engine& engine, const std::vector<std::string>& words) {
  if (words.size() < 2) return print(full_help());
  const Command* command = find_command(words[1]);
  return command == nullptr ? report(unknown_command(engine, words[1])) : print(command_help(*command));
}

int run_command(const Engine& engine, const Command& command, const std::vector<std::string>& words) {
  const auto invocation = parse(command, words);
  if (!invocation) {
    const Error& error = invocation.error();
    return report(command.explain == nullptr ? error : command.explain(engine, words, error));
  }
  if (invocation->has(help_option.name)) return print(command_help(command));
  return command.run(engine, *invocation);
}

// Lambda starts the program without arguments or, in an image, with the name of a handler.
bool started_by_lambda(const std::vector<std::string>& words) {
  return std::getenv("AWS_LAMBDA_RUNTIME_API") != nullptr && (words.empty() || find_command(words[0]) == nullptr);
}

}  // namespace

int run(const Engine& engine, const std::vector<std::string>& words) {
  std::signal(SIGPIPE, SIG_IGN);  // a closed pipe is the error EPIPE
  if (started_by_lambda(words)) return lambda_command.run(engine, {});
  if (words.empty()) {
    say(short_help(STDERR_FILENO));
    return kUsage;
  }
  const std::vector<std::string> rest(words.begin() + 1, words.end());
  const std::string& first = words[0];
  if (first == "--help" || first == "-h" || first == kHelpCommand.name) return run_help(engine, words);
  if (first == "--version" || first == "-V") return version_command.run(engine, {});
  if (first == kCompleteWord) return print(complete(engine, rest));
  const Command* command = find_command(first);
  return command == nullptr ? report(unknown_command(engine, first)) : run_command(engine, *command, rest);
}

}  // namespace phoney::cli
