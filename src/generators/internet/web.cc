// URLs of sites, pages and images, and status codes of HTTP.

#include <algorithm>
#include <optional>
#include <string>

#include "engine/parse.h"
#include "generators/internet/internet.h"

namespace phoney::internet {
namespace {

struct StatusCodeArgs {
  bool include_unassigned = true;
};

void http_status_code(Context& context, const StatusCodeArgs& args, Output& out) {
  if (args.include_unassigned) return out.integer(context.random().range(100, 599));
  context.table(0).pick(context.random(), out);
}

constexpr std::string_view kUrlCalls[] = {"domain_name"};

// The scheme and the site's format: drawn here, written later, because a page's other parts are drawn in between.
struct Site {
  std::string_view scheme;
  std::string_view format;
};

Site draw_site(Context& context, const std::optional<TextList>& schemes, const Table& formats) {
  Random& random = context.random();
  Site site;
  if (!schemes) {
    site.scheme = random.below(2) == 0 ? "http" : "https";
  } else if (!schemes->empty()) {
    site.scheme = (*schemes)[random.choice_index(schemes->size())];
  }
  site.format = formats.pick_text(random);
  return site;
}

// Faker parses the scheme as it does the format.
void append_site(const Context& context, const Site& site, Output& out) {
  append_parsed(context.session(), site.scheme, out);
  out.append("://");
  append_format(context, site.format, kUrlCalls, out);
}

struct UrlArgs {
  std::optional<TextList> schemes;
};

void url(Context& context, const UrlArgs& args, Output& out) {
  append_site(context, draw_site(context, args.schemes, context.table(0)), out);
}

// Faker draws several elements otherwise than one.
void append_path(Random& random, const Table& paths, const std::optional<std::int64_t>& deep, Output& out) {
  const std::int64_t length = deep.value_or(0) != 0 ? *deep : random.range(1, 3);
  if (length == 1) return paths.pick(random, out);
  for (std::int64_t i = 0; i < length; ++i) {
    if (i > 0) out.append('/');
    paths.append(random.choices_index(paths.size()), out);
  }
}

struct UriPathArgs {
  std::optional<std::int64_t> deep;
};

void uri_path(Context& context, const UriPathArgs& args, Output& out) {
  append_path(context.random(), context.table(0), args.deep, out);
}

struct UriArgs {
  std::optional<TextList> schemes;
  std::optional<std::int64_t> deep;
};

void uri(Context& context, const UriArgs& args, Output& out) {
  const std::size_t start = out.size();
  const Site site = draw_site(context, args.schemes, context.table(0));
  append_path(context.random(), context.table(1), args.deep, out);
  context.table(2).pick(context.random(), out);
  context.table(3).pick(context.random(), out);
  // The domain is drawn last, and comes first.
  const std::size_t domain = out.size();
  append_site(context, site, out);
  std::rotate(out.data() + start, out.data() + domain, out.data() + out.size());
}

struct ImageUrlArgs {
  std::optional<std::int64_t> width;
  std::optional<std::int64_t> height;
  std::optional<std::string> placeholder_url;

  Result<void> check() const;
};

constexpr std::string_view kWidth = "{width}";
constexpr std::string_view kHeight = "{height}";

// The part of str.format that image services need. False if `format` has another replacement field or a lone brace.
template <class Text, class Number>
bool expand_image_url(std::string_view format, Text&& text, Number&& number) {
  while (!format.empty()) {
    const std::size_t plain = std::min(format.find_first_of("{}"), format.size());
    text(format.substr(0, plain));
    format.remove_prefix(plain);
    if (format.empty()) break;
    if (format.starts_with("{{") || format.starts_with("}}")) {
      text(format.substr(0, 1));
      format.remove_prefix(2);
    } else if (format.starts_with(kWidth)) {
      number(true);
      format.remove_prefix(kWidth.size());
    } else if (format.starts_with(kHeight)) {
      number(false);
      format.remove_prefix(kHeight.size());
    } else {
      return false;
    }
  }
  return true;
}

Result<void> ImageUrlArgs::check() const {
  const auto ignore = [](auto) {};
  if (!placeholder_url || expand_image_url(*placeholder_url, ignore, ignore)) return {};
  return make_error(ErrorCode::invalid_argument,
                    "`placeholder_url` must be a string with {width} and {height}; write other braces twice",
                    "placeholder_url");
}

void image_url(Context& context, const ImageUrlArgs& args, Output& out) {
  Random& random = context.random();
  const std::int64_t width = args.width.value_or(0) != 0 ? *args.width : random.range(0, 1024);
  const std::int64_t height = args.height.value_or(0) != 0 ? *args.height : random.range(0, 1024);
  const std::string_view format =
      args.placeholder_url ? std::string_view(*args.placeholder_url) : context.table(0).pick_text(random);
  expand_image_url(
      format, [&](std::string_view text) { out.append(text); },
      [&](bool is_width) { out.append_integer(is_width ? width : height); });
}

constexpr GeneratorSpec generators[] = {
    generator<http_status_code>("http_status_code", "An HTTP status code.")
        .param<&StatusCodeArgs::include_unassigned>("include_unassigned",
                                                    "Whether to include unassigned codes from 100 to 599.")
        .tables({"http_assigned_codes"})
        .returns(ResultType::integer),
    generator<url>("url", "A URL of a site.")
        .param<&UrlArgs::schemes>("schemes", "The schemes to draw from; null for http and https.")
        .tables({"url_formats"})
        .calls({"domain_name"}),
    generator<uri_path>("uri_path", "The directories in the path of a URL.")
        .param<&UriPathArgs::deep>("deep", "Number of directories; random if null.")
        .at_most(kMaxLength)
        .tables({"uri_paths"}),
    generator<uri>("uri", "A URL of a page.")
        .param<&UriArgs::schemes>("schemes", "The schemes to draw from; null for http and https.")
        .param<&UriArgs::deep>("deep", "Number of directories; random if null.")
        .at_most(kMaxLength)
        .tables({"url_formats", "uri_paths", "uri_pages", "uri_extensions"})
        .calls({"domain_name"}),
    generator<image_url>("image_url", "The URL of a placeholder image.")
        .param<&ImageUrlArgs::width>("width", "Width in pixels; random if null.")
        .param<&ImageUrlArgs::height>("height", "Height in pixels; random if null.")
        .param<&ImageUrlArgs::placeholder_url>("placeholder_url",
                                               "URL of the service, with {width} and {height}; random if null.")
        .tables({"image_placeholder_services"}),
};

}  // namespace

std::span<const GeneratorSpec> web_generators() { return generators; }

}  // namespace phoney::internet
