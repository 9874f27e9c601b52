// POST /token: an access token for a user name and a password.

#include "base/json_text.h"
#include "service/call.h"
#include "service/routes/routes.h"
#include "service/token_request.h"

namespace phoney::service {
namespace {

void token(const Call& call, Response& response) {
  respond_with_token(call.request, call.exchange.client, call.settings(), call.application.authenticator(), response);
}

constexpr int kFailures[] = {401, 413, 415, 422};

constexpr Route kRoutes[] = {
    {.method = "POST",
     .pattern = "/token",
     .handler = token,
     .rules = {.takes_long = true},
     .summary = "Get an access token for a user name and password",
     .body = "TokenForm",
     .body_types = "application/x-www-form-urlencoded, multipart/form-data",
     .response = "Token",
     .failures = kFailures},
};

constexpr std::string_view kSchemas = R"(
"Token":{"type":"object","required":["access_token","token_type","expires_in"],"properties":{
  "access_token":{"type":"string"},
  "token_type":{"const":"bearer"},
  "expires_in":{"type":"integer","description":"Seconds until the token expires."}}})";

// /docs fills in the development login.
void append_token_form(Output& out, const Settings& settings) {
  const bool is_known = has_development_login(settings);
  const auto append_example = [&](std::string_view example) {
    if (!is_known) return;
    out.append(R"(,"examples":[)");
    append_json_text(out, example);
    out.append(']');
  };
  out.append(R"("TokenForm":{"type":"object","required":["username","password"],"properties":{
  "grant_type":{"const":"password"},
  "username":{"type":"string","minLength":1,"description":"The setting API_USERNAME.")");
  append_example(settings.api_username);
  out.append(R"(},
  "password":{"type":"string","minLength":1,"format":"password","description":"The password of the setting API_PASSWORD_HASH.")");
  append_example(kDevelopmentPassword);
  out.append(R"(},
  "scope":{"type":"string"},
  "client_id":{"type":"string"},
  "client_secret":{"type":"string"}}})");
}

}  // namespace

constinit const RouteGroup token_routes{"authentication", "Access tokens", RequestKind::logins,
                                        kRoutes,          kSchemas,        append_token_form};

}  // namespace phoney::service
