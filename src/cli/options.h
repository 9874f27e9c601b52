// Options that several commands share, and how their values are read.

#pragma once

#include <cstdint>

#include "cli/command.h"

namespace phoney::cli {

inline constexpr OptionSpec kLocaleOption{"--locale", 'l', "LOCALE", "Locale, as Faker names it. Default: en_US.",
                                          Completes::locale};
inline constexpr OptionSpec kSeedOption{"--seed", 's', "SEED",
                                        "Makes the output repeat. An integer of up to 4,300 digits is\n"
                                        "Python's integer seed, anything else its text seed.\n"
                                        "Default: a new one."};
inline constexpr OptionSpec kNowOption{"--now", 0, "TIME",
                                       "The time that dates relate to, in ISO 8601: 2024-02-29 or\n"
                                       "2024-02-29T12:34:56Z. Default: the machine's clock."};

// Errors: `unknown_locale`, or `usage` with the option's name.
Result<LocaleId> read_locale(const Engine& engine, const Invocation& invocation);
// A whole number of `least` to `most`, which may be written as 10k, 1_000_000 or 1e6.
Result<std::uint64_t> read_number(const Invocation& invocation, std::string_view option, std::uint64_t least,
                                  std::uint64_t most, std::uint64_t otherwise);

// What every command that makes values is told.
struct Making {
  LocaleId locale;
  Seed seed;
  Clock clock;          // stands still, at --now or at the machine's time, so that one run has one time
  std::uint64_t count;  // at least 1, which is the default
  bool seed_is_drawn;   // no --seed
  bool time_is_read;    // no --now
};
Result<Making> read_making(const Engine& engine, const Invocation& invocation);

}  // namespace phoney::cli
