// Runs the function: starts it, then handles invocations until Lambda stops it.

#pragma once

#include "engine/engine.h"
#include "lambda/environment.h"

namespace phoney::lambda {

// Returns the exit code: 0 after SIGTERM, 1 if it could not start or Lambda's Runtime API has gone.
int run(const Engine& engine, const Environment& environment);

// Reseeds all sources of random numbers. Call it after a restore, so that processes restored from the same snapshot do
// not draw the same numbers.
void renew_random_sources();

}  // namespace phoney::lambda
