// The files that the binary serves: the pages, and Swagger UI and Redoc for them.
//
// The build (tools/pack_assets) stores each file in all content codings, so that no request has to compress it.
// CMakeLists.txt in this folder lists the files.

#pragma once

#include <optional>
#include <string_view>

#include "service/forms.h"

namespace phoney::service {

struct Asset {
  std::string_view media_type;
  Form identity;  // without bytes if the file is stored compressed: then `gzip` is inflated for clients without codings
  Form gzip;
  Form brotli;
};

// A file by its name without the .gz, or nothing.
std::optional<Asset> find_asset(std::string_view name);

// Responds with the form that the request prefers.
void respond_with_asset(const Request& request, const Asset& asset, Response& response);

}  // namespace phoney::service
