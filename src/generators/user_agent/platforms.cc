#include "generators/user_agent/platforms.h"

#include <algorithm>

namespace phoney::user_agent {

Mac draw_mac(const Context& context) {
  Random& random = context.random();
  const std::string_view processor = draw_text(context, kMac);
  const std::int64_t minor = random.range(5, 12);
  return {processor, minor, random.range(0, 9)};
}

Ios draw_ios(const Context& context, const Table& devices, const Table& versions) {
  const std::string_view device = devices.pick_text(context.random());
  return {device, versions.pick_text(context.random())};
}

void append(Output& out, const Mac& mac) {
  write(out, "Macintosh; ", mac.processor, " Mac OS X 10_", mac.minor, '_', mac.patch);
}

void append(Output& out, const Ios& ios) {
  write(out, ios.device, "; CPU ", ios.device, " OS ");
  const std::size_t version = out.size();
  out.append(ios.version);
  std::replace(out.data() + version, out.data() + out.size(), '.', '_');
  out.append(" like Mac OS X");
}

WebKit draw_webkit(Random& random) {
  const std::int64_t major = random.range(531, 536);
  return {major, random.range(0, 2)};
}

void append(Output& out, const WebKit& version) { write(out, version.major, '.', version.minor); }

Build draw_build(Random& random, std::size_t place, std::string_view letters) {
  Build build;
  for (std::size_t i = 0; i < build.size(); ++i) {
    if (i != place) build[i] = static_cast<char>('0' + random.below(10));
  }
  build[place] = letters[random.below(static_cast<std::uint32_t>(letters.size()))];
  return build;
}

LocaleName::LocaleName(const Context& context, std::size_t call, Output& out) {
  const std::size_t start = out.size();
  context.call(call, out);
  size_ = std::min(out.size() - start, text_.size());
  std::replace_copy(out.data() + start, out.data() + start + size_, text_.begin(), '_', '-');
  out.truncate(start);
}

}  // namespace phoney::user_agent
