#include "aws/tls.h"

#include <arpa/inet.h>
#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/x509v3.h>
#include <sys/socket.h>

#include <atomic>
#include <cerrno>
#include <fstream>
#include <iterator>

#include <fmt/format.h>

#include "aws/authorities.h"

namespace phoney::aws {
namespace {

struct ContextDeleter {
  void operator()(SSL_CTX* context) const { SSL_CTX_free(context); }
};
using ContextPointer = std::unique_ptr<SSL_CTX, ContextDeleter>;

int socket_of(BIO* bio) { return static_cast<int>(reinterpret_cast<std::intptr_t>(BIO_get_data(bio))); }

bool would_block() { return errno == EAGAIN || errno == EWOULDBLOCK || errno == EINTR; }

// OpenSSL's own socket BIO writes by write(), which kills a process by SIGPIPE when the other side has hung up.
int write_socket(BIO* bio, const char* data, int size) {
  BIO_clear_retry_flags(bio);
  const auto sent = ::send(socket_of(bio), data, static_cast<std::size_t>(size), MSG_NOSIGNAL);
  if (sent < 0 && would_block()) BIO_set_retry_write(bio);
  return static_cast<int>(sent);
}

int read_socket(BIO* bio, char* data, int size) {
  BIO_clear_retry_flags(bio);
  const auto received = ::recv(socket_of(bio), data, static_cast<std::size_t>(size), 0);
  if (received < 0 && would_block()) BIO_set_retry_read(bio);
  return static_cast<int>(received);
}

long control_socket(BIO*, int command, long, void*) { return command == BIO_CTRL_FLUSH ? 1 : 0; }

BIO_METHOD* socket_method() {
  static BIO_METHOD* const method = [] {
    BIO_METHOD* made = BIO_meth_new(BIO_get_new_index() | BIO_TYPE_SOURCE_SINK, "socket");
    BIO_meth_set_write(made, write_socket);
    BIO_meth_set_read(made, read_socket);
    BIO_meth_set_ctrl(made, control_socket);
    return made;
  }();
  return method;
}

Result<std::string> read_file(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::string text((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
  if (!file.good() && !file.eof()) return make_error(ErrorCode::io_error, "cannot be read");
  return text;
}

Result<ContextPointer> make_context(Authorities which) {
  // A configuration file could name modules to load, which a static program cannot.
  OPENSSL_init_ssl(OPENSSL_INIT_NO_LOAD_CONFIG, nullptr);
  const std::string file = authorities_file();
  if (file.empty()) {
    return make_error(ErrorCode::invalid_argument,
                      "no CA certificates found; set SSL_CERT_FILE to a PEM file of CA certificates", "SSL_CERT_FILE");
  }
  const auto pem = read_file(file);
  ContextPointer context(SSL_CTX_new(TLS_client_method()));
  if (!context || !pem || add_authorities(*pem, which, SSL_CTX_get_cert_store(context.get())) == 0) {
    ERR_clear_error();
    return make_error(
        ErrorCode::invalid_argument,
        fmt::format("{} contains no readable certificates; set SSL_CERT_FILE to a PEM file of CA certificates", file),
        "SSL_CERT_FILE");
  }
  SSL_CTX_set_min_proto_version(context.get(), TLS1_2_VERSION);
  SSL_CTX_set_verify(context.get(), SSL_VERIFY_PEER, nullptr);
  SSL_CTX_set_mode(context.get(), SSL_MODE_ENABLE_PARTIAL_WRITE);
  return context;
}

bool is_address(const std::string& host) {
  unsigned char bytes[16];
  return inet_pton(AF_INET, host.c_str(), bytes) == 1 || inet_pton(AF_INET6, host.c_str(), bytes) == 1;
}

// False once they have not vouched for a host of theirs, as behind a proxy that opens connections: from then on all are
// asked, which the next try comes to.
std::atomic<bool> amazons_do = true;

// Each is made once, because reading the authorities takes most of a connection's time.
Result<SSL_CTX*> context_for(const std::string& host) {
  if (amazons_do && authorities_for(host) == Authorities::amazon) {
    static const Result<ContextPointer> amazons = make_context(Authorities::amazon);
    if (amazons) return amazons->get();
  }
  static const Result<ContextPointer> all = make_context(Authorities::all);
  if (!all) return all.error();
  return all->get();
}

}  // namespace

Result<SslPointer> make_tls_session(int socket, const std::string& host) {
  const auto context = context_for(host);
  if (!context) return context.error();
  SslPointer ssl(SSL_new(*context));
  BIO* bio = BIO_new(socket_method());
  BIO_set_data(bio, reinterpret_cast<void*>(static_cast<std::intptr_t>(socket)));
  BIO_set_init(bio, 1);
  SSL_set_bio(ssl.get(), bio, bio);
  if (is_address(host)) {
    X509_VERIFY_PARAM_set1_ip_asc(SSL_get0_param(ssl.get()), host.c_str());
  } else {
    SSL_set_tlsext_host_name(ssl.get(), host.c_str());
    SSL_set_hostflags(ssl.get(), X509_CHECK_FLAG_NO_PARTIAL_WILDCARDS);
    SSL_set1_host(ssl.get(), host.c_str());
  }
  return ssl;
}

Error handshake_error(SSL* ssl, const std::string& host) {
  const long verified = SSL_get_verify_result(ssl);
  if (verified != X509_V_OK) {
    ERR_clear_error();
    if (authorities_for(host) == Authorities::amazon && amazons_do.exchange(false)) {
      return make_error(ErrorCode::io_error,
                        fmt::format("the certificate of {} is not signed by one of Amazon's CAs", host));
    }
    return make_error(ErrorCode::invalid_argument,
                      fmt::format("the certificate of {} is not trusted: {}; if your own CA signed it, set "
                                  "SSL_CERT_FILE to that CA's certificate",
                                  host, X509_verify_cert_error_string(verified)));
  }
  const char* reason = ERR_reason_error_string(ERR_get_error());
  ERR_clear_error();
  return make_error(ErrorCode::io_error, fmt::format("no TLS connection to {}: {}", host,
                                                     reason == nullptr ? "the connection was closed" : reason));
}

}  // namespace phoney::aws
