#include "generators/user_agent/platforms.h"

namespace phoney::user_agent {
namespace {

struct ChromeArgs {
  std::int64_t version_from = 13;
  std::int64_t version_to = 63;
  std::int64_t build_from = 800;
  std::int64_t build_to = 899;

  Result<void> check() const {
    if (version_from > version_to) {
      return make_error(ErrorCode::invalid_argument, "`version_to` must be at least `version_from`", "version_to");
    }
    if (build_from > build_to) {
      return make_error(ErrorCode::invalid_argument, "`build_to` must be at least `build_from`", "build_to");
    }
    return {};
  }
};

struct Version {
  std::int64_t major;
  std::int64_t build;
};

void append(Output& out, const Version& version) { write(out, version.major, ".0.", version.build, ".0"); }

template <class... Platform>
void write_desktop(Output& out, const WebKit& webkit, const Version& version, const Platform&... platform) {
  write(out, '(', platform..., ") AppleWebKit/", webkit, " (KHTML, like Gecko) Chrome/", version, " Safari/", webkit);
}

void chrome(Context& context, const ChromeArgs& args, Output& out) {
  Random& random = context.random();
  const auto draw_version = [&] {
    const std::int64_t major = random.range(args.version_from, args.version_to);
    return Version{major, random.range(args.build_from, args.build_to)};
  };
  const WebKit webkit = draw_webkit(random);
  const Build build = draw_build(random, 2, kUppercase);
  const std::string_view linux_processor = draw_text(context, kLinux);
  const Version on_linux = draw_version();
  const std::string_view windows = draw_text(context, kWindows);
  const Version on_windows = draw_version();
  const Mac mac = draw_mac(context);
  const Version on_mac = draw_version();
  const std::string_view android = draw_text(context, kAndroid);
  const Version on_android = draw_version();
  const Ios ios = draw_ios(context, context.table(kDevices), context.table(kIosVersions));
  const Version on_ios = draw_version();
  out.append("Mozilla/5.0 ");
  switch (random.below(5)) {
    case 0:
      return write_desktop(out, webkit, on_linux, "X11; Linux ", linux_processor);
    case 1:
      return write_desktop(out, webkit, on_windows, windows);
    case 2:
      return write_desktop(out, webkit, on_mac, mac);
    case 3:
      return write_desktop(out, webkit, on_android, "Linux; Android ", android);
    default:
      write(out, '(', ios, ") AppleWebKit/", webkit, " (KHTML, like Gecko) CriOS/", on_ios, " Mobile/", view(build),
            " Safari/", webkit);
  }
}

constexpr GeneratorSpec generators[] = {
    generator<chrome>("chrome", "A user agent of Chrome.")
        .param<&ChromeArgs::version_from>("version_from", "Lowest version.")
        .param<&ChromeArgs::version_to>("version_to", "Highest version.")
        .param<&ChromeArgs::build_from>("build_from", "Lowest build number.")
        .param<&ChromeArgs::build_to>("build_to", "Highest build number.")
        .tables({PHONEY_PLATFORM_TABLES}),
};

}  // namespace

std::span<const GeneratorSpec> chrome_generators() { return generators; }

}  // namespace phoney::user_agent
