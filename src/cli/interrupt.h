// SIGINT, SIGTERM and SIGHUP during long work: noted, so that a half-written file is removed before the program ends.

#pragma once

namespace phoney::cli {

// From here on those signals only set a flag.
void note_interrupts();
bool interrupted();
// Ends the program by the signal that was noted, as the shell expects. Call it when all is cleaned up; returns if none
// was.
void end_if_interrupted();

}  // namespace phoney::cli
