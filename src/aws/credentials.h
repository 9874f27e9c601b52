// The credentials to sign with, from where AWS puts them for a program that it runs.

#pragma once

#include <functional>
#include <mutex>
#include <optional>
#include <string>

#include "aws/endpoint.h"
#include "aws/https_client.h"
#include "aws/sign.h"
#include "aws/timing.h"
#include "base/result.h"

namespace phoney::aws {

// Looks a variable up; an empty string if it is not set.
using Environment = std::function<std::string(const char* name)>;

// The process's own.
Environment process_environment();

struct ExpiringCredentials {
  Credentials credentials;
  Clock::Instant expires;
};

// The container endpoint's response. Error `io_error` if it is none.
Result<ExpiringCredentials> parse_container_credentials(std::string_view body);

// The environment (AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_SESSION_TOKEN) or, without these, the container
// endpoint (AWS_CONTAINER_CREDENTIALS_FULL_URI or _RELATIVE_URI, with AWS_CONTAINER_AUTHORIZATION_TOKEN or
// _TOKEN_FILE), whose credentials are kept until five minutes before they expire. Safe to use from several threads.
class CredentialSource {
 public:
  CredentialSource(Environment environment, HttpSender& sender, Timing& timing)
      : environment_(std::move(environment)), sender_(sender), timing_(timing) {}

  // Errors: `invalid_argument` if there are none or the endpoint is not one to trust, `io_error` if it does not answer.
  Result<Credentials> get(const Deadline& deadline);
  // Has the next `get` ask the endpoint again, because AWS says that these have expired. False if they are the
  // environment's, of which there are no others.
  bool forget();

 private:
  Result<ExpiringCredentials> ask(const Endpoint& endpoint, const Deadline& deadline);
  std::optional<Credentials> from_environment() const;
  Result<Credentials> from_container(const Endpoint& endpoint, const Deadline& deadline);
  Result<std::string> authorization() const;

  Environment environment_;
  HttpSender& sender_;
  Timing& timing_;
  std::mutex mutex_;
  std::optional<ExpiringCredentials> kept_;
};

}  // namespace phoney::aws
