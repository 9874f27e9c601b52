// AWS Secrets Manager.

#pragma once

#include <string>

#include "aws/client.h"

namespace phoney::aws {

// An answer to GetSecretValue: the secret's text. Error `invalid_argument` if the secret is binary, `io_error` if the
// answer is none.
Result<std::string> parse_secret(const Value& answer, std::string_view id);

// The current version of the secret, named by its name or ARN.
Result<std::string> read_secret(ServiceClient& client, const std::string& id, const Deadline& deadline);

}  // namespace phoney::aws
