// UTF-8: code points in and out of bytes.
//
// Text inside phoney is UTF-8 that somebody has already checked, but the functions here stay within their bounds on any
// bytes: a byte that begins no well-formed sequence counts as one code point, U+FFFD. Surrogates encoded in three bytes
// are passed through, since a Python str may hold them.

#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace phoney::text {

inline constexpr char32_t kReplacement = 0xFFFD;

// A code point and the number of bytes, 1 to 4, that it was read from.
struct CodePoint {
  char32_t value;
  std::uint32_t size;
};

// Of a code point that is not ASCII. `at` < `end`.
CodePoint decode_multibyte(const char* at, const char* end);

// The code point that begins at `at`; `at` < `end`.
inline CodePoint decode(const char* at, const char* end) {
  const auto lead = static_cast<unsigned char>(*at);
  if (lead < 0x80) return {lead, 1};
  return decode_multibyte(at, end);
}

// The code point that ends just before `at`; `begin` < `at`.
CodePoint decode_before(const char* begin, const char* at);

// Writes `code_point` (at most U+10FFFF) and returns where the next one goes. Up to 4 bytes.
inline char* encode(char32_t code_point, char* target) {
  const auto byte = [](char32_t value) { return static_cast<char>(static_cast<unsigned char>(value)); };
  const auto continuation = [&](unsigned shift) { return byte(0x80 | ((code_point >> shift) & 0x3F)); };
  if (code_point < 0x80) {
    *target++ = byte(code_point);
  } else if (code_point < 0x800) {
    *target++ = byte(0xC0 | (code_point >> 6));
    *target++ = continuation(0);
  } else if (code_point < 0x10000) {
    *target++ = byte(0xE0 | (code_point >> 12));
    *target++ = continuation(6);
    *target++ = continuation(0);
  } else {
    *target++ = byte(0xF0 | (code_point >> 18));
    *target++ = continuation(12);
    *target++ = continuation(6);
    *target++ = continuation(0);
  }
  return target;
}

// Reads nothing outside `text`.
bool is_ascii(std::string_view text);

// Python's len(): the number of code points.
std::size_t length(std::string_view text);

// Python's text[index], as the bytes of that code point; empty when `index` is past the end.
std::string_view code_point_at(std::string_view text, std::size_t index);

// for (CodePoint c : CodePoints(text)) ...
class CodePoints {
 public:
  explicit CodePoints(std::string_view text) : begin_(text.data()), end_(text.data() + text.size()) {}

  class Iterator {
   public:
    Iterator(const char* at, const char* end) : at_(at), end_(end) { read(); }
    CodePoint operator*() const { return current_; }
    Iterator& operator++() {
      at_ += current_.size;
      read();
      return *this;
    }
    bool operator==(const Iterator& other) const { return at_ == other.at_; }

   private:
    void read() {
      if (at_ < end_) current_ = decode(at_, end_);
    }

    const char* at_;
    const char* end_;
    CodePoint current_ = {0, 0};
  };

  Iterator begin() const { return {begin_, end_}; }
  Iterator end() const { return {end_, end_}; }

 private:
  const char* begin_;
  const char* end_;
};

}  // namespace phoney::text
