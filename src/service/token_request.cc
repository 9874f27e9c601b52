#include "service/token_request.h"

#include <algorithm>
#include <optional>

#include "base/json_text.h"
#include "base/text_encoding.h"
#include "service/layers/layers.h"
#include "service/multipart.h"
#include "service/query.h"
#include "service/refusal.h"

namespace phoney::service {
namespace {

// Members must not be given twice (RFC 6749, 3.2).
std::optional<std::string> find(const std::vector<QueryParameter>& form, std::string_view name, Problems& problems) {
  const auto count = std::ranges::count(form, name, &QueryParameter::name);
  if (count > 1) problems.push_back({std::string(name), "Field given more than once", "value_error"});
  if (count == 0) return std::nullopt;
  return std::ranges::find(form, name, &QueryParameter::name)->value;
}

std::string require(const std::vector<QueryParameter>& form, std::string_view name, Problems& problems) {
  auto value = find(form, name, problems);
  if (value && !value->empty()) return *std::move(value);
  problems.push_back({std::string(name), "Field required", "missing"});
  return "";
}

}  // namespace

bool is_form(std::string_view content_type) {
  std::string_view type = content_type.substr(0, content_type.find(';'));
  while (type.ends_with(' ')) type.remove_suffix(1);
  return equals_ignoring_case(type, "application/x-www-form-urlencoded") || is_multipart(content_type);
}

Problems read_token_form(std::string_view content_type, std::string_view body, TokenRequest& into) {
  const auto text = utf8_text(body);
  if (!text) return {{"", text.error().message, "value_error"}};
  const auto form = is_multipart(content_type) ? parse_multipart(content_type, *text) : parse_query(*text);
  if (!form) return {{form.error().field, form.error().message, "value_error"}};
  Problems problems;
  const auto grant = find(*form, "grant_type", problems);
  if (grant && *grant != "password") {
    problems.push_back({"grant_type", "String should match pattern '^password$'", "string_pattern_mismatch"});
  }
  into.username = require(*form, "username", problems);
  into.password = require(*form, "password", problems);
  return problems;
}

void respond_with_token(const Request& request, const Client& client, const Settings& settings,
                        Authenticator& authenticator, Response& response) {
  response.add_header("Cache-Control", "no-store");  // RFC 6749, 5.1
  if (!is_form(request.header("content-type"))) {
    return answer_refusal(
        {415,
         "the body must be a form; send the header Content-Type: application/x-www-form-urlencoded, or "
         "multipart/form-data with its boundary"},
        response);
  }
  TokenRequest form;
  if (const Problems problems = read_token_form(request.header("content-type"), request.body, form);
      !problems.empty()) {
    return refuse(response, "body", problems);
  }
  std::string token;
  if (const auto refusal = authenticator.issue_token(form.username, form.password, client, token)) {
    return answer_refusal(*refusal, response);
  }
  response.body.append(R"({"access_token":)");
  append_json_text(response.body, token);
  response.body.append(R"(,"token_type":"bearer","expires_in":)");
  response.body.append_integer(std::chrono::seconds(settings.token_lifetime).count());
  response.body.append('}');
}

}  // namespace phoney::service
