#include "http/peers.h"

#include <algorithm>
#include <map>
#include <mutex>
#include <string>

#include "service/limits/networks.h"

namespace phoney::http {

using service::IpAddress;
using Bytes = std::atomic<std::size_t>;

struct Peers::Holder {
  Holder(std::string name, bool proxy) : key(std::move(name)), is_proxy(proxy) {}

  const std::string key;
  const bool is_proxy;
  std::atomic<std::size_t> connections{0};  // changed under the mutex
  Bytes responses{0};
  Bytes requests{0};
};

struct Peers::Impl {
  const ServerOptions& options;
  std::atomic<std::size_t> connections{0};
  Bytes responses{0};
  Bytes requests{0};
  mutable std::mutex mutex;
  std::map<std::string, Holder, std::less<>> holders;
};

namespace {

// Both uses together may hold the limit of one and a seventh of it, so a seventh is left for the other.
constexpr std::size_t kReserve = 7;

struct Key {
  std::string text;
  bool is_proxy;
};

// The key of an address. A proxy does not count with the other addresses of its network.
Key key_of(const ServerOptions& options, std::string_view text) {
  const IpAddress address = IpAddress::parse(text).value_or(IpAddress{});
  const bool is_proxy = std::ranges::any_of(
      options.trusted_proxies, [&](const service::IpNetwork& network) { return network.contains(address); });
  return {std::string(service::share_of(address).as_bytes()) + (is_proxy ? "p" : ""), is_proxy};
}

}  // namespace

Peers::Peers(const ServerOptions& options) : impl_(new Impl{.options = options}) {}
Peers::~Peers() = default;

std::size_t Peers::connections() const { return impl_->connections; }

std::size_t Peers::held_bytes() const { return impl_->responses + impl_->requests; }

Peers::Refusal Peers::enter(std::string_view text, Place& place, bool beyond) {
  const auto [key, is_proxy] = key_of(impl_->options, text);
  const std::size_t most = impl_->options.max_connections_per_address;
  std::unique_lock lock(impl_->mutex);
  auto found = impl_->holders.find(key);
  if (!is_proxy && most != 0 && found != impl_->holders.end() && found->second.connections >= most) {
    return Refusal::address_full;
  }
  if (!beyond && impl_->connections >= impl_->options.max_connections) return Refusal::full;
  if (found == impl_->holders.end()) {
    found = impl_->holders.try_emplace(key, key, is_proxy).first;
  }
  ++impl_->connections;
  ++found->second.connections;
  lock.unlock();  // which the place that this one replaces may need
  place = Place(*this, found->second);
  return Refusal::none;
}

std::size_t Peers::connections_of(std::string_view text) const {
  const auto [key, is_proxy] = key_of(impl_->options, text);
  const std::scoped_lock lock(impl_->mutex);
  const auto found = impl_->holders.find(key);
  return is_proxy || found == impl_->holders.end() ? 0 : found->second.connections.load();
}

std::size_t Peers::Place::connections_of_address() const {
  return peers_ == nullptr || holder_->is_proxy ? 0 : holder_->connections.load();
}

bool Peers::Place::change(const Held& held) {
  if (peers_ == nullptr) return true;
  Impl& all = *peers_->impl_;
  const std::size_t most = all.options.max_held_bytes;
  const std::size_t reserved = most / kReserve;
  const auto grow = [&](Bytes& sum, Bytes& own, const Bytes& other, std::size_t before, std::size_t after) {
    if (after <= before) return true;
    const std::size_t more = after - before;
    const std::size_t all_own = own += more;
    const std::size_t all_sum = sum += more;  // before `other` is read: of two that grow at once, one sees the other
    const std::size_t limit = std::min(most, most + reserved - std::min(most, other.load()));
    if (all_sum + (holder_->is_proxy ? 0 : all_own) <= limit) return true;
    own -= more;
    sum -= more;
    return false;
  };
  const auto shrink = [](Bytes& sum, Bytes& own, std::size_t before, std::size_t after) {
    if (after >= before) return;
    own -= before - after;
    sum -= before - after;
  };
  if (!grow(all.responses, holder_->responses, all.requests, held_.response, held.response)) return false;
  if (!grow(all.requests, holder_->requests, all.responses, held_.request, held.request)) {
    shrink(all.responses, holder_->responses, std::max(held.response, held_.response), held_.response);
    return false;
  }
  shrink(all.responses, holder_->responses, held_.response, held.response);
  shrink(all.requests, holder_->requests, held_.request, held.request);
  held_ = held;
  return true;
}

void Peers::Place::leave() {
  if (peers_ == nullptr) return;
  hold(0);
  Impl& all = *peers_->impl_;
  const std::scoped_lock lock(all.mutex);
  --all.connections;
  if (--holder_->connections == 0) all.holders.erase(all.holders.find(holder_->key));
  peers_ = nullptr;
}

}  // namespace phoney::http
