// `phoney man`: prints the manual page.

#include "cli/commands.h"
#include "cli/man_page.h"
#include "cli/sink.h"

namespace phoney::cli {
namespace {

int run_man(const Engine&, const Invocation&) { return print(man_page()); }

constexpr Example kExamples[] = {
    {"phoney man | man -l -", "Show the page."},
    {"phoney man > /usr/local/share/man/man1/phoney.1", "Install the page for `man phoney`."},
};

}  // namespace

constinit const Command man_command{
    "man", "Print the manual page phoney(1)", "", {}, {}, kExamples, run_man,
};

}  // namespace phoney::cli
