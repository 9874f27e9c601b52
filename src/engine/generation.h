// Generation: one run of a program over a seeded session, with what uniqueness has seen.

#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/text_set.h"
#include "engine/program.h"
#include "engine/session.h"

namespace phoney {

// Uniqueness of the values of placeholders that do not have `unique=true`.
enum class Uniqueness {
  off,
  where_possible,  // a value that could not be kept unique becomes a warning
};

class Generation {
 public:
  Generation(const Engine& engine, const Program& program, const Seed& seed, Clock clock, Uniqueness uniqueness);

  const Program& program() const { return program_; }
  Session& session() { return session_; }

  // Values that go beyond it fail.
  WorkLimit& work_limit() { return session_.work_limit(); }

  // Whether the work may continue with this output. If not, `failure` says why.
  bool may_go_on(const Output& out) {
    if (session_.may_go_on(out)) [[likely]]
      return true;
    failure_ = *session_.take_failure();
    return false;
  }

  // Appends one value of the placeholder in the output's notation. False if it failed; `failure` says why.
  bool run(const Placeholder& placeholder, Output& out) {
    out.set_kind(Kind::text);
    if (placeholder.unique || uniqueness_ != Uniqueness::off)
      return run_unique(placeholder, out) && fits(placeholder, out);
    run_call(placeholder, out);
    if (session_.failed()) return fail(placeholder);
    return fits(placeholder, out);
  }

  // Appends one value of a placeholder whose call has a `json_text`, as JSON has it between quotes. False if it failed.
  bool run_json_text(const Placeholder& placeholder, Output& out) {
    if (placeholder.unique || uniqueness_ != Uniqueness::off) return run_unique_json_text(placeholder, out);
    if (!session_.may_go_on(out)) return fail(placeholder);
    session_.run_text(*placeholder.call.json_text, out);
    if (session_.failed()) return fail(placeholder);
    return fits(placeholder, out);
  }

  // The failure that stopped the run, with its field.
  const Error& failure() const { return failure_; }
  // About how many bytes the values that `unique` has seen take.
  std::size_t memory() const { return unique_bytes_; }
  // Fails values that would make `memory` larger than `bytes`.
  void limit_memory(std::size_t bytes) { max_unique_bytes_ = bytes; }
  // One sentence per placeholder whose values could not all be unique.
  std::vector<std::string> warnings() const;

 private:
  struct Seen {
    TextSet values;
    bool exhausted = false;
    std::uint64_t repeats = 0;
  };

  void run_call(const Placeholder& placeholder, Output& out) {
    session_.run(placeholder.call.binding, placeholder.call.arguments.get(), out, placeholder.call.steps);
  }
  bool fits(const Placeholder& placeholder, const Output& out) {
    return session_.work_limit().allows_size(out.size()) || fail_for_size(placeholder);
  }
  bool run_unique(const Placeholder& placeholder, Output& out);
  bool run_unique_json_text(const Placeholder& placeholder, Output& out);
  // Each sets `failure_` and returns false.
  bool fail(const Placeholder& placeholder);
  bool fail(const Placeholder& placeholder, ErrorCode code, std::string message);
  bool fail_for_size(const Placeholder& placeholder);
  bool fail_for_memory(const Placeholder& placeholder);

  const Program& program_;
  Session session_;
  Uniqueness uniqueness_;
  std::vector<Seen> seen_;  // by unique_key
  std::size_t unique_bytes_ = 0;
  std::size_t max_unique_bytes_ = SIZE_MAX;
  Error failure_;
};

}  // namespace phoney
