// The content of Parameter Store and Secrets Manager, as settings of the service.

#pragma once

#include <functional>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "aws/parameter_store.h"
#include "base/result.h"

namespace phoney::lambda {

// What one of the places holds: texts by the setting's name. No message here shows a value.
struct RemoteValues {
  std::map<std::string, std::string, std::less<>> texts;
  std::vector<std::string> warnings;  // of names that no setting has
};

// Parameters by their names below the path: `/phoney/dev/SECRET_KEY` is SECRET_KEY.
RemoteValues values_of_parameters(std::span<const aws::Parameter> parameters, std::string_view path);

// The JSON object of PARAMETER_FALLBACK: texts by the setting's name. Error `invalid_argument` if it is not JSON, or a
// member is not a string.
Result<RemoteValues> values_of_fallback(std::string_view text);

// A secret's JSON object: `api_password_hash` is API_PASSWORD_HASH, `jwt_secret` is SECRET_KEY, `api_key` API_KEY and
// `origin_verify_secret` ORIGIN_VERIFY_SECRET. Error `invalid_argument` if it is not JSON, or a member is not a string.
Result<RemoteValues> values_of_secret(std::string_view text, std::string_view id);

}  // namespace phoney::lambda
