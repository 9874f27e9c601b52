// Records from a template: POST /template, the other template routes, and a line of `phoney batch`.

#pragma once

#include <chrono>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "base/cancellation.h"
#include "formats/record_writer.h"
#include "locale/default_locale.h"
#include "service/member_reader.h"
#include "templates/compiler.h"

namespace phoney::service {

// The limits of one request.
struct TemplateLimits {
  std::int64_t max_count = std::numeric_limits<std::int64_t>::max();
  std::string_view more_records = "";  // how to get more than `max_count`; a literal
  std::int64_t max_unique_count = std::numeric_limits<std::int64_t>::max();    // with unique values
  std::size_t max_bytes = std::numeric_limits<std::size_t>::max();             // of the records in memory at once
  std::size_t max_stream_bytes = std::numeric_limits<std::size_t>::max();      // of all records of a stream
  std::size_t max_unique_bytes = std::numeric_limits<std::size_t>::max();      // memory for unique values
  std::chrono::nanoseconds max_cpu = std::chrono::nanoseconds::max();          // CPU time for the records
  std::chrono::nanoseconds max_compile_cpu = std::chrono::nanoseconds::max();  // CPU time for the template
  templates::Limits compile{};

  // Without credentials: 1,000 records, a million values, 32 MiB, 0.5 s, and 0.25 s to read the template.
  static TemplateLimits for_anybody();
  // With credentials, in an envelope: 10,000 records, ten million values, 64 MiB, 5 s.
  static TemplateLimits with_credentials();
  // With credentials, without an envelope, so that records are never in memory together: `max_count` records, a hundred
  // million values, 4 MiB per record. Unique values do stay in memory, so these are limited to 100,000 records.
  static TemplateLimits for_streams(std::int64_t max_count);
};

struct TemplateRequest {
  const Value* source = nullptr;  // the body's `template`
  std::int64_t count = 1;
  std::string locale{kDefaultLocale};
  std::optional<Seed> seed;  // none: random
  bool unique = false;       // avoid repeated values of each placeholder where possible
  Clock clock;
  Format format = Format::json;
  FormatOptions options;      // of all formats
  Cancellation cancellation;  // ends generation with the error `interrupted`
};

// A request that has been checked, ready to run.
struct TemplateJob {
  std::chrono::steady_clock::time_point began;
  TemplateRequest request;  // with a stopped clock; `source` is no longer valid
  LocaleId locale;
  Program program;
  std::vector<templates::Warning> warnings;  // about the template
  Seed seed;
};

// Why a template made no records.
struct TemplateFailure {
  enum class Stage { validation, generation };
  Stage stage = Stage::validation;
  std::vector<Error> errors;  // at least one
  std::uint64_t made = 0;     // records that were made before it
};

// A job, or the errors of the request's members or of its template.
using PreparedTemplate = std::variant<TemplateJob, Problems, TemplateFailure>;
using TemplateResult = std::variant<std::monostate, Problems, TemplateFailure>;

// Whether the body asks for records without the envelope, by "envelope": false.
bool wants_no_envelope(const Value& body);

// A problem if the body is a template itself, without the object around it.
Problems refuse_bare_template(const Value& body);

// Reads "template", "count" up to `max_count`, "locale", "seed", "unique", "now", "format" and the options of formats;
// ignores "envelope", "streaming" and "description".
void read_members(MemberReader& reader, std::int64_t max_count, TemplateRequest& into);

// Reads a body with these members, compiles its template and draws a seed if it has none. `cancellation` ends this and
// the generation of the records with the error `interrupted`.
PreparedTemplate prepare_template(const Engine& engine, const Value& body, const TemplateLimits& limits,
                                  Cancellation cancellation = {});

// Appends {"generated_count", "requested_count", "data", "format", "locale", "seed", "now", "data_version",
// "execution_time_ms", "warnings"}: all of it, or nothing. `data` is a list of records; in formats other than JSON it
// is their text.
std::optional<TemplateFailure> append_envelope(const Engine& engine, const TemplateJob& job,
                                               const TemplateLimits& limits, Output& out);

// Both of these functions in turn.
TemplateResult append_template_response(const Engine& engine, const Value& body, const TemplateLimits& limits,
                                        Output& out);

// {"message", "errors": [{"field", "generator", "message", "suggestions", "error_type", "context"}], "help"}
void append_failure(Output& out, const TemplateFailure& failure);
// Its members, without the braces.
void append_failure_members(Output& out, const TemplateFailure& failure);
// One of its errors.
void append_error_entry(Output& out, const Error& error);

}  // namespace phoney::service
