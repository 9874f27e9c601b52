#include "service/routes/values.h"

#include <algorithm>

#include "service/accepted_format.h"
#include "service/fake_advice.h"
#include "service/refusal.h"
#include "service/repeat.h"

namespace phoney::service {

namespace {

// The objects that contain a generator's parameter in the body of POST /api/v1/generate; none for members of the body.
std::vector<std::string_view> place_in_body(const FakeRequest& request, const std::string& field) {
  constexpr std::string_view kMembers[] = {"",       "provider", "generator", "locale", "seed",
                                           "unique", "count",    "now",       "format"};
  const bool named =
      std::ranges::find(request.parameters, field, &Value::Object::value_type::first) != request.parameters.end();
  if (!named && std::ranges::find(kMembers, field) != std::end(kMembers)) return {};
  return named || field != "args" ? std::vector<std::string_view>{"params", "kwargs"}
                                  : std::vector<std::string_view>{"params"};
}

// Headers that say how to reproduce the values, for bodies that contain only the values.
void add_repeat_headers(const Call& call, const FakeRequest& request, Response& response) {
  const Catalogue& catalogue = call.engine().catalogue();
  const std::string_view locale = catalogue.locale_name(*catalogue.find_locale(request.locale));
  service::add_repeat_headers(response, {locale, request.seed, request.clock.now(), catalogue.data_version()});
}

Result<void> append_values(const Call& call, const FakeRequest& request, const AcceptedFormat& accepted,
                           Response& response) {
  const Format format = accepted.format;
  if (format == Format::json) return append_fake_response(call.engine(), request, response.body, response.records);
  FormatOptions options;
  read_media_parameters(accepted, options);
  const auto appended =
      append_values_without_envelope(call.engine(), request, format, options, response.body, response.records);
  if (!appended) return appended;
  response.content_type = spec_of(format).content_type(options);
  add_repeat_headers(call, request, response);
  return {};
}

}  // namespace

void respond_with_values(const Call& call, std::string_view place, FakeRequest&& request, Response& response) {
  request.cancellation = call.request.cancellation;
  response.add_header("Vary", "Accept");
  const auto accepted = request.format ? AcceptedFormat{*request.format} : accepted_format(call.request);
  if (!accepted) return refuse_format(response);
  const auto appended = append_values(call, request, *accepted, response);
  if (!appended) {
    const Error& error = appended.error();
    if (place == "body") return refuse(response, place, error, place_in_body(request, error.field));
    return refuse(response, place, with_advice(call.engine(), request, error));
  }
  response.outcome.kind = Outcome::Kind::values_made;
  response.outcome.requested = static_cast<std::uint64_t>(request.count);
  response.outcome.generator = std::move(request.generator);
}

}  // namespace phoney::service
