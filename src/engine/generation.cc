#include "engine/generation.h"

#include <fmt/format.h>

namespace phoney {
namespace {

// Faker's `unique` proxy makes this many calls and never tests the result of the last.
constexpr int kUniqueAttempts = 1000;

}  // namespace

std::uint64_t Program::values_per_record() const {
  std::uint64_t total = 0;
  for (const Placeholder& placeholder : placeholders) {
    total += placeholder.count == Placeholder::kSingle ? 1 : static_cast<std::uint64_t>(placeholder.count);
  }
  return total;
}

Generation::Generation(const Engine& engine, const Program& program, const Seed& seed, Clock clock, Uniqueness uniqueness)
    : program_(program),
      session_(engine.registry(), program.locale, seed, clock),
      uniqueness_(uniqueness),
      seen_(program.unique_keys) {}

bool Generation::fail(const Placeholder& placeholder) {
  if (auto failure = session_.take_failure()) {
    failure_ = std::move(*failure);
    failure_.field = placeholder.field;
    failure_.message = fmt::format("`{}`: {}", placeholder.generator, failure_.message);
  }
  return false;
}

bool Generation::run_unique(const Placeholder& placeholder, Output& out) {
  Seen& seen = seen_[placeholder.unique_key];
  const std::size_t start = out.size();
  const int attempts = seen.exhausted ? 1 : kUniqueAttempts;
  for (int attempt = 1; attempt <= attempts; ++attempt) {
    out.truncate(start);
    out.set_kind(Kind::text);
    session_.run(placeholder.call.binding, placeholder.call.arguments.get(), out);
    if (session_.failed()) return fail(placeholder);
    if (attempt == kUniqueAttempts) break;
    std::string value(1, static_cast<char>(out.kind()));
    value += out.view_from(start);
    if (seen.values.insert(std::move(value)).second) return true;
  }
  if (!placeholder.unique) {
    seen.exhausted = true;
    ++seen.repeats;
    return true;
  }
  failure_ = make_error(ErrorCode::capacity_exceeded,
                        fmt::format("`{}` ran out of unique values after {} of them ({} attempts found only repeats); ask for fewer "
                                    "records, or leave out unique=true",
                                    placeholder.generator, seen.values.size(), kUniqueAttempts),
                        placeholder.field);
  return false;
}

std::vector<std::string> Generation::warnings() const {
  std::vector<std::string> result;
  for (const Placeholder& placeholder : program_.placeholders) {
    if (placeholder.unique_key >= seen_.size()) continue;
    const Seen& seen = seen_[placeholder.unique_key];
    if (seen.repeats == 0) continue;
    result.push_back(fmt::format("{}: `{}` ran out of unique values after {} of them; {} values repeat", placeholder.field,
                                 placeholder.generator, seen.values.size(), seen.repeats));
  }
  return result;
}

}  // namespace phoney
