// AWS Signature Version 4: what proves to AWS who sends a request and that nobody changed it on the way.
//
// Source: "Create a signed AWS API request", AWS Identity and Access Management User Guide. Where the text leaves room
// (order of equal names, dots and double slashes in paths), this does as botocore does.

#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"

namespace phoney::aws {

struct Credentials {
  std::string access_key_id;
  std::string secret_access_key;
  std::string session_token;  // of temporary credentials; else empty
};

struct Header {
  std::string name;
  std::string value;
};

// A request as it goes over the wire: path and query percent-encoded already, `Host` among the headers.
struct RequestToSign {
  std::string_view method;
  std::string_view path;
  std::string_view query;  // without the question mark
  std::span<const Header> headers;
  std::string_view body;
};

struct SigningScope {
  std::string_view region;   // "us-east-1"
  std::string_view service;  // the name that AWS signs by, "ssm"
};

// The headers to add to the request: X-Amz-Date, X-Amz-Security-Token if there is a session, Authorization. The instant
// counts to the second; AWS takes it for five minutes.
std::vector<Header> sign(const Credentials& credentials, const SigningScope& scope, Clock::Instant instant,
                         const RequestToSign& request);

}  // namespace phoney::aws
