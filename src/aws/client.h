// Calls of AWS services that speak JSON 1.1: signed, tried again, and with errors that say what to check.

#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "aws/credentials.h"
#include "aws/endpoint.h"
#include "aws/https_client.h"
#include "aws/retry.h"
#include "base/result.h"
#include "base/value.h"

namespace phoney::aws {

struct ServiceAddress {
  Endpoint endpoint;
  std::string region;
  std::string name;  // that the service signs by: "ssm"
};

struct Call {
  std::string_view target;   // X-Amz-Target: "AmazonSSM.GetParametersByPath"
  std::string_view action;   // as IAM says it: "ssm:GetParametersByPath"
  std::string_view subject;  // what it is about, for the error: a path, a secret's name
  std::string body;          // JSON
  // Returns what is wrong with a response. The call is tried again if that is an `io_error`.
  std::function<Result<void>(const Value&)> check = {};
};

// What AWS says is wrong.
struct ServiceFault {
  std::string code;  // "AccessDeniedException"; of a response without one "HTTP 503"
  std::string message;
};
ServiceFault parse_fault(const HttpResponse& response);

// What to do about it, as the end of a sentence; "" if nothing is known.
std::string advice(const Call& call, std::string_view code);

class ServiceClient {
 public:
  ServiceClient(ServiceAddress address, CredentialSource& credentials, HttpSender& sender, Timing& timing,
                RetryPolicy policy = {})
      : address_(std::move(address)), credentials_(credentials), sender_(sender), timing_(timing), policy_(policy) {}

  const RetryPolicy& policy() const { return policy_; }
  Timing& timing() { return timing_; }

  // The response's JSON. Errors: `io_error` if it could be another time, `invalid_argument` if something must be put
  // right; both name action and subject, and AWS's own code.
  Result<Value> call(const Call& call, const Deadline& deadline);

 private:
  struct Try {
    Result<Value> result;
    bool again = false;
  };
  Try attempt(const Call& call, const Deadline& deadline);

  ServiceAddress address_;
  CredentialSource& credentials_;
  HttpSender& sender_;
  Timing& timing_;
  RetryPolicy policy_;
};

}  // namespace phoney::aws
