// Records from a template: POST /template and a line of `phoney batch`.

#pragma once

#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "formats/record_writer.h"
#include "service/member_reader.h"
#include "templates/compiler.h"

namespace phoney::service {

// What a door lets one request ask for.
struct TemplateLimits {
  std::int64_t max_count = std::numeric_limits<std::int64_t>::max();
  std::size_t max_bytes = std::numeric_limits<std::size_t>::max();  // of the records
  templates::Limits compile{};

  // For a stranger: 1000 records, a million values, 32 MiB.
  static TemplateLimits public_door();
};

struct TemplateRequest {
  const Value* source = nullptr;  // the body's `template`
  std::int64_t count = 1;
  std::string locale = "en_US";
  std::optional<Seed> seed;  // none: one is drawn
  bool unique = false;       // keep each placeholder's values apart as far as they reach
  Clock clock;
  Format format = Format::json;
};

// Why a template made no records.
struct TemplateFailure {
  enum class Stage { validation, generation };
  Stage stage = Stage::validation;
  std::vector<Error> errors;  // at least one
};

// What is wrong with a request, if anything: with its members, or with its template.
using TemplateAnswer = std::variant<std::monostate, Problems, TemplateFailure>;

// Reads {"template", "count", "locale", "seed", "unique", "now", "format"}. `body` must outlive the request.
Problems read_template_request(const Value& body, const TemplateLimits& limits, TemplateRequest& into);

// Appends {"generated_count", "requested_count", "data", "format", "locale", "seed", "execution_time_ms", "warnings"}
// for the request in `body`: all of it, or nothing. `data` is a list of records; in formats other than JSON it is their
// text.
TemplateAnswer answer_template(const Engine& engine, const Value& body, const TemplateLimits& limits, Output& out);

// {"message", "errors": [{"field", "generator", "message", "suggestions", "error_type", "context"}], "help"}
void append_failure(Output& out, const TemplateFailure& failure);

}  // namespace phoney::service
