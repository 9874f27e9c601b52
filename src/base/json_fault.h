// What is wrong with a text that is almost JSON, such as a comma before a closing brace or a comment.

#pragma once

#include <cstddef>
#include <string_view>

namespace phoney {

inline constexpr std::string_view kNotClosedFault = "a list or object is not closed";
inline constexpr std::string_view kTrailingFault = "there is text after the end of the JSON";

// What is wrong at `at`, the first place where `text` is not JSON, and how to correct it. Empty if that is not known.
std::string_view find_json_fault(std::string_view text, std::size_t at);

}  // namespace phoney
