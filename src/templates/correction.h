// What a placeholder in the manner of another tool was meant to be: {{random_int(min=1)}}, {{$guid}},
// {{person.firstName}}, {{date:pattern=%Y-%m-%d %H:%M}}.
//
// It is read loosely: parameters in parentheses, behind a space or a comma, separated by spaces, without names, and so
// on. Of the guesses that come of this, the first that would compile is proposed.

#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "engine/engine.h"
#include "templates/foreign_names.h"

namespace phoney::templates {

struct Correction {
  std::string inside;                    // what should stand between the braces: "random_int:min=1"
  const ForeignName* foreign = nullptr;  // whose name was written, if it is no generator of ours

  // "did you mean {{random_int:min=1}}?", or what is written {{uuid4}} here.
  std::string sentence() const;
};

// What stands between the braces of the placeholder at `column` of `text`; empty if it has no end or is very long.
std::string_view inside_of(std::string_view text, std::size_t column);

// What `inside` was meant to be, if it can be known in the locale.
std::optional<Correction> correct(const Engine& engine, LocaleId locale, std::string_view inside);

// The first placeholder in the notation of other tools, as written: #{Name.first_name}, ${name}, {name}. Empty if
// `text` has none.
std::string_view find_single_braces(std::string_view text);

// Why phoney has nothing like it, if `inside` begins a block, a comment or a partial of Handlebars, or names a variable
// of it: {{#repeat 5}}, {{else}}, {{@index}}. Else empty.
std::string_view why_not(std::string_view inside);

}  // namespace phoney::templates
