// Seed: what the user calls a seed, as the key that Python's `random.seed` would start the Mersenne Twister with.
//
// An integer gives its absolute value; a string s gives the big-endian number s + SHA-512(s) (CPython's "version 2"
// seeding). The key is that number in 32-bit words, least significant first, without leading zeros.

#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace phoney {

class Seed {
 public:
  static Seed from_integer(std::int64_t value);
  // Decimal digits with an optional sign, of any size up to Python's own limit for int(): 4300 digits. Error:
  // invalid_argument.
  static Result<Seed> from_decimal(std::string_view digits);
  static Seed from_text(std::string_view utf8);
  // A fresh number from the operating system (system_seeds.h); `text` tells which, so that the run can be repeated.
  static Seed from_system();

  // The words for `init_by_array`; at least one.
  std::span<const std::uint32_t> key() const { return key_; }
  // How a user would write this seed again: canonical decimal digits, or the string.
  const std::string& text() const { return text_; }
  bool is_integer() const { return is_integer_; }

 private:
  Seed(std::vector<std::uint32_t> key, std::string text, bool is_integer);

  std::vector<std::uint32_t> key_;
  std::string text_;
  bool is_integer_;
};

}  // namespace phoney
