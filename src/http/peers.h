// Peers: what each address holds of the server, connections and bytes of memory, and what all hold together.
//
// Addresses of one IPv6 /48 count as one (service/limits/networks.h). An address may hold as many bytes as are free:
// one alone gets half of them, and of several that want all each gets as much as is left for the next (dynamic
// thresholds: Choudhury and Hahne, 1998). Trusted proxies speak for many clients, so they are held to the total alone.

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

  // A connection's place. The bytes that it has taken go back with it.
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

    // Says how many bytes the connection holds now. Returns false, and counts no more than before, if that is more than
    // there is room for. A place that belongs to no peers has room for anything.
    bool hold(std::size_t bytes) {
      if (bytes == bytes_) return true;
      return change(bytes);
    }

    // How many connections the address of this one has; 0 for a proxy, whose clients are not known.
    std::size_t connections_of_address() const;

   private:
    friend class Peers;
    Place(Peers& peers, Holder& holder) : peers_(&peers), holder_(&holder) {}
    bool change(std::size_t bytes);
    void leave();

    Peers* peers_ = nullptr;
    Holder* holder_ = nullptr;
    std::size_t bytes_ = 0;
  };

  // `options` must outlive it, and it its places.
  explicit Peers(const ServerOptions& options);
  ~Peers();

  // Called from several threads at once. `address` is numeric. With `beyond` there is room where all places are taken,
  // for one whose predecessor is just leaving.
  Refusal enter(std::string_view address, Place& place, bool beyond = false);
  std::size_t connections() const;
  // Of one address; 0 for a proxy.
  std::size_t connections_of(std::string_view address) const;
  std::size_t held_bytes() const;

 private:
  std::unique_ptr<Impl> impl_;
};

}  // namespace phoney::http
