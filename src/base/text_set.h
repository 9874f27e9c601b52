// TextSet: a set of texts that only grows.
//
// All texts are in one block of memory, so that millions of them are freed at once. Freeing a node for each would take
// as long as finding it.

#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace phoney {

class TextSet {
 public:
  // Returns false if the set already has the text.
  bool insert(std::string_view text);
  std::size_t size() const { return entries_.size(); }
  // In bytes.
  std::size_t memory() const {
    return texts_.capacity() + entries_.capacity() * sizeof(Entry) + slots_.capacity() * sizeof(std::uint32_t);
  }

 private:
  struct Entry {
    std::size_t hash;
    std::size_t end;  // in `texts_`; a text begins at the end of the one before
  };

  std::string_view text(std::size_t place) const;
  // The slot of the text, or the free slot for it.
  std::size_t slot_of(std::string_view text, std::size_t hash) const;
  void grow();

  std::string texts_;
  std::vector<Entry> entries_;
  std::vector<std::uint32_t> slots_;  // of a table with open addressing, at most half full: a place + 1, or 0
};

}  // namespace phoney
