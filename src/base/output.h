// Output: the growing buffer to which all generators append UTF-8.
//
// Two properties keep the cost of a value down to nanoseconds. First, at least `kSlack` bytes past the end are
// writable, so a short string is copied with one 16-byte store, and the end moves by its true length. Strings in the
// packed tables are padded, so that reading 16 bytes from their start is always allowed (see locale/blob.h). Second,
// nothing here allocates after warm-up, because `clear` keeps the memory.
//
// A generator also sets the kind of value that it wrote, so that `"{{random_int}}"` alone becomes a JSON number while
// `"id-{{random_int}}"` stays a string. Values other than text are written as JSON, or as by Python's str() inside a
// longer string.

#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <new>
#include <string_view>

#include "base/copy_bytes.h"

namespace phoney {

// What a generator wrote.
enum class Kind : std::uint8_t {
  text,     // raw UTF-8; a format quotes and escapes it
  number,   // digits, usable as a JSON number as they are
  literal,  // true, false, null (or True, False, None), by notation
  encoded,  // a list or object, already complete in the output's notation
};

// The notation of values other than text.
enum class Notation : std::uint8_t {
  json,    // true, null, ["a", "b"]
  python,  // str(): True, None, ['a', 'b']
  repr,    // repr(), inside Python's lists: as str(), but for some types, as Decimal('1.5'), which then are `encoded`;
           // the list quotes what is text
};

// Thrown as if there were no more memory. This is the only exception that phoney's code throws, because a Result would
// have to pass through every function that appends. OutputCeiling catches it.
class CeilingReached final : public std::bad_alloc {};

class Output {
 public:
  // Number of bytes past the end that are always writable.
  static constexpr std::size_t kSlack = 64;

  explicit Output(std::size_t capacity = 4096);
  ~Output();
  Output(const Output&) = delete;
  Output& operator=(const Output&) = delete;
  Output(Output&& other) noexcept;
  Output& operator=(Output&& other) noexcept;

  std::size_t size() const { return static_cast<std::size_t>(end_ - begin_); }
  std::size_t capacity() const { return static_cast<std::size_t>(limit_ - begin_); }
  char* data() { return begin_; }
  const char* data() const { return begin_; }
  std::string_view view() const { return {begin_, size()}; }
  std::string_view view_from(std::size_t start) const { return {begin_ + start, size() - start}; }

  void clear() { end_ = begin_; }
  void truncate(std::size_t size) { end_ = begin_ + size; }

  // Limits the buffer to `size` bytes; appending more throws CeilingReached. See OutputCeiling.
  void set_ceiling(std::size_t size) { ceiling_ = size; }
  std::size_t ceiling() const { return ceiling_; }

  // Makes room for `size` more bytes (plus the slack) and returns where they start.
  char* reserve(std::size_t size) {
    if (size > static_cast<std::size_t>(limit_ - end_)) grow(size);
    return end_;
  }
  // Adds `size` bytes that were written at the pointer that `reserve` returned.
  void commit(std::size_t size) { end_ += size; }

  void append(char c) {
    *reserve(1) = c;
    ++end_;
  }
  void append(std::string_view text) {
    copy_bytes(text, reserve(text.size()));
    end_ += text.size();
  }
  // Appends `size` bytes from a place where at least 16 bytes, rounded up to a multiple of 16, can be read.
  void append_padded(const char* source, std::size_t size) {
    char* target = reserve(size);
    std::memcpy(target, source, 16);
    for (std::size_t i = 16; i < size; i += 16) std::memcpy(target + i, source + i, 16);
    end_ += size;
  }
  // Appends a decimal integer.
  void append_integer(std::int64_t value);
  // Appends a non-negative integer with leading zeros up to `width`.
  void append_padded_integer(std::uint64_t value, int width);

  // Opens `size` bytes at `position`, moving what follows, and returns where they start.
  char* insert(std::size_t position, std::size_t size);

  Kind kind() const { return kind_; }
  void set_kind(Kind kind) { kind_ = kind; }
  Notation notation() const { return notation_; }
  void set_notation(Notation notation) { notation_ = notation; }

  // Whole values of kinds other than text.
  void integer(std::int64_t value) {
    kind_ = Kind::number;
    append_integer(value);
  }
  void boolean(bool value) {
    kind_ = Kind::literal;
    append(notation_ == Notation::json ? (value ? "true" : "false") : (value ? "True" : "False"));
  }
  void null() {
    kind_ = Kind::literal;
    append(notation_ == Notation::json ? "null" : "None");
  }

 private:
  void grow(std::size_t size);

  char* begin_ = nullptr;
  char* end_ = nullptr;
  char* limit_ = nullptr;  // end of what may be filled; kSlack bytes more are allocated
  std::size_t ceiling_ = SIZE_MAX;
  Kind kind_ = Kind::text;
  Notation notation_ = Notation::json;
};

// During its lifetime, values have Python's str() notation, for use inside a string.
class PythonNotation {
 public:
  explicit PythonNotation(Output& out) : out_(out), notation_(out.notation()) { out.set_notation(Notation::python); }
  ~PythonNotation() { out_.set_notation(notation_); }
  PythonNotation(const PythonNotation&) = delete;
  PythonNotation& operator=(const PythonNotation&) = delete;

 private:
  Output& out_;
  Notation notation_;
};

// Limits the output during its lifetime, so that a single value cannot take all memory before its size is checked.
class OutputCeiling {
 public:
  // For values of at most `bytes`: allows three times as much, because escapes add to it.
  OutputCeiling(Output& out, std::size_t bytes)
      : out_(out), start_(out.size()), ceiling_(out.ceiling()), notation_(out.notation()) {
    constexpr std::size_t kFrame = 64 << 10;
    if (bytes < SIZE_MAX / 4 - start_ - kFrame) out_.set_ceiling(std::min(ceiling_, start_ + 3 * bytes + kFrame));
  }
  ~OutputCeiling() { out_.set_ceiling(ceiling_); }
  OutputCeiling(const OutputCeiling&) = delete;
  OutputCeiling& operator=(const OutputCeiling&) = delete;

  // Runs `make`. If it needs more, or if memory runs out, restores the output and returns false.
  template <class F>
  bool holds(F&& make) {
    try {
      make();
      return true;
    } catch (const CeilingReached&) {
      undo();
      return false;
    } catch (const std::bad_alloc&) {
      undo();
      throw;
    }
  }

 private:
  void undo() {
    out_.truncate(start_);
    out_.set_notation(notation_);
  }

  Output& out_;
  std::size_t start_;
  std::size_t ceiling_;
  Notation notation_;
};

}  // namespace phoney
