// Source of the container endpoint: "Container credential provider", AWS SDKs and Tools Reference Guide.

#include "aws/credentials.h"

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <iterator>

#include <fmt/format.h>

#include "base/instant.h"
#include "base/json_reader.h"

namespace phoney::aws {
namespace {

constexpr std::chrono::minutes kRefreshAhead{5};
constexpr std::string_view kFullUri = "AWS_CONTAINER_CREDENTIALS_FULL_URI";

Error bad(std::string message, std::string_view field) {
  return make_error(ErrorCode::invalid_argument, std::move(message), std::string(field));
}

// Without TLS only the machine itself and the addresses of ECS and EKS agents, which leave no machine, may hand out
// credentials: what they are sent would be readable on the way.
bool is_trusted(const Endpoint& endpoint) {
  constexpr std::string_view agents[] = {"169.254.170.2", "169.254.170.23", "fd00:ec2::23", "localhost", "::1"};
  return endpoint.tls || std::ranges::find(agents, endpoint.host) != std::end(agents) ||
         (endpoint.host.starts_with("127.") && endpoint.host.find_first_not_of("0123456789.") == std::string::npos);
}

// The endpoint, or none if the environment names none.
Result<std::optional<Endpoint>> container_endpoint(const Environment& environment) {
  const std::string relative = environment("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI");
  const std::string full = relative.empty() ? environment(kFullUri.data()) : "http://169.254.170.2" + relative;
  if (full.empty()) return std::optional<Endpoint>();
  const std::string_view name = relative.empty() ? kFullUri : "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI";
  auto endpoint = parse_endpoint(full, name);
  if (!endpoint) return endpoint.error();
  if (!is_trusted(*endpoint)) {
    return bad(fmt::format("{} must begin with https:// or name a loopback address, 169.254.170.2 or 169.254.170.23, "
                           "not {}",
                           name, endpoint->host),
               name);
  }
  return std::optional(std::move(*endpoint));
}

std::string text_of(const Value& object, std::string_view name) {
  const Value* member = object.find(name);
  return member != nullptr && member->is_text() ? member->as_text() : std::string();
}

bool fits_in_header(const std::string& text) {
  return std::ranges::none_of(text, [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; });
}

}  // namespace

Result<ExpiringCredentials> parse_container_credentials(std::string_view body) {
  const auto response = read_json(body, 16);
  if (!response || !response->is_object())
    return make_error(ErrorCode::io_error, "the credentials endpoint did not return a JSON object");
  ExpiringCredentials read{
      {text_of(*response, "AccessKeyId"), text_of(*response, "SecretAccessKey"), text_of(*response, "Token")},
      Clock::Instant::max()};
  const Credentials& credentials = read.credentials;
  if (credentials.access_key_id.empty() || credentials.secret_access_key.empty() ||
      !fits_in_header(credentials.access_key_id) || !fits_in_header(credentials.session_token)) {
    return make_error(ErrorCode::io_error, "the credentials endpoint returned no AccessKeyId or SecretAccessKey");
  }
  if (const std::string expiration = text_of(*response, "Expiration"); !expiration.empty()) {
    const auto expires = parse_instant(expiration);
    if (!expires) return make_error(ErrorCode::io_error, "the credentials endpoint returned a malformed Expiration");
    read.expires = *expires;
  }
  return read;
}

Environment process_environment() {
  return [](const char* name) {
    const char* text = std::getenv(name);
    return std::string(text == nullptr ? "" : text);
  };
}

std::optional<Credentials> CredentialSource::from_environment() const {
  Credentials own{environment_("AWS_ACCESS_KEY_ID"), environment_("AWS_SECRET_ACCESS_KEY"),
                  environment_("AWS_SESSION_TOKEN")};
  if (own.access_key_id.empty() || own.secret_access_key.empty()) return std::nullopt;
  return own;
}

Result<Credentials> CredentialSource::get(const Deadline& deadline) {
  if (auto own = from_environment()) {
    if (!fits_in_header(own->access_key_id) || !fits_in_header(own->session_token))
      return bad("AWS_ACCESS_KEY_ID or AWS_SESSION_TOKEN contains a line break or another control character; remove it",
                 "AWS_ACCESS_KEY_ID");
    return std::move(*own);
  }
  const auto endpoint = container_endpoint(environment_);
  if (!endpoint) return endpoint.error();
  if (!*endpoint) {
    return bad("no AWS credentials found; set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or give the function a role",
               "AWS_ACCESS_KEY_ID");
  }
  const std::scoped_lock lock(mutex_);
  return from_container(**endpoint, deadline);
}

bool CredentialSource::forget() {
  if (from_environment()) return false;
  const std::scoped_lock lock(mutex_);
  kept_.reset();
  return true;
}

Result<std::string> CredentialSource::authorization() const {
  const std::string file = environment_("AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE");
  std::string token = environment_("AWS_CONTAINER_AUTHORIZATION_TOKEN");
  if (!file.empty()) {
    std::ifstream in(file, std::ios::binary);
    token.assign(std::istreambuf_iterator<char>(in), {});
    if (!in) {
      return bad(fmt::format("cannot read {}, the file that AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE names", file),
                 "AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE");
    }
  }
  if (!fits_in_header(token)) {
    return bad("the container's authorization token contains a line break; remove it from the file",
               "AWS_CONTAINER_AUTHORIZATION_TOKEN");
  }
  return token;
}

Result<ExpiringCredentials> CredentialSource::ask(const Endpoint& endpoint, const Deadline& deadline) {
  const auto token = authorization();
  if (!token) return token.error();
  HttpRequest request{"GET", endpoint, {{"Accept", "application/json"}}, {}};
  if (!token->empty()) request.headers.push_back({"Authorization", *token});
  const auto response = sender_.send(request, deadline);
  if (!response) return response.error();
  if (response->status != 200) {
    return make_error(ErrorCode::io_error, fmt::format("the credentials endpoint {} answered with status {}",
                                                       endpoint.authority(), response->status));
  }
  return parse_container_credentials(response->body);
}

Result<Credentials> CredentialSource::from_container(const Endpoint& endpoint, const Deadline& deadline) {
  const Clock::Instant now = timing_.wall();
  if (kept_ && now + kRefreshAhead < kept_->expires) return kept_->credentials;
  auto read = ask(endpoint, deadline);
  if (read) {
    kept_ = std::move(*read);
  } else if (!kept_ || now >= kept_->expires) {
    return read.error();  // else what is kept is good for some minutes more
  }
  return kept_->credentials;
}

}  // namespace phoney::aws
