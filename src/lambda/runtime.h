// The function's life: start, then one invocation after another until Lambda ends it.

#pragma once

#include "engine/engine.h"
#include "lambda/environment.h"

namespace phoney::lambda {

// Returns the exit code: 0 after SIGTERM, 1 if it could not start or Lambda's Runtime API has gone.
int run(const Engine& engine, const Environment& environment);

// Has all random numbers drawn anew: to be called in each process that goes on from one snapshot, lest two give the
// same.
void renew_random_sources();

}  // namespace phoney::lambda
