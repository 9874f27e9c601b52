// Identity: the authenticated sender of a request.

#pragma once

#include <cstdint>
#include <string>

namespace phoney::service {

// How a caller proves who it is.
enum class Credentials : std::uint8_t { none, bearer_token, password, api_key };

struct Identity {
  std::string user;  // empty: anybody
  Credentials proven_by = Credentials::none;

  bool authenticated() const { return proven_by != Credentials::none; }
};

}  // namespace phoney::service
