// NFKD and NFKC by utf8proc, in the tail of the Output: the text's decomposition is laid out there as 32-bit code
// points, put in canonical order, for NFKC composed, and encoded over the source.
//
// utf8proc's Unicode is newer than Python's. A code point that Python does not know decomposes to itself, has combining
// class 0 and composes with nothing, so it ends the run of code points that are ordered and composed together.

#include <utf8proc.h>

#include <algorithm>

#include "text/transform.h"
#include "text/unicode.h"
#include "text/utf8.h"

namespace phoney::text {
namespace {

constexpr std::size_t kLongestDecomposition = 18;  // U+FDFA

int combining_class(utf8proc_int32_t c) { return utf8proc_get_property(c)->combining_class; }

// Sorts marks by their combining class and leaves those of one class as they stand (The Unicode Standard, 3.11, D109).
void order_marks(utf8proc_int32_t* first, utf8proc_int32_t* last) {
  constexpr std::ptrdiff_t few = 32;
  if (last - first > few) {
    std::ranges::stable_sort(first, last, {}, combining_class);  // nobody's name; this may allocate
    return;
  }
  for (auto* at = first; at < last; ++at) {
    std::rotate(
        std::upper_bound(first, at, *at, [](auto a, auto b) { return combining_class(a) < combining_class(b); }), at,
        at + 1);
  }
}

void order_canonically(utf8proc_int32_t* first, utf8proc_int32_t* last) {
  const auto is_mark = [](utf8proc_int32_t c) { return c >= 0x300 && combining_class(c) != 0; };
  while (true) {
    first = std::find_if(first, last, is_mark);
    if (first == last) return;
    auto* const next = std::find_if_not(first, last, is_mark);
    if (next - first > 1) order_marks(first, next);
    first = next;
  }
}

// Code points behind the end of an Output. They are committed to it as they come, so they move when it grows.
class CodePointStack {
 public:
  explicit CodePointStack(Output& out) : out_(out) {
    while (out_.size() % alignof(utf8proc_int32_t) != 0) out_.append('\0');
    begin_ = out_.size();
    run_ = begin_;
  }

  void push(char32_t c) {
    *reinterpret_cast<utf8proc_int32_t*>(out_.reserve(kWidth)) = static_cast<utf8proc_int32_t>(c);
    out_.commit(kWidth);
  }

  void push_decomposed(char32_t c) {
    auto* const target = reinterpret_cast<utf8proc_int32_t*>(out_.reserve(kLongestDecomposition * kWidth));
    int last_boundclass = 0;
    const auto count =
        utf8proc_decompose_char(static_cast<utf8proc_int32_t>(c), target, kLongestDecomposition,
                                static_cast<utf8proc_option_t>(UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT), &last_boundclass);
    out_.commit(static_cast<std::size_t>(count) * kWidth);
  }

  // Orders, and composes if wanted, what was pushed since the last run ended.
  void end_run(bool compose) {
    auto* const first = at(run_);
    order_canonically(first, at(out_.size()));
    if (compose) {
      const auto count = static_cast<utf8proc_ssize_t>((out_.size() - run_) / kWidth);
      const auto left =
          utf8proc_normalize_utf32(first, count, static_cast<utf8proc_option_t>(UTF8PROC_COMPOSE | UTF8PROC_STABLE));
      out_.truncate(run_ + static_cast<std::size_t>(left) * kWidth);
    }
    run_ = out_.size();
  }

  // Encodes everything from `start` on, over the source, and ends the Output there. The writing never overtakes the
  // reading: the source lies between them, and a code point takes no more than its four bytes.
  void encode_to(std::size_t start) {
    char* target = out_.data() + start;
    for (const auto *c = at(begin_), *end = at(out_.size()); c < end; ++c) {
      target = encode(static_cast<char32_t>(*c), target);
    }
    out_.truncate(static_cast<std::size_t>(target - out_.data()));
  }

 private:
  static constexpr std::size_t kWidth = sizeof(utf8proc_int32_t);

  utf8proc_int32_t* at(std::size_t offset) { return reinterpret_cast<utf8proc_int32_t*>(out_.data() + offset); }

  Output& out_;
  std::size_t begin_;  // of all code points, as an offset in the Output
  std::size_t run_;    // of the current run
};

void normalize(Output& out, std::size_t start, bool compose) {
  if (is_ascii(out.view_from(start))) return;
  const std::size_t source_end = out.size();
  CodePointStack stack(out);
  for (std::size_t i = start; i < source_end;) {
    const CodePoint c = decode(out.data() + i, out.data() + source_end);
    i += c.size;
    if (c.value < 0x80) {
      stack.push(c.value);
    } else if (is_known(c.value)) {
      stack.push_decomposed(c.value);
    } else {
      stack.end_run(compose);
      stack.push(c.value);
      stack.end_run(false);
    }
  }
  stack.end_run(compose);
  stack.encode_to(start);
}

}  // namespace

void nfkd(Output& out, std::size_t start) { normalize(out, start, false); }
void nfkc(Output& out, std::size_t start) { normalize(out, start, true); }

}  // namespace phoney::text
