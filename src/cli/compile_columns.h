// The program that makes the values of columns.

#pragma once

#include <string>
#include <vector>

#include "cli/columns.h"
#include "engine/engine.h"
#include "engine/program.h"

namespace phoney::cli {

// The columns as members of an object, or one generator's values alone. An error names its column if there are several.
Result<Program> compile_columns(const Engine& engine, LocaleId locale, const std::vector<Column>& columns,
                                bool as_members);

// One sentence for each parameter of valid columns that probably means something else: elements=free.
std::vector<std::string> explain_doubtful_columns(const Engine& engine, LocaleId locale,
                                                  const std::vector<Column>& columns);

}  // namespace phoney::cli
