// What AWS sends: the bytes as a response over the wire, cut in two, and as every document that is read from it.

#include <cstddef>
#include <cstdint>

#include "aws/client.h"
#include "aws/parameter_store.h"
#include "aws/secrets_manager.h"
#include "base/json_reader.h"
#include "fuzz_engine.h"
#include "lambda/remote_values.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace phoney;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  if (size > 1) {
    aws::ResponseReader reader;
    const std::size_t cut = 1 + data[0] % (size - 1);
    auto whole = reader.take(text.substr(0, cut));
    if (whole && !*whole) whole = reader.take(text.substr(cut));
    if (whole && !*whole) whole = reader.take({});
    if (whole) fuzz::require(std::move(reader).response().body.size() <= (1 << 20));
  }
  const aws::ServiceFault fault = aws::parse_fault({400, "", std::string(text)});
  fuzz::require(!fault.code.empty() && fault.code.size() <= 100 && is_utf8(fault.message));
  if (const auto credentials = aws::parse_container_credentials(text))
    fuzz::require(credentials->credentials.access_key_id.find('\n') == std::string::npos);
  if (const auto secret = lambda::values_of_secret(text, "id")) fuzz::require(secret->texts.size() <= 4);
  const auto value = read_json(text, 64);
  if (!value) return 0;
  static_cast<void>(aws::parse_secret(*value, "id"));
  if (const auto page = aws::parse_parameter_page(*value, "ssm:GetParametersByPath")) {
    const auto values = lambda::values_of_parameters(page->parameters, "/phoney/dev/");
    fuzz::require(values.texts.size() + values.warnings.size() <= page->parameters.size() + 1);
  }
  return 0;
}
