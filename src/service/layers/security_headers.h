// Security headers for browsers, on every response.

#pragma once

#include "service/message.h"

namespace phoney::service {

// Adds them as one block of `shared_headers`: no sniffing of types, no referrer, no device features, no framing, and a
// content security policy: a page may load scripts, styles, fonts and data from this service only, and any other
// response may load nothing. Keeps a policy that the handler has set. Adds HSTS only if `secure`, because it has no
// effect over plain HTTP.
void add_security_headers(bool secure, Response& response);

}  // namespace phoney::service
