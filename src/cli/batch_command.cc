// `phoney batch`: see cli/batch.h.

#include <poll.h>
#include <unistd.h>

#include "cli/batch.h"
#include "cli/commands.h"
#include "cli/report.h"

namespace phoney::cli {
namespace {

bool reader_has_gone() {
  pollfd output{STDOUT_FILENO, 0, 0};
  return ::poll(&output, 1, 0) == 1 && (output.revents & POLLERR) != 0;
}

int run(const Engine& engine, const Invocation&) {
  const auto done = run_batch(engine, STDIN_FILENO, stdout);
  if (done || reader_has_gone()) return kDone;
  return report(done.error());
}

constexpr Example kExamples[] = {
    {"echo '{\"generator\":\"name\",\"seed\":42}' | phoney batch", "One request, one answer."},
    {"echo '{\"template\":{\"a\":\"{{name}}\"},\"count\":2}' | phoney batch", "Records from a template."},
    {"phoney batch < requests.ndjson > answers.ndjson", "Many of them, in order."},
};

}  // namespace

constinit const Command batch_command{
    "batch",
    "Answer JSON requests, one per line of standard input",
    "A request is {\"generator\", \"locale\", \"seed\", \"count\", \"params\", \"now\"}, of which all but\n"
    "the generator may be left out; or it has a `template`, and is then what POST /template\n"
    "takes, without its limits. A request that fails is answered with an error object, and\n"
    "the next ones go on: the exit code is 0 also then.\n",
    {},
    {},
    kExamples,
    run,
};

}  // namespace phoney::cli
