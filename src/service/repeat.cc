#include "service/repeat.h"

#include <fmt/format.h>

#include "base/instant.h"
#include "base/json_text.h"

namespace phoney::service {
namespace {

constexpr std::size_t kMaxSeedHeader = 1024;

std::string percent_encoded(std::string_view text) {
  std::string result;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte > 0x20 && byte < 0x7f && c != '%') {
      result += c;
    } else {
      result += fmt::format("%{:02X}", byte);
    }
  }
  return result;
}

}  // namespace

void append_repeat(Output& out, const Repeat& repeat) {
  out.append(R"(,"locale":)");
  append_json_text(out, repeat.locale);
  out.append(R"(,"seed":)");
  if (repeat.seed.is_integer()) {
    out.append(repeat.seed.text());
  } else {
    append_json_text(out, repeat.seed.text());
  }
  out.append(R"(,"now":")");
  out.append(format_instant(repeat.now));
  out.append(R"(","data_version":)");
  append_json_text(out, repeat.data_version);
}

void add_repeat_headers(Response& response, const Repeat& repeat) {
  response.add_header("Phoney-Locale", repeat.locale);
  if (std::string seed = percent_encoded(repeat.seed.text()); seed.size() <= kMaxSeedHeader) {
    response.add_header("Phoney-Seed", std::move(seed));
  }
  response.add_header("Phoney-Now", format_instant(repeat.now));
  response.add_header("Phoney-Data-Version", repeat.data_version);
}

}  // namespace phoney::service
