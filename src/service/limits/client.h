// The client of a request: the peer, or the client that a trusted proxy names.

#pragma once

#include <span>
#include <string_view>

#include "service/ip_address.h"
#include "service/message.h"

namespace phoney::service {

struct Client {
  std::string_view text = "";  // as in the request
  IpAddress address{};         // all zero if the front end does not know it
  bool secure = false;         // came over TLS, to us or to a trusted proxy
};

// X-Forwarded-For and X-Forwarded-Proto count only if the peer is one of `trusted`. Of the addresses in the first, the
// last that is not a trusted proxy's own is the client: those before it may be forged. A peer that
// `is_proxy`, because it has proven to be one, is trusted like them.
Client client_of(const Request& request, std::span<const IpNetwork> trusted, bool is_proxy = false);

}  // namespace phoney::service
