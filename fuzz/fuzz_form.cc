// A body of multipart/form-data, and its boundary: a few fields that are UTF-8 and no larger than the body, or a
// reason.

#include <cstddef>
#include <cstdint>

#include "base/json_reader.h"
#include "fuzz_engine.h"
#include "service/multipart.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace phoney;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  static_cast<void>(service::is_multipart(text));
  static_cast<void>(service::parse_multipart(text, text));
  const auto fields = service::parse_multipart("multipart/form-data; boundary=x", text);
  if (!fields) {
    fuzz::require(!fields.error().message.empty());
    return 0;
  }
  std::size_t bytes = 0;
  for (const QueryParameter& field : *fields) {
    fuzz::require(is_utf8(field.name) && is_utf8(field.value));
    bytes += field.name.size() + field.value.size();
  }
  fuzz::require(fields->size() <= 32 && bytes <= size);
  return 0;
}
