// The loop around an encoder that takes its input in pieces.

#pragma once

#include <algorithm>
#include <cstddef>
#include <cstring>
#include <string_view>

#include "base/output.h"
#include "engine/session.h"

namespace phoney {

struct EncodeStep {
  std::size_t read = 0;
  std::size_t written = 0;
  bool ended = false;
};

// Replaces the bytes from `start` to the end by what `encoder` makes of them. It has a method
//
//   EncodeStep encode(std::string_view source, bool last, char* target, std::size_t room);
//
// which is given, after the last piece, what it left of it until it has ended. False if the context may not go on.
//
// WorkLimit reads the clock for every piece, which LZMA takes some milliseconds for. It is asked about the size before
// `start`, because what stands behind will shrink.
template <class Encoder>
bool encode_from(const Context& context, std::size_t start, Encoder& encoder, Output& out) {
  constexpr std::size_t kPiece = 4096;
  const std::size_t end = out.size();
  std::size_t next = start;
  for (bool ended = false; !ended;) {
    if (!context.may_go_on(start, WorkLimit::steps_of(16 * kPiece))) return false;
    char* const target = out.reserve(kPiece);
    const std::size_t size = std::min(end - next, kPiece);
    const EncodeStep step = encoder.encode({out.data() + next, size}, next + size == end, target, kPiece);
    out.commit(step.written);
    next += step.read;
    ended = step.ended;
  }
  const std::size_t encoded = out.size() - end;
  std::memmove(out.data() + start, out.data() + end, encoded);
  out.truncate(start + encoded);
  return true;
}

}  // namespace phoney
