#include "service/limits/networks.h"

#include <algorithm>

namespace phoney::service {

bool RecentNetworks::contains(const IpAddress& client) const {
  return std::ranges::find(entries_, network_of(client), &Entry::network) != entries_.end();
}

void RecentNetworks::note(const IpAddress& client) {
  const IpAddress network = network_of(client);
  auto entry = std::ranges::find(entries_, network, &Entry::network);
  if (entry == entries_.end() && entries_.size() < kCapacity) entry = entries_.emplace(entries_.end());
  if (entry == entries_.end()) entry = std::ranges::min_element(entries_, {}, &Entry::noted);
  *entry = {network, ++notes_};
}

}  // namespace phoney::service
