// TextSet: a set of texts that only grows.
//
// They lie one after the other in one piece of memory: millions of them are let go of at once, where a node for each
// would take as long again as to find it.

#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace phoney {

class TextSet {
 public:
  // False if the text is there already.
  bool insert(std::string_view text);
  std::size_t size() const { return entries_.size(); }
  // Bytes that it takes.
  std::size_t memory() const {
    return texts_.capacity() + entries_.capacity() * sizeof(Entry) + slots_.capacity() * sizeof(std::uint32_t);
  }

 private:
  struct Entry {
    std::size_t hash;
    std::size_t end;  // in `texts_`, where it begins at the end of the one before
  };

  std::string_view text(std::size_t place) const;
  // The slot of the text, or the free one that it would take.
  std::size_t slot_of(std::string_view text, std::size_t hash) const;
  void grow();

  std::string texts_;
  std::vector<Entry> entries_;
  std::vector<std::uint32_t> slots_;  // of a table with open addressing, at most half full: a place + 1, or 0
};

}  // namespace phoney
