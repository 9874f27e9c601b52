// The body of POST /template: every answer is JSON, unless other records were asked for, and a refusal has a reason.

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
  fuzz::require(response.status == 200 || response.status == 400 || response.status == 422);
  if (response.source || response.content_type != "application/json") return 0;
  const auto answer = read_json(response.body.view());
  fuzz::require(answer.has_value());
  fuzz::require(answer->is_list() || answer->find(response.status == 200 ? "data" : "detail") != nullptr);
  return 0;
}
