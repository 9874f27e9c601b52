// `phoney batch`: see cli/batch.h.

#include <poll.h>
#include <unistd.h>

#include <fmt/format.h>

#include "cli/batch.h"
#include "cli/commands.h"
#include "cli/report.h"
#include "cli/shell_word.h"

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

// A file on the command line, which the shell can make the input.
Error explain(const Engine&, const std::vector<std::string>& words, const Error& error) {
  if (words.size() != 1 || words.front().starts_with('-')) return error;
  return make_error(ErrorCode::usage,
                    fmt::format("`phoney batch` takes no arguments, but reads standard input: phoney batch < {}",
                                shell_word(words.front())));
}

constexpr Example kExamples[] = {
    {"echo '{\"generator\":\"name\",\"seed\":42}' | phoney batch", "Send one request."},
    {"echo '{\"template\":{\"a\":\"{{name}}\"},\"count\":2}' | phoney batch", "Generate records from a template."},
    {"phoney batch < requests.ndjson > responses.ndjson", "Answer all requests of a file, in order."},
};

}  // namespace

constinit const Command batch_command{
    "batch",
    "Answer JSON requests, one per line of standard input",
    "A request is a JSON object with `generator` and, optionally, `locale`, `seed`, `count`,\n"
    "`params` and `now`. With `template` instead of `generator`, it is the body of\n"
    "POST /template, without limits of records, size and time; `envelope` has no effect. If a\n"
    "request fails, its response has `error`, with the number of the request's `line`, and\n"
    "phoney continues with the next one; the exit code is still 0. A blank line gets no\n"
    "response, but counts as a line.\n",
    {},
    {},
    kExamples,
    run,
    explain,
};

}  // namespace phoney::cli
