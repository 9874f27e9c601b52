// The files that the binary serves: the pages for people, and Swagger UI and Redoc for them.
//
// Each is there in all the forms that a client can ask for, made when phoney is built (tools/pack_assets), so that no
// request costs any compression. The list of files stands in this folder's CMakeLists.txt.

#pragma once

#include <optional>
#include <string_view>

#include "service/forms.h"

namespace phoney::service {

struct Asset {
  std::string_view media_type;
  Form
      identity;  // without bytes where the file is stored compressed: then `gzip` is inflated for whoever takes neither
  Form gzip;
  Form brotli;
};

// A file by its name without the .gz, or nothing.
std::optional<Asset> find_asset(std::string_view name);

// Answers with the form that the request likes best.
void answer_asset(const Request& request, const Asset& asset, Response& response);

}  // namespace phoney::service
