// The names that other makers of fake data have for what phoney's generators make, for hints in error messages.

#pragma once

#include <span>
#include <string_view>

namespace phoney::templates {

struct ForeignName {
  std::string_view project;  // "faker-js"
  std::string_view name;     // as its documentation writes it: "person.firstName"
  std::string_view ours;     // what stands between the braces here: "first_name", "random_int:min=0,max=1000"
};

// All of them, by project.
std::span<const ForeignName> foreign_names();

// Without what a library's own name adds: "person.firstName" of "faker.person.firstName".
std::string_view without_library(std::string_view name);

// The entry of that name: as it is written there, or else without regard to case, underscores, spaces and a leading $.
// nullptr if there is none.
const ForeignName* find_foreign_name(std::string_view name);

}  // namespace phoney::templates
