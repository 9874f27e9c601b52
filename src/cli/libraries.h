// The third-party libraries in the binary, with the versions that they report.

#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace phoney::cli {

struct LinkedLibrary {
  std::string_view name;  // as in third_party/components.tsv
  std::string version;    // "3.0.19", as the library reports it
};

std::vector<LinkedLibrary> linked_libraries();

}  // namespace phoney::cli
