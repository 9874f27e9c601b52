// The parts that browsers' user agents share: platforms, build numbers, versions.

#pragma once

#include <array>
#include <concepts>
#include <cstdint>
#include <span>
#include <string_view>

#include "engine/session.h"

namespace phoney::user_agent {

// Tables that browsers name first in their specs, in this order.
enum PlatformTable : std::size_t { kWindows, kLinux, kMac, kAndroid, kDevices, kIosVersions };
#define PHONEY_PLATFORM_TABLES \
  "windows_platform_tokens", "linux_processors", "mac_processors", "android_versions", "apple_devices", "ios_versions"

struct Mac {
  std::string_view processor;
  std::int64_t minor;
  std::int64_t patch;
};

struct Ios {
  std::string_view device;
  std::string_view version;
};

Mac draw_mac(const Context& context);
Ios draw_ios(const Context& context, const Table& devices, const Table& versions);
inline std::string_view draw_text(const Context& context, PlatformTable table) {
  return context.table(table).pick_text(context.random());
}

void append(Output& out, const Mac& mac);
void append(Output& out, const Ios& ios);
inline void append(Output& out, std::string_view text) { out.append(text); }
inline void append(Output& out, char c) { out.append(c); }
template <std::integral T>
void append(Output& out, T number) {
  out.append_integer(number);
}

// Appends each part in turn.
template <class... Parts>
void write(Output& out, const Parts&... parts) {
  (append(out, parts), ...);
}

// The version of WebKit: 531.0 to 536.2.
struct WebKit {
  std::int64_t major;
  std::int64_t minor;
};
WebKit draw_webkit(Random& random);
void append(Output& out, const WebKit& version);

// Six digits, of which one is a letter of `letters` at `place`: the digits are drawn first.
using Build = std::array<char, 6>;
Build draw_build(Random& random, std::size_t place, std::string_view letters);
inline std::string_view view(const Build& build) { return {build.data(), build.size()}; }

inline constexpr std::string_view kUppercase = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
inline constexpr std::string_view kLowercase = "abcdefghijklmnopqrstuvwxyz";

// A locale's name as user agents write it: the generator `locale`, drawn anew, with a hyphen.
class LocaleName {
 public:
  // `call` is the place of `locale` in the spec's calls. `out` serves as scratch space and is left as it was.
  LocaleName(const Context& context, std::size_t call, Output& out);
  std::string_view view() const { return {text_.data(), size_}; }

 private:
  std::array<char, 32> text_;
  std::size_t size_;
};

std::span<const GeneratorSpec> chrome_generators();
std::span<const GeneratorSpec> firefox_generators();
std::span<const GeneratorSpec> other_generators();

}  // namespace phoney::user_agent
