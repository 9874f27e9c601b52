// POST /token: the form of OAuth 2.0's password grant (RFC 6749, 4.3).

#pragma once

#include <string>
#include <string_view>

#include "service/auth/authenticator.h"
#include "service/member_reader.h"
#include "service/message.h"

namespace phoney::service {

struct TokenRequest {
  std::string username;
  std::string password;
};

// Whether read_token_form reads bodies of this type: application/x-www-form-urlencoded or multipart/form-data.
bool is_form(std::string_view content_type);

// Reads the form. `grant_type` may be missing, but not be anything but "password"; `scope`, `client_id` and
// `client_secret` say nothing here. Returns what is wrong with it.
Problems read_token_form(std::string_view content_type, std::string_view body, TokenRequest& into);

// Responds with {"access_token", "token_type": "bearer", "expires_in"}, or with an error.
void respond_with_token(const Request& request, const Client& client, const Settings& settings,
                        Authenticator& authenticator, Response& response);

}  // namespace phoney::service
