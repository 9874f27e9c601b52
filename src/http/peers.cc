#include "http/peers.h"

#include <algorithm>
#include <map>
#include <mutex>
#include <string>

#include "service/limits/networks.h"

namespace phoney::http {

using service::IpAddress;

struct Peers::Holder {
  Holder(std::string name, bool proxy) : key(std::move(name)), is_proxy(proxy) {}

  const std::string key;
  const bool is_proxy;
  std::atomic<std::size_t> connections{0};  // changed under the mutex
  std::atomic<std::size_t> bytes{0};
};

struct Peers::Impl {
  const ServerOptions& options;
  std::atomic<std::size_t> connections{0};
  std::atomic<std::size_t> responses{0};  // bytes
  std::atomic<std::size_t> requests{0};
  mutable std::mutex mutex;
  std::map<std::string, Holder, std::less<>> holders;
};

namespace {

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

// Adds to a count, unless it would exceed `limit`.
bool take(std::atomic<std::size_t>& count, std::size_t size, std::size_t limit) {
  if (count.fetch_add(size) + size <= limit) return true;
  count.fetch_sub(size);
  return false;
}

}  // namespace

Peers::Peers(const ServerOptions& options) : impl_(new Impl{.options = options}) {}
Peers::~Peers() = default;

std::size_t Peers::connections() const { return impl_->connections; }

std::size_t Peers::held_bytes() const { return impl_->responses + impl_->requests; }

Peers::Refusal Peers::enter(std::string_view text, Place& place, bool beyond) {
  const auto [key, is_proxy] = key_of(impl_->options, text);
  const std::size_t most = impl_->options.max_connections_per_address;
  const std::scoped_lock lock(impl_->mutex);
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
  const std::size_t total = all.options.max_held_bytes;
  // What grows is taken first, so that nothing changes if that fails.
  const Held more{held.response - std::min(held.response, held_.response),
                  held.request - std::min(held.request, held_.request)};
  if (!take(all.responses, more.response, total / 4 * 3)) return false;
  if (!take(all.requests, more.request, total / 4 * 3)) {
    all.responses -= more.response;
    return false;
  }
  const Held less{held_.response + more.response - held.response, held_.request + more.request - held.request};
  const std::size_t own = (holder_->bytes += more.sum()) - less.sum();
  const std::size_t sum = all.responses + all.requests - less.sum();
  if (more.sum() > less.sum() && sum + (holder_->is_proxy ? 0 : own) > total) {
    all.responses -= more.response;
    all.requests -= more.request;
    holder_->bytes -= more.sum();
    return false;
  }
  all.responses -= less.response;
  all.requests -= less.request;
  holder_->bytes -= less.sum();
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
