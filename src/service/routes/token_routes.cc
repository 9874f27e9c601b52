// POST /token: an access token for a user name and a password.

#include "service/call.h"
#include "service/routes/routes.h"
#include "service/token_request.h"

namespace phoney::service {
namespace {

void token(const Call& call, Response& response) {
  answer_token(call.request, call.exchange.client, call.settings(), call.application.authenticator(), response);
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
     .answer = "Token",
     .failures = kFailures},
};

constexpr std::string_view kSchemas = R"(
"TokenForm":{"type":"object","required":["username","password"],"properties":{
  "grant_type":{"const":"password"},
  "username":{"type":"string","minLength":1,"examples":["admin"],"description":"The default is admin, unless API_USERNAME is set."},
  "password":{"type":"string","minLength":1,"format":"password","examples":["phoney-development"],
    "description":"The default in development is phoney-development, unless API_PASSWORD_HASH is set."},
  "scope":{"type":"string"},
  "client_id":{"type":"string"},
  "client_secret":{"type":"string"}}},
"Token":{"type":"object","required":["access_token","token_type","expires_in"],"properties":{
  "access_token":{"type":"string"},
  "token_type":{"const":"bearer"},
  "expires_in":{"type":"integer","description":"Seconds until the token expires."}}})";

}  // namespace

constinit const RouteGroup token_routes{"authentication", "Access tokens", kRoutes, kSchemas};

}  // namespace phoney::service
