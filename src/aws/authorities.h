// The certificate authorities that connections trust, from a file of PEM certificates.

#pragma once

#include <openssl/types.h>

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace phoney::aws {

enum class Authorities : std::uint8_t {
  all,
  // Those that AWS's own services have their certificates from (https://www.amazontrust.com/repository/). OpenSSL takes
  // 60 ms for the 140 of a system's file, which a cold start would pay for, and 2 ms for these.
  amazon,
};

// Which of them a connection to `host` needs first.
Authorities authorities_for(std::string_view host);

// Where the system keeps the file, or what SSL_CERT_FILE names; empty if there is none.
std::string authorities_file();

// Trusts those of the file's text. Returns how many that are.
std::size_t add_authorities(std::string_view pem, Authorities which, X509_STORE* store);

}  // namespace phoney::aws
