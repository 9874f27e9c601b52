#include "base/text_set.h"

#include <algorithm>
#include <functional>

namespace phoney {

std::string_view TextSet::text(std::size_t place) const {
  const std::size_t start = place == 0 ? 0 : entries_[place - 1].end;
  return std::string_view(texts_).substr(start, entries_[place].end - start);
}

std::size_t TextSet::slot_of(std::string_view wanted, std::size_t hash) const {
  std::size_t slot = hash & (slots_.size() - 1);
  while (slots_[slot] != 0) {
    const std::size_t place = slots_[slot] - 1;
    if (entries_[place].hash == hash && text(place) == wanted) break;
    slot = (slot + 1) & (slots_.size() - 1);
  }
  return slot;
}

void TextSet::grow() {
  slots_.assign(std::max<std::size_t>(16, 2 * slots_.size()), 0);
  for (std::size_t place = 0; place < entries_.size(); ++place) {
    std::size_t slot = entries_[place].hash & (slots_.size() - 1);
    while (slots_[slot] != 0) slot = (slot + 1) & (slots_.size() - 1);
    slots_[slot] = static_cast<std::uint32_t>(place + 1);
  }
}

bool TextSet::insert(std::string_view text) {
  if (2 * (entries_.size() + 1) > slots_.size()) grow();
  const std::size_t hash = std::hash<std::string_view>()(text);
  std::uint32_t& slot = slots_[slot_of(text, hash)];
  if (slot != 0) return false;
  texts_ += text;
  entries_.push_back({hash, texts_.size()});
  slot = static_cast<std::uint32_t>(entries_.size());
  return true;
}

}  // namespace phoney
