#include "generators/internet/internet.h"

#include <algorithm>
#include <array>

namespace phoney {
namespace internet {

void append_format(const Context& context, std::string_view format, std::span<const std::string_view> calls,
                   Output& out) {
  for (;;) {
    const std::size_t open = format.find("{{");
    out.append(format.substr(0, open));
    if (open == std::string_view::npos) return;
    const std::size_t close = format.find("}}", open);
    const std::string_view name = format.substr(open + 2, close - open - 2);
    const auto call = std::ranges::find(calls, name);
    if (call == calls.end())
      return context.fail(ErrorCode::generation_failed, "one of Faker's formats contains an unknown name");
    context.call(static_cast<std::size_t>(call - calls.begin()), out);
    format.remove_prefix(close + 2);
  }
}

}  // namespace internet

std::span<const ClassGenerators> internet_generators() {
  static const std::array<ClassGenerators, 7> classes = {{
      {"internet", "default", internet::network_generators()},
      {"internet", "default", internet::domain_generators()},
      {"internet", "default", internet::registry_generators()},
      {"internet", "default", internet::web_generators()},
      {"internet", "en_PH", internet::en_ph_generators()},
      {"internet", "es_CL", internet::es_cl_generators()},
      {"internet", "zh_CN", internet::zh_cn_generators()},
  }};
  return classes;
}

}  // namespace phoney
