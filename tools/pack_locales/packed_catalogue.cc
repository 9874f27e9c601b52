// The catalogue over the blob that is linked into this program.

#include "locale/catalogue.h"

extern "C" {
extern const std::byte phoney_blob[];
extern const std::byte phoney_blob_end[];
}

namespace phoney {

const Catalogue& packed_catalogue() {
  static const Catalogue catalogue({phoney_blob, phoney_blob_end});
  return catalogue;
}

}  // namespace phoney
