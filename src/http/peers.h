// Peers: the connections and the memory of each address, and their totals.
//
// Addresses of the same IPv6 /48 count as one (service/limits/networks.h). An address may hold as many bytes as
// remain free: one address alone gets half of the memory, two get a third each, and so on (dynamic thresholds:
// Choudhury and Hahne, 1998). Trusted proxies send requests of many clients, so only the total limits them.
// Requests and responses may each use `max_held_bytes`, and both together a seventh more, so that neither can use all.

#pragma once

#include <atomic>
#include <cstddef>
#include <memory>
#include <string_view>
#include <utility>

#include "http/options.h"

namespace phoney::http {

class Peers {
 private:
  struct Impl;
  struct Holder;
  struct Held {
    std::size_t response = 0;
    std::size_t request = 0;
    bool operator==(const Held&) const = default;
  };

 public:
  enum class Refusal { none, full, address_full };

  // A connection's entry. Destroying it releases its bytes.
  class Place {
   public:
    Place() = default;
    Place(Place&& other) noexcept
        : peers_(std::exchange(other.peers_, nullptr)), holder_(other.holder_), held_(other.held_) {}
    Place& operator=(Place&& other) noexcept {
      std::swap(peers_, other.peers_);
      std::swap(holder_, other.holder_);
      std::swap(held_, other.held_);
      return *this;
    }
    ~Place() { leave(); }

    // Sets how many bytes the connection holds. Returns false and changes nothing if there is no room for more. A place
    // without peers has unlimited room.
    bool hold(std::size_t response_bytes, std::size_t request_bytes = 0) {
      const Held held{response_bytes, request_bytes};
      return held == held_ || change(held);
    }

    // The number of connections of this address; 0 for a proxy, whose clients are unknown.
    std::size_t connections_of_address() const;

   private:
    friend class Peers;
    Place(Peers& peers, Holder& holder) : peers_(&peers), holder_(&holder) {}
    bool change(const Held& held);
    void leave();

    Peers* peers_ = nullptr;
    Holder* holder_ = nullptr;
    Held held_;
  };

  // `options` must outlive it, and it its places.
  explicit Peers(const ServerOptions& options);
  ~Peers();

  // Can be called from several threads at once. `address` is numeric. With `beyond`, enters even if all places are
  // taken, because another connection is about to leave.
  Refusal enter(std::string_view address, Place& place, bool beyond = false);
  std::size_t connections() const;
  // Of one address; 0 for a proxy.
  std::size_t connections_of(std::string_view address) const;
  std::size_t held_bytes() const;

 private:
  std::unique_ptr<Impl> impl_;
};

}  // namespace phoney::http
