// Generation: one run of a program over a seeded session, with what uniqueness has seen.

#pragma once

#include <string>
#include <unordered_set>
#include <vector>

#include "engine/program.h"
#include "engine/session.h"

namespace phoney {

// What `unique` means for placeholders that do not ask for it themselves.
enum class Uniqueness {
  off,
  where_possible,  // a value that could not be kept unique becomes a warning
};

class Generation {
 public:
  Generation(const Engine& engine, const Program& program, const Seed& seed, Clock clock, Uniqueness uniqueness);

  const Program& program() const { return program_; }
  Session& session() { return session_; }

  // Appends one value of the placeholder in the output's notation. False if it failed; `failure` tells why.
  bool run(const Placeholder& placeholder, Output& out) {
    out.set_kind(Kind::text);
    if (placeholder.unique || uniqueness_ != Uniqueness::off) return run_unique(placeholder, out);
    session_.run(placeholder.call.binding, placeholder.call.arguments.get(), out);
    return !session_.failed() || fail(placeholder);
  }

  // The failure that stopped the run, with its field.
  const Error& failure() const { return failure_; }
  // One sentence per placeholder whose values could not all be unique.
  std::vector<std::string> warnings() const;

 private:
  struct Seen {
    std::unordered_set<std::string> values;
    bool exhausted = false;
    std::uint64_t repeats = 0;
  };

  bool run_unique(const Placeholder& placeholder, Output& out);
  bool fail(const Placeholder& placeholder);

  const Program& program_;
  Session session_;
  Uniqueness uniqueness_;
  std::vector<Seen> seen_;  // by unique_key
  Error failure_;
};

}  // namespace phoney
