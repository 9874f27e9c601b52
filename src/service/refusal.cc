#include "service/refusal.h"

#include <fmt/format.h>

#include "base/json_text.h"
#include "formats/format.h"
#include "service/status.h"
#include "service/template_request.h"
#include "templates/source.h"

namespace phoney::service {
namespace {

// JSON deeper than a template may be, so that the compiler's own message names the field.
constexpr std::size_t kMaxJsonDepth = 100;

// application/json and its relatives, such as application/problem+json; no type at all passes too.
bool is_json(std::string_view content_type) {
  std::string_view type = content_type.substr(0, content_type.find(';'));
  while (!type.empty() && type.back() == ' ') type.remove_suffix(1);
  if (type.empty() || equals_ignoring_case(type, "application/json")) return true;
  return type.size() > 17 && equals_ignoring_case(type.substr(0, 12), "application/") &&
         equals_ignoring_case(type.substr(type.size() - 5), "+json");
}

// About what a byte of JSON takes to be read.
constexpr std::chrono::nanoseconds kReadingOfByte{10};

}  // namespace

void refuse(Response& response, int status, std::string_view detail) {
  response.status = status;
  response.body.append(R"({"detail":)");
  append_json_text(response.body, detail);
  response.body.append('}');
}

void refuse(Response& response, const TemplateFailure& failure) {
  const Error& first = failure.errors.front();
  response.status = failure.stage == TemplateFailure::Stage::generation ? http_status(first.code) : 422;
  response.records = failure.made;
  response.outcome = {Outcome::Kind::refused_input, 0, first.generator, first.field, to_string(first.code)};
  response.body.append(R"({"detail":)");
  append_failure(response.body, failure);
  response.body.append('}');
}

void refuse_format(Response& response) {
  std::vector<std::string_view> types;
  for (const FormatSpec& spec : formats()) types.push_back(spec.media_type);
  refuse(response, 406,
         fmt::format("the header Accept must allow {}; omit the header to get JSON", alternatives(types)));
}

void refuse(Response& response, std::string_view place, const Problems& problems) {
  response.status = 422;
  response.outcome.kind = Outcome::Kind::refused_input;
  response.outcome.field = problems.front().member;
  response.outcome.error_type = problems.front().type;
  append_problems(response.body, place, problems);
}

void refuse(Response& response, std::string_view place, const Error& error,
            const std::vector<std::string_view>& within) {
  const int status = http_status(error.code);
  response.outcome.generator = error.generator;
  if (status == 422) {
    return refuse(response, place, Problems{{error.field, error.message, to_string(error.code), within}});
  }
  refuse(response, status, error.message);
  if (status >= 500) return;
  response.outcome.kind = Outcome::Kind::refused_input;
  response.outcome.error_type = to_string(error.code);
}

std::optional<Value> read_body(const Request& request, std::size_t max_bytes, Response& response) {
  if (!request.cancellation.has_time_for(request.body.size() * kReadingOfByte)) return std::nullopt;
  const std::string_view coding = request.header("content-encoding");
  if (!coding.empty() && !equals_ignoring_case(coding, "identity")) {
    refuse(response, 415, "the body must not be compressed; send it uncompressed, without the header Content-Encoding");
  } else if (!is_json(request.header("content-type"))) {
    refuse(response, 415, "the body must be JSON; send the header Content-Type: application/json");
  } else if (request.body.size() > max_bytes) {
    refuse(response, 413, fmt::format("the body is larger than {} bytes (MAX_BODY_BYTES)", max_bytes));
  } else if (auto body = templates::read_source(request.body, kMaxJsonDepth)) {
    return std::move(*body);
  } else {
    refuse(response, "body", Problems{{"", body.error().message, "json_invalid"}});
  }
  return std::nullopt;
}

}  // namespace phoney::service
