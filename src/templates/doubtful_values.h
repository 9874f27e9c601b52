// Calls of generators that are valid, but that people write when they mean something else: {{zip}} for a postal code,
// {{random_element:elements=[new:5, paid:3]}} for weights, elements=free for a list, start_date=-6months for half a
// year. Templates, `phoney fake` and the HTTP API warn of them alike.

#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/value.h"
#include "engine/engine.h"

namespace phoney::templates {

// Writes NAME=VALUE, whose value is spelled as in a placeholder, as users of a front end write it.
using SpellParameter = std::string (*)(std::string_view name, std::string_view value);
std::string as_in_placeholder(std::string_view name, std::string_view value);

// What the call draws and what to write instead, one sentence for each doubt.
std::vector<std::string> explain_doubtful(const Engine& engine, LocaleId locale, GeneratorId generator,
                                          const Value::Object& parameters, SpellParameter spell = as_in_placeholder);

}  // namespace phoney::templates
