// Systems Manager's Parameter Store.

#pragma once

#include <span>
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

// A response to GetParametersByPath or GetParameters, whose name is `action`. Error `io_error` if it is malformed.
Result<ParameterPage> parse_parameter_page(const Value& response, std::string_view action);

// All parameters under a path such as `/phoney/dev/`, decrypted. AWS gives them ten at a time.
Result<std::vector<Parameter>> read_parameters(ServiceClient& client, const std::string& path,
                                               const Deadline& deadline);

// The parameters with these full names, decrypted. Names that do not exist are left out. AWS takes ten names a call,
// and with its higher-throughput setting 3,000 calls a second instead of 100 for those by path.
Result<std::vector<Parameter>> read_parameters_by_name(ServiceClient& client, std::span<const std::string> names,
                                                       const Deadline& deadline);

}  // namespace phoney::aws
