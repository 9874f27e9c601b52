// The description of one generator, with a sample value, as JSON.

#pragma once

#include <optional>

#include "base/cancellation.h"
#include "base/output.h"
#include "base/value.h"
#include "engine/engine.h"

namespace phoney::service {

// The locale in which a generator is shown if none is asked for: en_US, or the first that has it. Nothing if no locale
// has it; one in which it is pending counts only if there is no other.
std::optional<LocaleId> usual_locale(const Catalogue& catalogue, GeneratorId generator);

// Appends {"name", "provider", "description", "returns", "parameters": [{"name", "type", "default", "description",
// "choices"}]} without the closing brace.
void append_generator_head(const Engine& engine, LocaleId locale, GeneratorId generator, Output& out);

// The value that seed 42 gives at the present time, a long text cut short. Nothing if it is pending, needs
// parameters, or is a long list or object.
std::optional<Value> sample_of(const Engine& engine, LocaleId locale, GeneratorId generator,
                               const Cancellation& cancellation = {});

// Appends the same as above and, at its end, "pending", "locale", "sample" (a value of that locale, or null) and
// "locales", those that have the generator.
void append_generator_details(const Engine& engine, LocaleId locale, GeneratorId generator,
                              const Cancellation& cancellation, Output& out);

}  // namespace phoney::service
