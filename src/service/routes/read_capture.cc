#include "service/routes/read_capture.h"

#include "base/json_reader.h"
#include "service/query.h"
#include "service/refusal.h"

namespace phoney::service {

std::optional<std::string> read_capture(const Call& call, std::size_t place, Response& response) {
  auto capture = percent_decode(call.captures[place]);
  if (capture && is_utf8(*capture)) return *std::move(capture);
  refuse(response, 404, "there is no such name: the path is not UTF-8 in percent-encoding");
  return std::nullopt;
}

}  // namespace phoney::service
