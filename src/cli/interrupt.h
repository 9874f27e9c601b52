// SIGINT, SIGTERM and SIGHUP during long work: noted, so that a half-written file is removed before the program ends.

#pragma once

namespace phoney::cli {

// From here on those signals only set a flag.
void note_interrupts();
bool interrupted();
// Waits until there is something to read, or its end. False if a signal was noted, before or meanwhile.
bool wait_for_input(int file);
// Ends the program by the signal that was noted, as the shell expects. Call it when all is cleaned up; returns if none
// was.
void end_if_interrupted();

}  // namespace phoney::cli
