// Call: the parts of a request that a handler needs.

#pragma once

#include "service/application.h"
#include "service/message.h"
#include "service/route.h"

namespace phoney::service {

struct Call {
  Application& application;
  const Request& request;
  Captures captures;
  const Exchange& exchange;

  const Engine& engine() const { return application.engine(); }
  const Settings& settings() const { return application.settings(); }
  const Identity& identity() const { return exchange.identity; }
};

}  // namespace phoney::service
