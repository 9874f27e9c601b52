// ServerOptions: the options of the HTTP server.

#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "service/ip_address.h"

namespace phoney::http {

inline constexpr std::size_t kHeaderBytes = 16 << 10;
inline constexpr std::size_t kReceiveBytes = 2048;  // the least room to receive into
inline constexpr std::size_t kMostHeldBytes = 256 << 20;

struct ServerOptions {
  std::string host = "127.0.0.1";               // a numeric address, or "localhost": 127.0.0.1 and ::1
  std::uint16_t port = 8000;                    // 0 takes any free port
  unsigned threads = 0;                         // 0 means one per processor
  std::size_t max_header_bytes = kHeaderBytes;  // request line and headers; more is answered 431
  std::size_t max_headers = 100;                // number of headers; more is answered 431
  std::size_t max_body_bytes = 1 << 20;         // more is answered 413
  // Over all threads, and fewer if the system allows fewer descriptors. A further connection replaces another one if
  // possible (worker.cc); otherwise it gets 503 and is closed.
  std::size_t max_connections = 10'000;
  std::size_t max_connections_per_address = 1000;   // 0: no limit; a further one gets 503 and is closed
  std::vector<service::IpNetwork> trusted_proxies;  // each sends requests of many clients
  // Memory for incomplete requests, and for unread responses; see peers.h. Beyond it, a request gets 503, and a
  // response that has begun is cut off.
  std::size_t max_held_bytes = kMostHeldBytes;
  std::chrono::milliseconds idle_timeout{60'000};    // between requests
  std::chrono::milliseconds header_timeout{15'000};  // from a request's first byte to the end of its headers
  std::chrono::milliseconds body_timeout{15'000};    // from the end of the headers to the end of the body
  std::chrono::milliseconds write_timeout{30'000};   // in which a client must take 16 KiB, or the rest
  std::chrono::milliseconds drain_timeout{8'000};    // from stop() until open connections are closed
  unsigned work_threads = 0;                         // for long responses; 0 means two per event loop and two more
  std::size_t work_room = 256;                       // how many of those may wait for a thread; a further one gets 503
  bool handle_signals = true;  // from listen() to the end of run(), SIGTERM and SIGINT call stop()
};

}  // namespace phoney::http
