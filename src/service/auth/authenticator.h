// Authenticator: finds out from a request's headers who sends it.

#pragma once

#include "base/result.h"
#include "service/auth/identity.h"
#include "service/message.h"
#include "service/settings.h"

namespace phoney::service {

// Called from several threads at once.
class Authenticator {
 public:
  // `settings` must outlive it.
  explicit Authenticator(const Settings& settings) : settings_(settings) {}

  // The identity that X-API-Key proves. Error `unauthenticated` if there are no credentials or wrong ones.
  Result<Identity> authenticate(const Request& request) const;

 private:
  const Settings& settings_;
};

}  // namespace phoney::service
