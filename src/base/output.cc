#include "base/output.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdlib>
#include <new>
#include <utility>

namespace phoney {
namespace {

constexpr auto kPowersOfTen = [] {
  std::array<std::uint64_t, 20> powers{1};
  for (std::size_t i = 1; i < powers.size(); ++i) powers[i] = powers[i - 1] * 10;
  return powers;
}();

}  // namespace

Output::Output(std::size_t capacity) {
  begin_ = static_cast<char*>(std::malloc(capacity + kSlack));
  if (begin_ == nullptr) throw std::bad_alloc();
  end_ = begin_;
  limit_ = begin_ + capacity;
}

Output::~Output() { std::free(begin_); }

Output::Output(Output&& other) noexcept
    : begin_(std::exchange(other.begin_, nullptr)),
      end_(std::exchange(other.end_, nullptr)),
      limit_(std::exchange(other.limit_, nullptr)),
      ceiling_(other.ceiling_),
      kind_(other.kind_),
      notation_(other.notation_) {}

Output& Output::operator=(Output&& other) noexcept {
  std::swap(begin_, other.begin_);
  std::swap(end_, other.end_);
  std::swap(limit_, other.limit_);
  std::swap(ceiling_, other.ceiling_);
  kind_ = other.kind_;
  notation_ = other.notation_;
  return *this;
}

void Output::grow(std::size_t size) {
  const std::size_t used = this->size();
  if (size > ceiling_ - std::min(used, ceiling_)) throw CeilingReached();
  const std::size_t capacity = std::max(used + size, std::min(ceiling_, 2 * static_cast<std::size_t>(limit_ - begin_)));
  auto* memory = static_cast<char*>(std::realloc(begin_, capacity + kSlack));
  if (memory == nullptr) throw std::bad_alloc();
  begin_ = memory;
  end_ = memory + used;
  limit_ = memory + capacity;
}

void Output::append_integer(std::int64_t value) {
  char* target = reserve(20);
  end_ = std::to_chars(target, target + 20, value).ptr;
}

void Output::append_padded_integer(std::uint64_t value, int width) {
  auto size = static_cast<std::size_t>(width);
  for (std::uint64_t rest = width < 20 ? value / kPowersOfTen[size] : 0; rest != 0; rest /= 10) ++size;
  char* const target = reserve(size);
  for (std::size_t i = size; i-- > 0; value /= 10) target[i] = static_cast<char>('0' + value % 10);
  end_ += size;
}

char* Output::insert(std::size_t position, std::size_t size) {
  reserve(size);
  char* place = begin_ + position;
  std::memmove(place + size, place, static_cast<std::size_t>(end_ - place));
  end_ += size;
  return place;
}

}  // namespace phoney
