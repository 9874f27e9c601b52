// Environment variables that Lambda and the deployment set, apart from the service's settings.
// https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html

#pragma once

#include <string>

#include "base/result.h"
#include "service/settings.h"

namespace phoney::lambda {

struct Environment {
  std::string runtime_api;       // AWS_LAMBDA_RUNTIME_API: host and port; empty: not started by Lambda
  std::string stage;             // STAGE: dev, staging, prod; a dimension of the metrics
  std::string base_path;         // BASE_PATH: "/phoney", as a custom domain puts before paths
  bool stream = false;           // LAMBDA_RESPONSE_MODE=stream: where the sender can take a response in pieces
  bool rest_api_binary = false;  // REST_API_BINARY=true: REST APIs have the binary media type */*
  bool json_log = true;          // AWS_LAMBDA_LOG_FORMAT: JSON unless it is Text
  bool snapshot = false;         // AWS_LAMBDA_INITIALIZATION_TYPE=snap-start: frozen after its start, and thawed often
  service::LogLevel log_level = service::LogLevel::info;  // AWS_LAMBDA_LOG_LEVEL
  std::string problem;                                    // about a variable with an unknown value; empty: none
};

Environment read_environment();

// Error `invalid_argument`: the environment's problem.
Result<void> check_environment(const Environment& environment);

}  // namespace phoney::lambda
