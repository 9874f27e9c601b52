#include "cli/interrupt.h"

#include <csignal>

namespace phoney::cli {
namespace {

constexpr int kSignals[] = {SIGINT, SIGTERM, SIGHUP};
volatile std::sig_atomic_t noted_signal = 0;

extern "C" void note_signal(int signal) { noted_signal = signal; }

}  // namespace

void note_interrupts() {
  for (const int signal : kSignals) {
    struct sigaction action{};
    action.sa_handler = note_signal;  // without SA_RESTART: a blocked write returns
    struct sigaction before{};
    sigaction(signal, nullptr, &before);
    if (before.sa_handler != SIG_IGN) sigaction(signal, &action, nullptr);  // nohup ignores SIGHUP
  }
}

bool interrupted() { return noted_signal != 0; }

void end_if_interrupted() {
  if (!interrupted()) return;
  std::signal(noted_signal, SIG_DFL);
  std::raise(noted_signal);
}

}  // namespace phoney::cli
