// A request to the whole API, as it comes over a connection: whatever it asks for, the answer is no failure of ours.

#include <cstddef>
#include <cstdint>

#include "fuzz_connection.h"
#include "fuzz_engine.h"
#include "service/application.h"

namespace {

phoney::service::Settings settings() {
  phoney::service::Settings settings;
  settings.api_key = "fuzz";
  settings.api_password_hash = "$2b$04$HrqV2pv5imSVIypC.B7DBuK3q21YBjQl3Ylto1VbAAR3OXHHW6u.a";  // "fuzz", quickly
  settings.max_stream_records = 100;
  return settings;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace phoney;
  static service::Application application(fuzz::engine(), settings());
  const std::string answer = fuzz::converse(application, {reinterpret_cast<const char*>(data), size}, SIZE_MAX);
  fuzz::require(answer.empty() || answer.starts_with("HTTP/1.1 "));
  fuzz::require(!answer.starts_with("HTTP/1.1 500"));
  return 0;
}
