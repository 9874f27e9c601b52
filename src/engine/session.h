// Session: one seeded stream of values, as one seeded instance of Python's Faker.
//
// It owns the random stream and what lives across calls, and runs bindings: programs from the packed data and functions
// in C++. Running a value allocates nothing once the output has grown to its size.

#pragma once

#include <cstdint>
#include <memory>
#include <optional>

#include "base/clock.h"
#include "base/output.h"
#include "base/result.h"
#include "engine/registry.h"
#include "engine/work_limit.h"
#include "locale/catalogue.h"
#include "random/random.h"

namespace phoney {

class Session {
 public:
  // The clock is stopped at its current time, so that all values of a session use one reportable instant.
  Session(const Registry& registry, LocaleId locale, const Seed& seed, Clock clock);

  // Starts again, as a new instance with this seed.
  void restart(const Seed& seed);

  Random& random() { return random_; }
  // Faker's few functions that draw from Python's global `random` module; seeded alike.
  Random& global_random();
  const Registry& registry() const { return registry_; }
  const Catalogue& catalogue() const { return catalogue_; }
  LocaleId locale() const { return locale_; }
  const Clock& clock() const { return clock_; }

  // Appends one value. `arguments` are those of a native binding, or nullptr for the defaults. `steps` is the
  // least amount of work, for the work limit (BoundCall::steps).
  void run(Binding binding, const void* arguments, Output& out, std::uint64_t steps = 1);
  // Appends the text of the program that begins at a word of the packed code (BoundCall::json_text).
  void run_text(std::uint32_t program, Output& out) { run_program(catalogue_.code() + program, out); }
  // Appends Python's str() of one value made with the default arguments.
  void append_as_text(Binding binding, Output& out);

  // The budget of all its values together. Unlimited until it is set.
  WorkLimit& work_limit() { return work_limit_; }
  // False if the value has failed. If the limit is reached, fails the value. For loops whose length a caller
  // decides.
  bool may_go_on(const Output& out) { return may_go_on(out.size()); }
  // The same if the output contains bytes that will be removed: only `size` bytes remain. For `steps`, see
  // WorkLimit::allows.
  bool may_go_on(std::size_t size, std::uint64_t steps = 1) {
    if (!failed() && work_limit_.allows(size, steps)) [[likely]]
      return true;
    if (!failed()) fail(work_limit_.error());
    return false;
  }

  // The failure of a value, if one failed since the last call of this; it stops nothing by itself.
  std::optional<Error> take_failure() { return std::exchange(failure_, std::nullopt); }
  bool failed() const { return failure_.has_value(); }
  void fail(Error error);

 private:
  friend class Context;

  void run_program(const std::uint32_t* pc, Output& out);
  const std::uint32_t* run_or_follow(const std::uint32_t* program, const std::uint32_t* next, Output& out);
  const std::uint32_t* run_rare(const std::uint32_t* pc, Output& out);
  void run_native(const std::uint32_t* record, const void* arguments, Output& out);
  const std::uint32_t* run_pattern(const std::uint32_t* pc, Output& out);
  const std::uint32_t* run_transform(const std::uint32_t* pc, Output& out);

  const Registry& registry_;
  const Catalogue& catalogue_;
  LocaleId locale_;
  Random random_;
  std::unique_ptr<Random> global_random_;
  bool global_fresh_ = false;
  Seed seed_;
  Clock clock_;
  WorkLimit work_limit_;
  std::optional<Error> failure_;
};

// What one call of a C++ generator sees.
class Context {
 public:
  Context(Session& session, const std::uint32_t* record) : session_(session), record_(record) {}

  Session& session() const { return session_; }
  Random& random() const { return session_.random(); }
  const Catalogue& catalogue() const { return session_.catalogue(); }
  const Clock& clock() const { return session_.clock(); }
  // The i-th of the spec's `tables`, as this locale has it.
  Table table(std::size_t i) const { return {session_.catalogue(), record_[3 + i]}; }
  // Runs the i-th of the spec's `calls`: appends Python's str() of its value.
  void call(std::size_t i, Output& out) const { session_.append_as_text(Binding(record_[3 + record_[1] + i]), out); }
  // The same, keeping the value's own type.
  void call_value(std::size_t i, Output& out) const {
    session_.run(Binding(record_[3 + record_[1] + i]), nullptr, out);
  }
  // The same with arguments, of the type that all C++ generators of that name take; a recipe takes none.
  void call_with(std::size_t i, const void* arguments, Output& out) const {
    session_.run(Binding(record_[3 + record_[1] + i]), arguments, out);
  }
  bool may_go_on(const Output& out) const { return session_.may_go_on(out); }
  bool may_go_on(std::size_t size, std::uint64_t steps = 1) const { return session_.may_go_on(size, steps); }
  void fail(ErrorCode code, std::string message) const { session_.fail(make_error(code, std::move(message))); }

 private:
  Session& session_;
  const std::uint32_t* record_;
};

}  // namespace phoney
