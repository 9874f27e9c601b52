// Peers: the connections and the memory of each address, and their totals.
//
// Addresses of the same IPv6 /48 count as one (service/limits/networks.h). An address may hold as many bytes as
// remain free: one address alone gets half of the memory, two get a third each, and so on (dynamic thresholds:
// Choudhury and Hahne, 1998). Trusted proxies send requests of many clients, so only the total limits them. A quarter
// is reserved for responses, so that incomplete requests of many addresses cannot prevent them.

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

 public:
  enum class Refusal { none, full, address_full };
  enum class Use { request, response };

  // A connection's entry. Destroying it releases its bytes.
  class Place {
   public:
    Place() = default;
    Place(Place&& other) noexcept
        : peers_(std::exchange(other.peers_, nullptr)), holder_(other.holder_), bytes_(other.bytes_) {}
    Place& operator=(Place&& other) noexcept {
      std::swap(peers_, other.peers_);
      std::swap(holder_, other.holder_);
      std::swap(bytes_, other.bytes_);
      return *this;
    }
    ~Place() { leave(); }

    // Sets how many bytes the connection holds. Returns false and changes nothing if there is no room for more of that
    // use. A place without peers has unlimited room.
    bool hold(std::size_t bytes, Use use = Use::response) {
      if (bytes == bytes_) return true;
      return change(bytes, use);
    }

    // The number of connections of this address; 0 for a proxy, whose clients are unknown.
    std::size_t connections_of_address() const;

   private:
    friend class Peers;
    Place(Peers& peers, Holder& holder) : peers_(&peers), holder_(&holder) {}
    bool change(std::size_t bytes, Use use);
    void leave();

    Peers* peers_ = nullptr;
    Holder* holder_ = nullptr;
    std::size_t bytes_ = 0;
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
