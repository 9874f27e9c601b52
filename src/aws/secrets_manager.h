// AWS Secrets Manager.

#pragma once

#include <string>

#include "aws/client.h"

namespace phoney::aws {

// A response to GetSecretValue: the secret's text. Error `invalid_argument` if the secret is binary, `io_error` if the
// response is none.
Result<std::string> parse_secret(const Value& response, std::string_view id);

// The current version of the secret, named by its name or ARN.
Result<std::string> read_secret(ServiceClient& client, const std::string& id, const Deadline& deadline);

}  // namespace phoney::aws
