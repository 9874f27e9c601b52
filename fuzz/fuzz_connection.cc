// The bytes of a connection, the first of which says how they arrive: the answers must not depend on that.

#include <cstddef>
#include <cstdint>

#include "fuzz_connection.h"
#include "fuzz_engine.h"

namespace {

// Answers with all that it heard.
class Echo final : public phoney::Service {
 public:
  void handle(const phoney::Request& request, phoney::Response& response) override {
    for (const auto part : {request.method, request.path, request.query, request.body, request.peer}) {
      response.body.append(part);
      response.body.append('|');
    }
    for (const phoney::Header& header : request.headers) {
      response.body.append(header.name);
      response.body.append(':');
      response.body.append(header.value);
      response.body.append('|');
    }
  }
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const std::string_view bytes(reinterpret_cast<const char*>(data) + 1, size - 1);
  Echo echo;
  const std::string together = phoney::fuzz::converse(echo, bytes, SIZE_MAX);
  phoney::fuzz::require(together.empty() || together.starts_with("HTTP/1.1 "));
  const std::string in_pieces = phoney::fuzz::converse(echo, bytes, 1 + data[0] % 64);
  // Of a request that never ends, one may be refused where the other waits for the rest.
  phoney::fuzz::require(together.starts_with(in_pieces) || in_pieces.starts_with(together));
  return 0;
}
