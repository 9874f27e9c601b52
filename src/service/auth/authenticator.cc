#include "service/auth/authenticator.h"

#include "service/auth/secret.h"

namespace phoney::service {
namespace {

Error refused(std::string message) { return make_error(ErrorCode::unauthenticated, std::move(message)); }

}  // namespace

Result<Identity> Authenticator::authenticate(const Request& request) const {
  const std::string_view key = request.header("x-api-key");
  if (key.empty()) return refused("Not authenticated");
  if (settings_.api_key.empty() || !equal_secrets(key, settings_.api_key)) return refused("Invalid API key");
  return Identity{settings_.api_username, Credentials::api_key};
}

}  // namespace phoney::service
