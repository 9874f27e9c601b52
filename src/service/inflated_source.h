// InflatedSource: decompresses text that is stored as gzip, for the few clients that accept no coding. It works in
// pieces of 16 KiB, so that such a request needs neither much memory nor a long turn.

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
  std::size_t memory() const override { return kMemory; }

 private:
  // zlib's state and window for inflating: "about 7 kilobytes" beside the window (zconf.h).
  static constexpr std::size_t kMemory = 40 << 10;

  z_stream stream_{};
  bool good_;  // false: no memory for zlib
};

}  // namespace phoney::service
