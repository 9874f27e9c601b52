// The description of one generator, with a sample value, as JSON.

#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/cancellation.h"
#include "base/output.h"
#include "base/result.h"
#include "base/value.h"
#include "engine/engine.h"

namespace phoney::service {

// The locale in which a generator is shown if none is asked for: the default locale, or the first that has it. Nothing
// if no locale has it; locales in which it is pending count only if there are no others.
std::optional<LocaleId> usual_locale(const Catalogue& catalogue, GeneratorId generator);

// In the words of its C++ in that locale, or else of the catalogue.
std::string_view description_of(const Engine& engine, LocaleId locale, GeneratorId generator);

// A parameter's default value as it would be written in a template.
std::string default_of(const GeneratorSpec& spec, const ParameterSpec& parameter);

// Appends {"name", "provider", "description", "returns", "parameters": [{"name", "type", "default", "description",
// "choices"}]} without the closing brace.
void append_generator_head(const Engine& engine, LocaleId locale, GeneratorId generator, Output& out);

// The value that seed 42 gives at the present time, a long text cut short. Nothing if it is pending, needs
// parameters, takes more CPU time than a request may, or is a long list or object. `interrupted` if cancelled.
Result<std::optional<Value>> sample_of(const Engine& engine, LocaleId locale, GeneratorId generator,
                                       const Cancellation& cancellation = {});

// Appends the same as above and, at its end, "pending", "locale", "sample" (a value of that locale, or null) and
// "locales", those that have the generator. Appends nothing and returns `interrupted` if cancelled.
Result<void> append_generator_details(const Engine& engine, LocaleId locale, GeneratorId generator,
                                      const Cancellation& cancellation, Output& out);

}  // namespace phoney::service
