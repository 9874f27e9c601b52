// POST /token: from name and password to an access token.

#include "service/call.h"
#include "service/routes/routes.h"
#include "service/token_request.h"

namespace phoney::service {
namespace {

void token(const Call& call, Response& response) {
  answer_token(call.request, call.exchange.client, call.settings(), call.application.authenticator(), response);
}

constexpr int kFailures[] = {401, 413, 415, 422, 429, 503};

constexpr Route kRoutes[] = {
    {.method = "POST",
     .pattern = "/token",
     .handler = token,
     .summary = "An access token for name and password",
     .description = "The password grant of OAuth 2.0 (RFC 6749, 4.3).",
     .body = "TokenForm",
     .body_type = "application/x-www-form-urlencoded",
     .answer = "Token",
     .failures = kFailures},
};

constexpr std::string_view kSchemas = R"(
"TokenForm":{"type":"object","required":["username","password"],"properties":{
  "grant_type":{"const":"password"},
  "username":{"type":"string","minLength":1},
  "password":{"type":"string","minLength":1,"format":"password"}}},
"Token":{"type":"object","required":["access_token","token_type","expires_in"],"properties":{
  "access_token":{"type":"string"},
  "token_type":{"const":"bearer"},
  "expires_in":{"type":"integer","description":"Seconds for which it is good."}}})";

}  // namespace

constinit const RouteGroup access_routes{"access", "Proving who you are", kRoutes, kSchemas};

}  // namespace phoney::service
