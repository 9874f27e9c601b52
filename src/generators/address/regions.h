// What the generators of postal codes in a region share.

#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "engine/session.h"

namespace phoney::address {

struct StateArgs {
  std::optional<std::string> state_abbr;
};

// Fails as Faker does for a region that its tables lack.
inline void fail_unknown(const Context& context, std::string_view parameter, std::string_view value) {
  context.session().fail(make_error(ErrorCode::invalid_argument,
                                    "`" + std::string(parameter) + "` must be one of this locale's abbreviations; `" +
                                        std::string(value) + "` is not.",
                                    std::string(parameter)));
}

// The entry of the state asked for, or of one drawn from the first table, in the second; none, and fails, if there is
// none.
inline std::optional<Table> postcodes_of_state(Context& context, const StateArgs& args) {
  const std::string_view state = args.state_abbr ? *args.state_abbr : context.table(0).pick_text(context.random());
  const Table entries = context.table(1);
  const auto position = entries.find(state);
  if (position) return entries.child(*position);
  fail_unknown(context, "state_abbr", state);
  return std::nullopt;
}

// A number of a table [lowest, highest].
inline std::int64_t draw_between(Random& random, const Table& ends) {
  return random.range(ends.integer(0), ends.integer(1));
}

}  // namespace phoney::address
