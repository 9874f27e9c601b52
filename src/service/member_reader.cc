#include "service/member_reader.h"

#include <algorithm>

#include <fmt/format.h>

#include "base/instant.h"
#include "base/json_text.h"
#include "base/near.h"
#include "service/lax_values.h"
#include "service/option_synonyms.h"

namespace phoney::service {
namespace {

constexpr std::size_t kMaxProblems = 20;    // more do not help, and a response must not outgrow its request
constexpr std::size_t kUsualMembers = 12;   // that a request may have
constexpr std::size_t kMaxNameBytes = 100;  // of an unknown member, as it is quoted

// The digits of 42, also if it is written as 42.0, as some languages write every number.
std::optional<std::string> whole_number(const Value& value) {
  if (value.is_integer()) return value.as_text();
  if (value.type() != Value::Type::number) return std::nullopt;
  const auto read = read_lax_integer(value);
  const auto* integer = std::get_if<Value>(&read);
  return integer != nullptr ? std::optional(integer->as_text()) : std::nullopt;
}

std::string with_advice(std::string_view message, std::string_view advice) {
  return fmt::format("{}{}{}", message, advice.empty() ? "" : "; ", advice);
}

// "allowed here: `a`, `b`", or nothing.
std::string allowed_names(const std::vector<std::string_view>& names) {
  std::string text;
  for (const std::string_view name : names) text += fmt::format("{}`{}`", text.empty() ? "allowed here: " : ", ", name);
  return text;
}

// What a member that is unknown was probably meant to be: `count` for `limit`, and names that are spelt alike.
std::vector<std::string> meant_names(std::string_view name, const std::vector<std::string_view>& known) {
  const std::string_view option = meant_option(name);
  if (std::ranges::find(known, option) != known.end()) return {std::string(option)};
  return near_names(name, known);
}

}  // namespace

Error Problem::to_error() const {
  return make_error(ErrorCode::invalid_argument, member.empty() ? message : fmt::format("`{}`: {}", member, message),
                    member);
}

void advise_on_count(Problems& problems, std::string_view advice) {
  for (Problem& problem : problems) {
    const bool is_too_large = problem.member == "count" && problem.type == "less_than_equal";
    if (is_too_large) problem.message.append(advice);
  }
}

MemberReader::MemberReader(const Value& object) : object_(object) {
  known_.reserve(kUsualMembers);
  if (!object.is_object())
    add("", "Input should be a valid dictionary or object to extract fields from", "model_attributes_type");
}

const Value* MemberReader::find(std::string_view name) {
  known_.push_back(name);
  const Value* found = nullptr;
  for (const auto& [key, value] : object_.as_object()) {
    if (key != name) continue;
    if (found != nullptr) {
      add(name, "Field given more than once", "value_error");
      break;
    }
    found = &value;
  }
  return found;
}

void MemberReader::integer(std::string_view name, std::int64_t low, std::int64_t high, std::int64_t& into) {
  const Value* value = find(name);
  if (value == nullptr) return;
  if (value->is_integer()) return bounded_integer(name, *value, low, high, into);
  const auto read = read_lax_integer(*value);
  if (const auto* problem = std::get_if<LaxProblem>(&read)) {
    return add(name, std::string(problem->message), problem->type);
  }
  bounded_integer(name, std::get<Value>(read), low, high, into);
}

void MemberReader::bounded_integer(std::string_view name, const Value& integer, std::int64_t low, std::int64_t high,
                                   std::int64_t& into) {
  const bool below = integer.fits_int64() ? integer.as_integer() < low : integer.as_text().starts_with('-');
  const bool above = integer.fits_int64() ? integer.as_integer() > high : !below;
  if (below) return add(name, fmt::format("Input should be greater than or equal to {}", low), "greater_than_equal");
  if (above) return add(name, fmt::format("Input should be less than or equal to {}", high), "less_than_equal");
  into = integer.as_integer();
}

void MemberReader::boolean(std::string_view name, bool& into) {
  const Value* value = find(name);
  if (value == nullptr) return;
  const auto read = read_lax_boolean(*value);
  if (const auto* problem = std::get_if<LaxProblem>(&read)) {
    return add(name, std::string(problem->message), problem->type);
  }
  into = std::get<bool>(read);
}

void MemberReader::text(std::string_view name, std::string& into) {
  const Value* value = find(name);
  if (value == nullptr || value->is_null()) return;
  if (!value->is_text()) return add(name, "Input should be a valid string", "string_type");
  into = value->as_text();
}

void MemberReader::required_text(std::string_view name, std::string& into) {
  const Value* value = find(name);
  if (value == nullptr) return require(name);
  if (!value->is_text()) return add(name, "Input should be a valid string", "string_type");
  into = value->as_text();
}

void MemberReader::seed(std::string_view name, std::optional<Seed>& into) {
  const Value* value = find(name);
  if (value == nullptr || value->is_null()) return;
  if (value->is_text()) {
    into = Seed::from_text(value->as_text());
  } else if (const auto digits = whole_number(*value)) {
    auto seed = Seed::from_decimal(*digits);
    if (!seed) return add(name, seed.error().message, "int_parsing_size");
    into = std::move(*seed);
  } else {
    add(name, "Input should be an integer or a string", "seed_type");
  }
}

void MemberReader::instant(std::string_view name, Clock& into) {
  const Value* value = find(name);
  if (value == nullptr || value->is_null()) return;
  if (!value->is_text()) return add(name, "Input should be a date and time in ISO 8601, as a string", "datetime_type");
  const auto instant = parse_instant(value->as_text());
  if (!instant) return add(name, "Input " + instant.error().message, "datetime_parsing");
  into = Clock(*instant);
}

const Value* MemberReader::object(std::string_view name, std::string_view advice) {
  const Value* value = find(name);
  if (value == nullptr || value->is_object()) return value;
  add(name, with_advice("Input should be a valid dictionary", advice), "dict_type");
  return nullptr;
}

void MemberReader::require(std::string_view name) {
  if (object_.is_object() && object_.find(name) == nullptr) add(name, "Field required", "missing");
}

void MemberReader::add(std::string_view member, std::string message, std::string_view type) {
  if (problems_.size() < kMaxProblems) problems_.push_back({std::string(member), std::move(message), type});
}

void MemberReader::add_all(std::string_view name, Problems problems) {
  for (Problem& problem : problems) {
    problem.within.insert(problem.within.begin(), name);
    if (problems_.size() < kMaxProblems) problems_.push_back(std::move(problem));
  }
}

bool MemberReader::is_known(std::string_view name) const { return std::ranges::find(known_, name) != known_.end(); }

Value::Object MemberReader::others() const {
  Value::Object result;
  for (const auto& member : object_.as_object()) {
    if (!is_known(member.first)) result.push_back(member);
  }
  return result;
}

Problems MemberReader::finish(std::string_view advice) {
  for (const auto& [name, value] : object_.as_object()) {
    if (problems_.size() == kMaxProblems) break;
    if (is_known(name)) continue;
    std::string hint = did_you_mean(meant_names(name, known_));
    if (hint.empty()) hint = advice.empty() ? allowed_names(known_) : advice;
    add(shortened(name, kMaxNameBytes), with_advice("Extra inputs are not permitted", hint), "extra_forbidden");
  }
  return std::move(problems_);
}

void append_problems(Output& out, std::string_view place, const Problems& problems) {
  out.append(R"({"detail":[)");
  bool first = true;
  for (const Problem& problem : problems) {
    if (!std::exchange(first, false)) out.append(',');
    out.append(R"({"loc":[)");
    append_json_text(out, place);
    for (const std::string_view object : problem.within) {
      out.append(',');
      append_json_text(out, object);
    }
    if (!problem.member.empty()) {
      out.append(',');
      append_json_text(out, problem.member);
    }
    out.append(R"(],"msg":)");
    append_json_text(out, problem.message);
    out.append(R"(,"type":)");
    append_json_text(out, problem.type);
    out.append('}');
  }
  out.append("]}");
}

}  // namespace phoney::service
