// Defers SIGINT, SIGTERM and SIGHUP, so that the program can remove an incomplete file before it ends.

#pragma once

namespace phoney::cli {

// From now on, these signals only set a flag.
void note_interrupts();
bool interrupted();
// Waits for input or its end. Returns false if a signal has arrived, before or during the wait.
bool wait_for_input(int file);
// If a signal has arrived, ends the program by that signal, as shells expect. Call it after cleaning up.
void end_if_interrupted();

}  // namespace phoney::cli
