#include "generators/user_agent/user_agent.h"

#include "generators/user_agent/platforms.h"

namespace phoney {
namespace user_agent {
namespace {

void ios_platform_token(Context& context, Output& out) {
  append(out, draw_ios(context, context.table(0), context.table(1)));
}

void opera(Context& context, Output& out) {
  Random& random = context.random();
  const bool on_linux = random.bits(1) != 0;
  const std::string_view token = draw_text(context, on_linux ? kLinux : kWindows);
  const LocaleName locale(context, 0, out);
  const std::int64_t presto = random.range(160, 190);
  const std::int64_t version = random.range(10, 12);
  const std::int64_t major = random.range(8, 9);
  const std::int64_t minor = random.range(10, 99);
  write(out, "Opera/", major, '.', minor, ".(", on_linux ? "X11; Linux " : "", token, "; ", locale.view(),
        ") Presto/2.9.", presto, " Version/", version, ".00");
}

// Safari's own version: 531.1.1 to 535.50.7.
struct Build3 {
  std::int64_t major;
  std::int64_t minor;
  std::int64_t patch;
};

void append(Output& out, const Build3& build) { write(out, build.major, '.', build.minor, '.', build.patch); }

struct SafariVersion {
  bool short_form;
  std::int64_t major;
  std::int64_t minor;
};

void append(Output& out, const SafariVersion& version) {
  write(out, version.major, version.short_form ? "." : ".0.", version.minor);
}

void safari(Context& context, Output& out) {
  Random& random = context.random();
  Build3 build;
  build.major = random.range(531, 535);
  build.minor = random.range(1, 50);
  build.patch = random.range(1, 7);
  SafariVersion version;
  version.short_form = random.bits(1) == 0;
  version.major = random.range(4, 5);
  version.minor = version.short_form ? random.range(0, 1) : random.range(1, 5);
  const LocaleName locale(context, 0, out);
  const std::string_view windows = draw_text(context, kWindows);
  const Mac mac = draw_mac(context);
  const std::int64_t revision = random.range(2, 6);
  const std::int64_t os_major = random.range(3, 4);
  const std::int64_t os_minor = random.range(0, 3);
  const std::int64_t pod_version = random.range(3, 4);
  const std::int64_t pod_build = random.range(111, 119);
  const auto write_desktop = [&](const auto&... platform) {
    write(out, '(', platform..., ") AppleWebKit/", build, " (KHTML, like Gecko) Version/", version, " Safari/", build);
  };
  out.append("Mozilla/5.0 ");
  switch (random.below(3)) {
    case 0:
      return write_desktop("Windows; U; ", windows);
    case 1:
      return write_desktop(mac, " rv:", revision, ".0; ", locale.view());
    default:
      write(out, "(iPod; U; CPU iPhone OS ", os_major, '_', os_minor, " like Mac OS X; ", locale.view(),
            ") AppleWebKit/", build, " (KHTML, like Gecko) Version/", pod_version, ".0.5 Mobile/8B", pod_build,
            " Safari/6", build);
  }
}

constexpr GeneratorSpec generators[] = {
    generator<ios_platform_token>("ios_platform_token", "An iOS version, as in user agents.")
        .tables({"apple_devices", "ios_versions"}),
    generator<opera>("opera", "A user agent of Opera.").tables({PHONEY_PLATFORM_TABLES}).calls({"locale"}),
    generator<safari>("safari", "A user agent of Safari.").tables({PHONEY_PLATFORM_TABLES}).calls({"locale"}),
};

}  // namespace

std::span<const GeneratorSpec> other_generators() { return generators; }

}  // namespace user_agent

std::span<const ClassGenerators> user_agent_generators() {
  static const std::array<ClassGenerators, 3> classes = {{
      {"user_agent", "default", user_agent::chrome_generators()},
      {"user_agent", "default", user_agent::firefox_generators()},
      {"user_agent", "default", user_agent::other_generators()},
  }};
  return classes;
}

}  // namespace phoney
