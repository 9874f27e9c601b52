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
  const auto done = run_batch(engine, stdin, stdout);
  if (done || reader_has_gone()) return kDone;
  return report(done.error());
}

constexpr Example kExamples[] = {
    {"echo '{\"generator\":\"name\",\"seed\":42}' | phoney batch", "One request, one answer."},
    {"phoney batch < requests.ndjson > answers.ndjson", "Many of them, in order."},
};

}  // namespace

constinit const Command batch_command{
    "batch",
    "Answer JSON requests, one per line of standard input",
    "A request is {\"generator\", \"locale\", \"seed\", \"count\", \"params\", \"now\"}; all but the\n"
    "generator may be left out. A request that fails is answered with an error object, and\n"
    "the next ones go on.\n",
    {},
    {},
    kExamples,
    run,
};

}  // namespace phoney::cli
