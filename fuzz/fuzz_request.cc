// The body of POST /template: every answer is JSON, and a refusal has a reason.

#include <cstddef>
#include <cstdint>

#include "base/json_reader.h"
#include "fuzz_engine.h"
#include "service/application.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace phoney;
  static service::Application application(fuzz::engine());
  Request request;
  request.method = "POST";
  request.path = "/template";
  request.body = {reinterpret_cast<const char*>(data), size};
  Response response;
  application.handle(request, response);
  fuzz::require(response.status == 200 || response.status == 422);
  const auto answer = read_json(response.body.view());
  fuzz::require(answer && answer->find(response.status == 200 ? "data" : "detail") != nullptr);
  return 0;
}
