// Path and query of GET /fake/{generator}, divided at the first '?': every answer is JSON, unless values alone were
// asked for, which are UTF-8.

#include <algorithm>
#include <cstddef>
#include <cstdint>

#include "base/json_reader.h"
#include "fuzz_engine.h"
#include "service/application.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace phoney;
  static service::Application application(fuzz::engine());
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const std::size_t question = std::min(text.find('?'), text.size());
  const std::string path = "/fake/" + std::string(text.substr(0, question));
  Request request;
  request.method = "GET";
  request.path = path;
  request.query = text.substr(std::min(question + 1, text.size()));
  Response response;
  application.handle(request, response);
  const bool is_json = response.content_type == "application/json";
  fuzz::require(is_json ? read_json(response.body.view()).has_value() : is_utf8(response.body.view()));
  return 0;
}
