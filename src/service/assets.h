// The files that the binary serves: the pages for people, and Swagger UI and Redoc for them.

#pragma once

#include <string_view>

namespace phoney::service {

struct Asset {
  std::string_view name;
  std::string_view media_type;
  std::string_view bytes;
  bool gzipped;  // as stored; what is small is stored as it is
};

// A file by its name without the .gz, or nothing.
const Asset* find_asset(std::string_view name);

}  // namespace phoney::service
