#include "engine/generation.h"

#include <charconv>
#include <cmath>

#include <fmt/format.h>

#include "base/json_text.h"

namespace phoney {
namespace {

// Faker's `unique` proxy makes this many calls and never tests the result of the last.
constexpr int kUniqueAttempts = 1000;

// The number as an integer's digits if it is whole, in whatever form it is written, else as its shortest digits.
std::string plain_number(std::string_view number) {
  if (number.ends_with(".0")) number.remove_suffix(2);
  if (number == "-0") return "0";
  if (number.find_first_of(".eE") == std::string_view::npos) return std::string(number);
  double value = 0;
  std::from_chars(number.data(), number.data() + number.size(), value);
  const bool is_whole = std::isfinite(value) && value == std::trunc(value);
  return is_whole ? fmt::format("{:.0f}", value == 0 ? 0 : value) : fmt::format("{}", value);
}

// A string that is the same for values that are equal in Python: 1, 1.0, 1e0 and True are, and so are 0.0 and -0.0.
std::string identity(Kind kind, std::string_view value) {
  std::string plain(value);
  if (kind == Kind::literal) {
    const bool truth = value == "true" || value == "True";
    if (truth || value == "false" || value == "False") {
      kind = Kind::number;
      plain = truth ? "1" : "0";
    } else if (value == "None") {
      plain = "null";
    }
  } else if (kind == Kind::number) {
    plain = plain_number(value);
  }
  plain.insert(plain.begin(), static_cast<char>(kind));
  return plain;
}

}  // namespace

std::uint64_t Program::values_per_record() const {
  std::uint64_t total = 0;
  for (const Placeholder& placeholder : placeholders) {
    total += placeholder.count == Placeholder::kSingle ? 1 : static_cast<std::uint64_t>(placeholder.count);
  }
  return total;
}

std::size_t Program::memory() const {
  std::size_t total = nodes.size() * sizeof(Node) + placeholders.size() * sizeof(Placeholder);
  for (const Node& node : nodes) total += node.text.size();
  for (const Placeholder& placeholder : placeholders) total += placeholder.field.size() + placeholder.generator.size();
  return total;
}

Generation::Generation(const Engine& engine, const Program& program, const Seed& seed, Clock clock,
                       Uniqueness uniqueness)
    : program_(program),
      session_(engine.registry(), program.locale, seed, clock),
      uniqueness_(uniqueness),
      seen_(program.unique_keys) {}

bool Generation::fail(const Placeholder& placeholder) {
  auto failure = session_.take_failure();
  if (session_.work_limit().is_out_of_time()) {  // which is not this value's fault alone
    failure_ = std::move(*failure);
    return false;
  }
  const std::string name = fmt::format("`{}`", placeholder.generator);
  const bool names_itself = failure->message.starts_with(name);
  return fail(placeholder, failure->code,
              names_itself ? failure->message : fmt::format("{}: {}", name, failure->message));
}

bool Generation::fail(const Placeholder& placeholder, ErrorCode code, std::string message) {
  failure_ = make_error(code, std::move(message), placeholder.field);
  failure_.generator = placeholder.generator;
  return false;
}

bool Generation::fail_for_size(const Placeholder& placeholder) {
  Error error = session_.work_limit().size_error();
  return fail(placeholder, error.code, std::move(error.message));
}

bool Generation::fail_for_memory(const Placeholder& placeholder) {
  return fail(placeholder, ErrorCode::capacity_exceeded,
              fmt::format("unique values need more memory than the limit of {} bytes; ask for fewer unique values",
                          max_unique_bytes_));
}

bool Generation::run_unique(const Placeholder& placeholder, Output& out) {
  Seen& seen = seen_[placeholder.unique_key];
  const std::size_t start = out.size();
  const int attempts = seen.exhausted ? 1 : kUniqueAttempts;
  for (int attempt = 1; attempt <= attempts; ++attempt) {
    out.truncate(start);
    out.set_kind(Kind::text);
    run_call(placeholder, out);
    if (session_.failed()) return fail(placeholder);
    if (attempt == kUniqueAttempts) break;
    const std::size_t before = seen.values.memory();
    const bool is_new = seen.values.insert(identity(out.kind(), out.view_from(start)));
    unique_bytes_ += seen.values.memory() - before;
    if (unique_bytes_ > max_unique_bytes_) return fail_for_memory(placeholder);
    if (is_new) return true;
  }
  if (!placeholder.unique) {
    seen.exhausted = true;
    ++seen.repeats;
    return true;
  }
  return fail(
      placeholder, ErrorCode::capacity_exceeded,
      fmt::format("`{}` ran out of unique values after {} of them ({} attempts found only repeats); ask for fewer "
                  "records, or leave out unique=true",
                  placeholder.generator, seen.values.size(), kUniqueAttempts));
}

bool Generation::run_unique_json_text(const Placeholder& placeholder, Output& out) {
  const std::size_t start = out.size();
  if (!run(placeholder, out)) return false;
  escape_json(out, start);
  return true;
}

// Placeholders that share a key share its warning, which names the first of them.
std::vector<std::string> Generation::warnings() const {
  std::vector<std::string> result;
  std::vector<bool> told(seen_.size());
  for (const Placeholder& placeholder : program_.placeholders) {
    const Seen& seen = seen_[placeholder.unique_key];
    if (seen.repeats == 0 || told[placeholder.unique_key]) continue;
    told[placeholder.unique_key] = true;
    result.push_back(fmt::format("{}: `{}` ran out of unique values after {} of them; {} {}", placeholder.field,
                                 placeholder.generator, seen.values.size(), seen.repeats,
                                 seen.repeats == 1 ? "value repeats" : "values repeat"));
  }
  return result;
}

}  // namespace phoney
