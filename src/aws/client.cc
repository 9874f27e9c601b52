#include "aws/client.h"

#include <algorithm>

#include <fmt/format.h>

#include "base/json_reader.h"
#include "base/near.h"

namespace phoney::aws {
namespace {

constexpr std::size_t kQuotedBytes = 300;
constexpr std::size_t kDeepestResponse = 64;

struct Advice {
  std::string_view codes;  // with spaces around each
  std::string_view text;   // {0}: the action, {1}: what it is about
};

constexpr Advice kAdvice[] = {
    {" AccessDenied AccessDeniedException UnauthorizedOperation UnauthorizedAccess ",
     "allow {0} on {1} in the policy of the function's role, and kms:Decrypt if a customer managed key encrypts it"},
    {" SignatureDoesNotMatch InvalidSignatureException IncompleteSignature IncompleteSignatureException "
     "InvalidClientTokenId UnrecognizedClientException InvalidAccessKeyId MissingAuthenticationToken "
     "MissingAuthenticationTokenException AuthFailure ",
     "check AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_SESSION_TOKEN and AWS_REGION"},
    {" ExpiredToken ExpiredTokenException ",
     "the session token has expired; restart the function with new credentials"},
    {" RequestExpired RequestTimeTooSkewed ", "check the machine's clock"},
    {" ResourceNotFoundException ", "create {1} in this region, or correct SECRET_ID or AWS_REGION"},
    {" DecryptionFailure InvalidKeyId KMSAccessDeniedException ",
     "allow the function's role to use kms:Decrypt on the key that encrypts {1}, and check that the key is enabled"},
    {" InvalidRequestException ", "check that {1} is not scheduled for deletion"},
    {" ThrottlingException Throttling RequestLimitExceeded TooManyRequestsException ",
     "this account makes too many calls; try again later, or raise the service's throughput limit"},
};

std::string_view text_of(const Value& object, std::string_view name) {
  const Value* member = object.find(name);
  return member != nullptr && member->is_text() ? std::string_view(member->as_text()) : std::string_view();
}

// The text of the first element of that name. What stands before a service answers in XML: gateways, emulators.
std::string_view xml_text(std::string_view body, std::string_view name) {
  const std::string open = fmt::format("<{}>", name);
  const std::size_t start = body.find(open);
  if (start == std::string_view::npos) return {};
  body.remove_prefix(start + open.size());
  return body.substr(0, body.find('<'));
}

Error named(const Call& call, ErrorCode code, std::string_view what) {
  return make_error(code, fmt::format("{} of {} failed: {}", call.action, call.subject, what));
}

Error fault_error(const Call& call, const HttpResponse& response, const ServiceFault& fault) {
  std::string text = fault.code;
  if (!fault.message.empty()) text += fmt::format(" ({})", shortened(fault.message, kQuotedBytes));
  if (const std::string help = advice(call, fault.code); !help.empty()) text += "; " + help;
  return named(call, is_transient(response.status, fault.code) ? ErrorCode::io_error : ErrorCode::invalid_argument,
               text);
}

}  // namespace

ServiceFault parse_fault(const HttpResponse& response) {
  ServiceFault fault;
  std::string_view type = response.error_type;
  const auto body = read_json(response.body, kDeepestResponse);
  if (body && body->is_object()) {
    if (const std::string_view own = text_of(*body, "__type"); !own.empty()) type = own;
    fault.message = text_of(*body, "message");
    if (fault.message.empty()) fault.message = text_of(*body, "Message");
  } else if (type.empty()) {
    type = xml_text(response.body, "Code");
    fault.message = xml_text(response.body, "Message");
  }
  if (!is_utf8(fault.message)) fault.message.clear();
  std::ranges::replace_if(fault.message, [](char c) { return static_cast<unsigned char>(c) < 0x20; }, ' ');
  // `com.amazon.coral.service#AccessDeniedException:http://...`
  type = type.substr(0, type.find(':'));
  fault.code = type.substr(type.find('#') + 1);
  const bool plausible = std::ranges::all_of(fault.code, [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' || c == '_';
  });
  if (fault.code.empty() || fault.code.size() > 100 || !plausible) fault.code = fmt::format("HTTP {}", response.status);
  return fault;
}

std::string advice(const Call& call, std::string_view code) {
  for (const Advice& entry : kAdvice) {
    if (entry.codes.find(fmt::format(" {} ", code)) != std::string_view::npos)
      return fmt::format(fmt::runtime(entry.text), call.action, call.subject);
  }
  return {};
}

ServiceClient::Try ServiceClient::attempt(const Call& call, const Deadline& deadline) {
  const auto credentials = credentials_.get(deadline);
  if (!credentials)
    return {named(call, credentials.error().code, credentials.error().message),
            credentials.error().code == ErrorCode::io_error};
  HttpRequest request{"POST",
                      address_.endpoint,
                      {{"Content-Type", "application/x-amz-json-1.1"}, {"X-Amz-Target", std::string(call.target)}},
                      call.body};
  std::vector<Header> signed_too = request.headers;
  signed_too.push_back({"Host", address_.endpoint.authority()});
  const std::string_view target = address_.endpoint.path;
  const std::size_t question = std::min(target.find('?'), target.size());
  for (Header& header : sign(*credentials, {address_.region, address_.name}, timing_.wall(),
                             {.method = request.method,
                              .path = target.substr(0, question),
                              .query = target.substr(std::min(question + 1, target.size())),
                              .headers = signed_too,
                              .body = request.body})) {
    request.headers.push_back(std::move(header));
  }
  const auto response = sender_.send(request, deadline);
  if (!response)
    return {named(call, response.error().code, response.error().message), response.error().code == ErrorCode::io_error};
  if (response->status != 200) {
    const ServiceFault fault = parse_fault(*response);
    const bool never_again = fault.code.starts_with("ExpiredToken") && !credentials_.forget();
    return {fault_error(call, *response, fault), is_transient(response->status, fault.code) && !never_again};
  }
  auto value = read_json(response->body, kDeepestResponse);
  if (!value || !value->is_object())
    return {named(call, ErrorCode::io_error, "the response is not a JSON object"), true};
  if (const auto good = call.check ? call.check(*value) : Result<void>(); !good)
    return {good.error(), good.error().code == ErrorCode::io_error};
  return {std::move(value), false};
}

Result<Value> ServiceClient::call(const Call& call, const Deadline& deadline) {
  Backoff backoff(policy_, timing_);
  for (;;) {
    const auto end = std::min(deadline.at, timing_.steady() + policy_.attempt_timeout);
    Try tried = attempt(call, {end, deadline.stop});
    if (tried.result || !tried.again) return std::move(tried.result);
    if (!backoff.pause(deadline)) {
      Error error = tried.result.error();
      error.message += fmt::format(" (gave up after {} {})", backoff.tries(), backoff.tries() == 1 ? "try" : "tries");
      return error;
    }
  }
}

}  // namespace phoney::aws
