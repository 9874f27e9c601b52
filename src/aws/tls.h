// TLS over a connected socket, from the client's side.

#pragma once

#include <openssl/ssl.h>

#include <memory>
#include <string>

#include "base/result.h"

namespace phoney::aws {

struct SslDeleter {
  void operator()(SSL* ssl) const { SSL_free(ssl); }
};
using SslPointer = std::unique_ptr<SSL, SslDeleter>;

// A session over the non-blocking socket, ready for SSL_connect, that accepts only a certificate of `host` which the
// trusted authorities vouch for. The socket stays the caller's. Error `invalid_argument` if there are no authorities.
Result<SslPointer> make_tls_session(int socket, const std::string& host);

// Why the handshake failed. `invalid_argument` if because of the certificate, else `io_error`, which another try may
// mend.
Error handshake_error(SSL* ssl, const std::string& host);

}  // namespace phoney::aws
