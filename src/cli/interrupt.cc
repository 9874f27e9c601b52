#include "cli/interrupt.h"

#include <poll.h>

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

// ppoll unblocks the signals atomically, so that none can arrive unnoticed between the check and the wait.
bool wait_for_input(int file) {
  sigset_t signals;
  sigemptyset(&signals);
  for (const int signal : kSignals) sigaddset(&signals, signal);
  sigset_t usual;
  pthread_sigmask(SIG_BLOCK, &signals, &usual);
  pollfd polled{file, POLLIN, 0};
  if (!interrupted()) ppoll(&polled, 1, nullptr, &usual);
  pthread_sigmask(SIG_SETMASK, &usual, nullptr);
  return !interrupted();
}

void end_if_interrupted() {
  if (!interrupted()) return;
  std::signal(noted_signal, SIG_DFL);
  std::raise(noted_signal);
}

}  // namespace phoney::cli
