// Options that several commands share, and functions that read their values.

#pragma once

#include <cstdint>

#include "cli/command.h"

namespace phoney::cli {

inline constexpr OptionSpec kLocaleOption{"--locale", 'l', "LOCALE", "Locale, such as de_DE. Default: en_US.",
                                          Completes::locale};
inline constexpr OptionSpec kSeedOption{"--seed", 's', "SEED",
                                        "Seed, to get the same output again: an integer of up to\n"
                                        "4,300 digits, or any string, as in Python. Default: random."};
inline constexpr OptionSpec kNowOption{"--now", 0, "TIME",
                                       "Time that dates are relative to, in ISO 8601: 2024-02-29 or\n"
                                       "2024-02-29T12:34:56Z. Default: the current time."};

// Errors: `unknown_locale`.
Result<LocaleId> read_locale(const Engine& engine, const Invocation& invocation);
// A whole number from `least` to `most`, written as 10000, 10k, 1_000_000 or 1e6. Error `usage`.
Result<std::uint64_t> read_number(const Invocation& invocation, std::string_view option, std::uint64_t least,
                                  std::uint64_t most, std::uint64_t otherwise);

// The options of every command that generates values.
struct Making {
  LocaleId locale;
  Seed seed;
  Clock clock;          // fixed at --now or the current time, so that a run has one time
  std::uint64_t count;  // at least 1, which is the default
  bool seed_is_drawn;   // no --seed
  bool time_is_read;    // no --now
};
Result<Making> read_making(const Engine& engine, const Invocation& invocation);

}  // namespace phoney::cli
