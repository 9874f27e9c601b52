// POST /template and the other template routes: records from a template, with or without an envelope.

#include <fmt/format.h>

#include "service/accepted_format.h"
#include "service/call.h"
#include "service/lax_values.h"
#include "service/record_stream.h"
#include "service/refusal.h"
#include "service/repeat.h"
#include "service/routes/routes.h"
#include "service/routes/schemas.h"
#include "service/routes/template_schemas.h"
#include "service/status.h"
#include "service/template_check.h"
#include "service/template_request.h"

namespace phoney::service {
namespace {

// The job, or nothing if the request was refused. Frees the body, which takes many times its size in memory.
std::optional<TemplateJob> prepare(const Call& call, Value body, const TemplateLimits& limits, Response& response) {
  PreparedTemplate prepared = prepare_template(call.engine(), body, limits, call.request.cancellation);
  if (auto* job = std::get_if<TemplateJob>(&prepared)) return std::move(*job);
  if (const auto* problems = std::get_if<Problems>(&prepared)) {
    refuse(response, "body", *problems);
  } else {
    refuse(response, std::get<TemplateFailure>(prepared));
  }
  return std::nullopt;
}

void note_records(const TemplateJob& job, std::uint64_t made, Response& response) {
  response.outcome.kind = Outcome::Kind::records_made;
  response.outcome.requested = static_cast<std::uint64_t>(job.request.count);
  response.records = made;
}

void respond_with_envelope(const Call& call, Value body, const TemplateLimits& limits, Response& response) {
  const auto job = prepare(call, std::move(body), limits, response);
  if (!job) return;
  const auto failure = append_envelope(call.engine(), *job, limits, response.body);
  if (failure) return refuse(response, *failure);
  note_records(*job, static_cast<std::uint64_t>(job->request.count), response);
}

// The records without the envelope. The first piece is made here, so that most failures still get a status of their
// own.
void respond_with_records(const Call& call, Value body, const std::optional<AcceptedFormat>& accepted,
                          const TemplateLimits& limits, Response& response) {
  auto job = prepare(call, std::move(body), limits, response);
  if (!job) return;
  if (accepted) {
    job->request.format = accepted->format;
    read_media_parameters(*accepted, job->request.options);
  }
  const Format format = job->request.format;
  const Catalogue& catalogue = call.engine().catalogue();
  add_repeat_headers(
      response, {catalogue.locale_name(job->locale), job->seed, job->request.clock.now(), catalogue.data_version()});
  response.add_header("Content-Disposition",
                      "attachment; filename=\"records" + std::string(spec_of(format).suffixes.front()) + "\"");
  auto stream = std::make_unique<RecordStream>(call.engine(), std::move(*job), limits, call.request.body.size());
  const BodySource::Status status = stream->next(response.body);
  if (status == BodySource::Status::failed) {
    response.reset();
    return refuse(response, TemplateFailure{TemplateFailure::Stage::generation, {*stream->error()}});
  }
  response.content_type = spec_of(format).content_type(stream->job().request.options);
  if (status == BodySource::Status::more) {
    note_records(stream->job(), 0, response);
    response.source = std::move(stream);
  } else {
    note_records(stream->job(), stream->records(), response);
  }
}

void respond(const Call& call, Value body, const TemplateLimits& envelope, const TemplateLimits& records,
             Response& response) {
  response.add_header("Vary", "Accept");
  const auto accepted = accepted_format(call.request);
  if (accepted && accepted->format != Format::json)
    return respond_with_records(call, std::move(body), accepted, records, response);
  if (wants_no_envelope(body)) return respond_with_records(call, std::move(body), std::nullopt, records, response);
  if (!accepted) return refuse_format(response);
  respond_with_envelope(call, std::move(body), envelope, response);
}

std::string too_many(const TemplateLimits& limits) {
  return fmt::format(
      "Maximum count is {} here; with authentication, POST /api/v1/template/generate gives {}, or more as a stream "
      "with "
      "Accept: application/x-ndjson; `phoney generate` has no limit",
      limits.max_count, TemplateLimits::with_credentials().max_count);
}

bool asks_for_more_than(const Value& body, std::int64_t limit) {
  const Value* count = body.is_object() ? body.find("count") : nullptr;
  if (count == nullptr) return false;
  const auto read = read_lax_integer(*count);
  const auto* integer = std::get_if<Value>(&read);
  if (integer == nullptr) return false;
  return integer->fits_int64() ? integer->as_integer() > limit : !integer->as_text().starts_with('-');
}

void records_for_anybody(const Call& call, Response& response) {
  static const TemplateLimits kLimits = TemplateLimits::for_anybody();
  auto body = read_body(call.request, call.settings().max_body_bytes, response);
  if (!body) return;
  if (asks_for_more_than(*body, kLimits.max_count)) return refuse(response, 400, too_many(kLimits));
  respond(call, std::move(*body), kLimits, kLimits, response);
}

void records(const Call& call, Response& response) {
  static const TemplateLimits kEnvelope = TemplateLimits::with_credentials();
  const TemplateLimits without_envelope = TemplateLimits::for_streams(call.settings().max_stream_records);
  auto body = read_body(call.request, call.settings().max_body_bytes, response);
  if (body) respond(call, std::move(*body), kEnvelope, without_envelope, response);
}

void validate(const Call& call, Response& response) {
  const auto body = read_body(call.request, call.settings().max_body_bytes, response);
  if (!body) return;
  const CheckedTemplate checked = check_template(call.engine(), *body, call.settings().max_stream_records,
                                                 call.request.cancellation, response.body);
  if (const auto* problems = std::get_if<Problems>(&checked)) refuse(response, "body", *problems);
  if (const auto* error = std::get_if<Error>(&checked)) refuse(response, "body", *error);
}

constexpr std::string_view kExample = R"({"template":{"name":"{{name}}","email":"{{email}}"},"count":3})";

constexpr int kPublicFailures[] = {400, 406, 413, 415, 422};
constexpr int kRecordFailures[] = {406, 413, 415, 422};

constexpr Route kRoutes[] = {
    {.method = "POST",
     .pattern = "/template",
     .handler = records_for_anybody,
     .summary = "Generate up to 1,000 records from a template",
     .description = "With Accept: application/x-ndjson, text/csv or text/plain, or with \"envelope\": false, the "
                    "response contains the records without the envelope.",
     .body = "TemplateRequest",
     .body_example = kExample,
     .response = "Records",
     .in_formats = true,
     .failures = kPublicFailures},
    {.method = "POST",
     .pattern = "/api/v1/template/generate",
     .handler = records,
     .rules = {.authenticated = true},
     .summary = "Generate up to 10,000 records from a template, or stream more",
     .description =
         "With Accept: application/x-ndjson, text/csv or text/plain, or with \"envelope\": false, the response "
         "contains the records without the envelope, and large responses are streamed. If a record fails, the response "
         "ends without its last chunk, which HTTP libraries report as an incomplete read.",
     .body = "LargeTemplateRequest",
     .body_example = kExample,
     .response = "Records",
     .in_formats = true,
     .failures = kRecordFailures},
    {.method = "POST",
     .pattern = "/api/v1/template/validate",
     .handler = validate,
     .summary = "Check a template and list its placeholders",
     .body = "TemplateToCheck",
     .body_example = kExample,
     .response = "TemplateCheck",
     .failures = kInvalidBody},
};

}  // namespace

constinit const RouteGroup template_routes{"templates", "Records from templates", RequestKind::templates, kRoutes,
                                           "",          append_template_schemas};

}  // namespace phoney::service
