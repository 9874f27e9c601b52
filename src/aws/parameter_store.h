// Systems Manager's Parameter Store.

#pragma once

#include <string>
#include <vector>

#include "aws/client.h"

namespace phoney::aws {

struct Parameter {
  std::string name;  // the whole path
  std::string value;
};

struct ParameterPage {
  std::vector<Parameter> parameters;
  std::string next_token;  // of the page that follows; empty: none does
};

// An answer to GetParametersByPath. Error `io_error` if it is none.
Result<ParameterPage> parse_parameter_page(const Value& answer);

// All parameters under a path such as `/phoney/dev/`, decrypted. AWS gives them ten at a time.
Result<std::vector<Parameter>> read_parameters(ServiceClient& client, const std::string& path,
                                               const Deadline& deadline);

}  // namespace phoney::aws
