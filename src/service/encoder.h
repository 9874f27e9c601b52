// Encoder: compresses a stream of bytes with a content coding.

#pragma once

#include <cstddef>
#include <memory>
#include <string_view>

#include "base/output.h"
#include "service/coding.h"

namespace phoney::service {

class Encoder {
 public:
  virtual ~Encoder() = default;
  // Appends what is ready of the text so far, or all that is left if this is the last of it. False only if the library
  // runs out of memory.
  virtual bool write(std::string_view text, bool last, Output& out) = 0;
  // About how many bytes of memory it uses.
  virtual std::size_t memory() const = 0;
};

// Nothing for identity.
std::unique_ptr<Encoder> make_encoder(Coding coding);

}  // namespace phoney::service
