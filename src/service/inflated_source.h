// InflatedSource: text that is kept as gzip, for the few clients that take no coding. It is made in pieces of 16 KiB,
// so that a client who asks for it costs neither its memory nor a long turn.

#pragma once

#include <zlib.h>

#include <string_view>

#include "service/message.h"

namespace phoney::service {

class InflatedSource final : public BodySource {
 public:
  // `gzipped` must outlive it.
  explicit InflatedSource(std::string_view gzipped);
  ~InflatedSource() override;
  InflatedSource(const InflatedSource&) = delete;
  InflatedSource& operator=(const InflatedSource&) = delete;

  Status next(Output& out) override;

 private:
  z_stream stream_{};
  bool good_;  // false: no memory for zlib
};

}  // namespace phoney::service
