#include "aws/authorities.h"

#include <openssl/evp.h>
#include <openssl/x509.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <vector>

namespace phoney::aws {
namespace {

// Where distributions keep their authorities: Debian and most images, Amazon Linux and Red Hat, SUSE, Alpine.
constexpr const char* kUsualFiles[] = {"/etc/ssl/certs/ca-certificates.crt", "/etc/pki/tls/certs/ca-bundle.crt",
                                       "/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem", "/etc/ssl/ca-bundle.pem",
                                       "/etc/ssl/cert.pem"};

constexpr std::string_view kBegin = "-----BEGIN CERTIFICATE-----";
constexpr std::string_view kEnd = "-----END CERTIFICATE-----";

constexpr std::string_view kAmazonsNames[] = {"Amazon Root CA", "Starfield Services Root Certificate Authority"};
constexpr std::string_view kAmazonsDomains[] = {".amazonaws.com", ".amazonaws.com.cn", ".api.aws"};

// The bytes of a certificate, or nothing of what is no base64.
std::vector<unsigned char> decoded(std::string_view base64) {
  std::vector<unsigned char> bytes(base64.size());
  EVP_ENCODE_CTX* context = EVP_ENCODE_CTX_new();
  EVP_DecodeInit(context);
  int size = 0;
  int rest = 0;
  const bool good =
      EVP_DecodeUpdate(context, bytes.data(), &size, reinterpret_cast<const unsigned char*>(base64.data()),
                       static_cast<int>(base64.size())) >= 0 &&
      EVP_DecodeFinal(context, bytes.data() + size, &rest) == 1;
  EVP_ENCODE_CTX_free(context);
  bytes.resize(good ? static_cast<std::size_t>(size + rest) : 0);
  return bytes;
}

// Names stand in a certificate as they are, so that most need not be parsed to be passed over.
bool is_wanted(const std::vector<unsigned char>& bytes, Authorities which) {
  const std::string_view text(reinterpret_cast<const char*>(bytes.data()), bytes.size());
  return which == Authorities::all ||
         std::ranges::any_of(kAmazonsNames, [&](auto name) { return text.find(name) != std::string_view::npos; });
}

bool add(const std::vector<unsigned char>& bytes, X509_STORE* store) {
  const unsigned char* start = bytes.data();
  X509* certificate = d2i_X509(nullptr, &start, static_cast<long>(bytes.size()));
  if (certificate == nullptr) return false;
  const bool added = X509_STORE_add_cert(store, certificate) == 1;
  X509_free(certificate);
  return added;
}

}  // namespace

Authorities authorities_for(std::string_view host) {
  const bool is_amazons = std::ranges::any_of(kAmazonsDomains, [&](auto domain) { return host.ends_with(domain); });
  return is_amazons ? Authorities::amazon : Authorities::all;
}

std::string authorities_file() {
  if (const char* named = std::getenv("SSL_CERT_FILE"); named != nullptr && *named != 0) return named;
  for (const char* file : kUsualFiles) {
    if (::access(file, R_OK) == 0) return file;
  }
  return {};
}

std::size_t add_authorities(std::string_view pem, Authorities which, X509_STORE* store) {
  std::size_t added = 0;
  for (;;) {
    const std::size_t begin = pem.find(kBegin);
    const std::size_t end = begin == std::string_view::npos ? begin : pem.find(kEnd, begin);
    if (end == std::string_view::npos) return added;
    const auto bytes = decoded(pem.substr(begin + kBegin.size(), end - begin - kBegin.size()));
    if (!bytes.empty() && is_wanted(bytes, which) && add(bytes, store)) ++added;
    pem.remove_prefix(end + kEnd.size());
  }
}

}  // namespace phoney::aws
