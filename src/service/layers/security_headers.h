// Security headers for browsers, on every response.

#pragma once

#include "service/message.h"

namespace phoney::service {

// Adds them as one block of `shared_headers`: no sniffing of types, no referrer, no device features, no framing, and a
// content security policy under which a page gets scripts, styles, fonts and data from this service alone and an answer
// that is no page gets nothing. A policy that the handler has set itself stays. HSTS is said only if `secure`: over
// plain HTTP it means nothing.
void add_security_headers(bool secure, Response& response);

}  // namespace phoney::service
