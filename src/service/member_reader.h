// MemberReader: reads the members of a request's object one by one and collects all problems.
//
// Problems have the wording of FastAPI, because clients of Python services know it:
// {"detail":[{"loc":["body","count"],"msg":"Input should be a valid integer","type":"int_type"}]}.

#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "base/output.h"
#include "base/result.h"
#include "base/value.h"
#include "random/seed.h"

namespace phoney::service {

// The largest response, in bytes of records, to a request without credentials.
inline constexpr std::size_t kMaxPublicBytes = std::size_t{32} << 20;
// The CPU time of such a response.
inline constexpr std::chrono::milliseconds kMaxPublicCpu{500};
// The CPU time for reading any template, before the first record.
inline constexpr std::chrono::milliseconds kMaxCompileCpu{250};

struct Problem {
  std::string member;  // "count"; empty: the request as a whole
  std::string message;
  std::string_view type;                      // pydantic's word for it: "missing", "int_type", "extra_forbidden" ...
  std::vector<std::string_view> within = {};  // the objects that hold the member, outermost first; literals

  // The same as a domain error, for front ends other than HTTP.
  Error to_error() const;
};

using Problems = std::vector<Problem>;

// Ends the message about a `count` that is too large with `advice`.
void advise_on_count(Problems& problems, std::string_view advice);

class MemberReader {
 public:
  // `object` must outlive the reader. Anything but an object is a problem, and then has no members.
  explicit MemberReader(const Value& object);

  // The member, or nullptr if it is absent. From here on it is known.
  const Value* find(std::string_view name);

  // Each leaves `into` alone if the member is absent or wrong. For text, seed and instant, null is absent. Integers and
  // booleans may be written in other ways (service/lax_values.h).
  void integer(std::string_view name, std::int64_t low, std::int64_t high, std::int64_t& into);
  void boolean(std::string_view name, bool& into);
  void text(std::string_view name, std::string& into);
  // The same for a member that must be there, and not null.
  void required_text(std::string_view name, std::string& into);
  void seed(std::string_view name, std::optional<Seed>& into);
  void instant(std::string_view name, Clock& into);
  // The member as an object, or nullptr. `advice`, if any, ends the message about anything else.
  const Value* object(std::string_view name, std::string_view advice = "");

  void require(std::string_view name);
  void add(std::string_view member, std::string message, std::string_view type);
  // Takes over the problems of the members of an object called `name`.
  void add_all(std::string_view name, Problems problems);

  // The unknown members, in order.
  Value::Object others() const;
  // All problems; unknown members are problems too. The message about one that is not spelt like a known one ends with
  // `advice`, or lists the known ones if there is none.
  Problems finish(std::string_view advice = "");
  // The same if `others` took the unknown members.
  Problems finish_with_others() { return std::move(problems_); }

 private:
  bool is_known(std::string_view name) const;
  void bounded_integer(std::string_view name, const Value& integer, std::int64_t low, std::int64_t high,
                       std::int64_t& into);

  const Value& object_;
  std::vector<std::string_view> known_;
  Problems problems_;
};

// {"detail":[...]} with `place` ("body", "query") as the first part of each `loc`.
void append_problems(Output& out, std::string_view place, const Problems& problems);

}  // namespace phoney::service
