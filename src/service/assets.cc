#include "service/assets.h"

#include <algorithm>

// cmake/PhoneyAssets.cmake makes these symbols.
#define PHONEY_ASSET(symbol)                             \
  extern "C" const char phoney_asset_##symbol##_begin[]; \
  extern "C" const char phoney_asset_##symbol##_end[]
PHONEY_ASSET(docs_html);
PHONEY_ASSET(docs_js);
PHONEY_ASSET(home_css);
PHONEY_ASSET(home_html);
PHONEY_ASSET(home_js);
PHONEY_ASSET(redoc_html);
PHONEY_ASSET(redoc_js);
PHONEY_ASSET(redoc_standalone_js_gz);
PHONEY_ASSET(swagger_ui_bundle_js_gz);
PHONEY_ASSET(swagger_ui_css_gz);
#undef PHONEY_ASSET

namespace phoney::service {
namespace {

constexpr std::string_view kHtml = "text/html; charset=utf-8";
constexpr std::string_view kScript = "text/javascript; charset=utf-8";
constexpr std::string_view kStyle = "text/css; charset=utf-8";

std::string_view between(const char* begin, const char* end) { return {begin, static_cast<std::size_t>(end - begin)}; }

}  // namespace

const Asset* find_asset(std::string_view name) {
#define PHONEY_BYTES(symbol) between(phoney_asset_##symbol##_begin, phoney_asset_##symbol##_end)
  static const Asset assets[] = {
      {"docs.html", kHtml, PHONEY_BYTES(docs_html), false},
      {"docs.js", kScript, PHONEY_BYTES(docs_js), false},
      {"home.css", kStyle, PHONEY_BYTES(home_css), false},
      {"home.html", kHtml, PHONEY_BYTES(home_html), false},
      {"home.js", kScript, PHONEY_BYTES(home_js), false},
      {"redoc.html", kHtml, PHONEY_BYTES(redoc_html), false},
      {"redoc.js", kScript, PHONEY_BYTES(redoc_js), false},
      {"redoc.standalone.js", kScript, PHONEY_BYTES(redoc_standalone_js_gz), true},
      {"swagger-ui-bundle.js", kScript, PHONEY_BYTES(swagger_ui_bundle_js_gz), true},
      {"swagger-ui.css", kStyle, PHONEY_BYTES(swagger_ui_css_gz), true},
  };
#undef PHONEY_BYTES
  const auto* found = std::ranges::find(assets, name, &Asset::name);
  return found != std::end(assets) ? found : nullptr;
}

}  // namespace phoney::service
