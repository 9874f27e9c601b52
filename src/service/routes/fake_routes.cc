// GET /fake/{generator}: values of one generator, without authentication.

#include "service/refusal.h"
#include "service/routes/fake_schemas.h"
#include "service/routes/read_capture.h"
#include "service/routes/routes.h"
#include "service/routes/schemas.h"
#include "service/routes/values.h"

namespace phoney::service {
namespace {

constexpr std::int64_t kMaxCount = 100;

void fake(const Call& call, Response& response) {
  FakeRequest request;
  const auto name = read_capture(call, 0, response);
  if (!name) return;
  request.generator = *name;
  const Problems problems = read_fake_query(call.request.query, kMaxCount, request);
  if (!problems.empty()) return refuse(response, "query", problems);
  respond_with_values(call, "query", std::move(request), response);
}

constexpr RouteParameter kParameters[] = {kGeneratorParameter, kCountParameter,  kLocaleParameter, kSeedParameter,
                                          kNowParameter,       kFormatParameter, kOwnParameters};
constexpr std::string_view kDescription =
    "Add the generator's own parameters to the query, as GET /generators lists them: /fake/random_int?min=1&max=6. "
    "With format, or with Accept: text/plain, text/csv or application/x-ndjson, the response contains only the "
    "values, one per line.";

constexpr Route fake_at(std::string_view pattern) {
  return {.method = "GET",
          .pattern = pattern,
          .handler = fake,
          .summary = "Generate values",
          .description = kDescription,
          .parameters = kParameters,
          .response = "Fake",
          .in_formats = true,
          .failures = kValueFailures};
}

constexpr Route kRoutes[] = {fake_at("/fake/{generator}"), fake_at("/api/v1/fake/{generator}")};

constexpr std::string_view kSchemas = R"(
"Seed":{"description":"An integer of up to 4,300 digits or a string. The same seed returns the same values.",
  "anyOf":[{"type":"integer"},{"type":"string"}]})";

void append_schemas(Output& out, const Settings& /*settings*/) { append_fake_schema(out, "Fake", ResultType::any); }

}  // namespace

constinit const RouteGroup fake_routes{
    "values", "Values of a generator, without authentication", RequestKind::values, kRoutes, kSchemas, append_schemas};

}  // namespace phoney::service
