// Fetches a Lambda function's settings from AWS.

#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include "aws/credentials.h"
#include "aws/endpoint.h"
#include "aws/retry.h"
#include "base/result.h"
#include "lambda/remote_values.h"

namespace phoney::lambda {

enum class RemotePlace : std::uint8_t { secrets_manager, parameter_store };

// "Secrets Manager"
std::string_view to_string(RemotePlace place);

// Options from the function's environment.
struct RemoteOptions {
  bool use_parameter_store = false;
  bool use_secrets_manager = false;
  std::string parameter_path;                // begins and ends with a slash
  std::vector<std::string> parameter_names;  // full; if any, only these are read
  // What the parameters were when the function was deployed.
  std::optional<RemoteValues> parameter_fallback;
  std::chrono::milliseconds parameter_wait{200};  // of a start that has a fallback
  std::string secret_id;
  std::chrono::seconds refresh_interval{300};
  std::string region;
  aws::Endpoint parameter_store;
  aws::Endpoint secrets_manager;
};

// Reads USE_PARAMETER_STORE, USE_SECRETS_MANAGER, STAGE, PARAMETER_STORE_PATH, PARAMETER_NAMES, PARAMETER_FALLBACK,
// PARAMETER_WAIT_MS, SECRET_ID, SETTINGS_REFRESH_SECONDS, AWS_REGION, AWS_ENDPOINT_URL_SSM,
// AWS_ENDPOINT_URL_SECRETS_MANAGER and AWS_ENDPOINT_URL, but not what is only for a place that is not used. Error
// `invalid_argument`, whose field is the variable.
Result<RemoteOptions> read_remote_options(const aws::Environment& environment);

// Separates how settings are read from when.
class RemoteFetcher {
 public:
  virtual ~RemoteFetcher() = default;
  struct Effort {
    std::chrono::milliseconds time;
    bool retries = true;
  };
  // Called for both places at once, from two threads.
  virtual Result<RemoteValues> fetch(RemotePlace place, const Effort& effort, const std::stop_token& stop) = 0;
};

// Reads them from AWS.
std::unique_ptr<RemoteFetcher> make_aws_fetcher(RemoteOptions options, aws::Environment environment,
                                                aws::RetryPolicy policy = {});

}  // namespace phoney::lambda
