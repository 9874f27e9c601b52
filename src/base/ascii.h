// ASCII letters, independent of the process's locale.

#pragma once

namespace phoney {

constexpr char lower_ascii(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c; }

}  // namespace phoney
