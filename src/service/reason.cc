#include "service/reason.h"

namespace phoney {

std::string_view to_string(Reason reason) {
  switch (reason) {
    case Reason::none:
      return "";
    case Reason::client_gone:
      return "client_gone";
    case Reason::client_slow:
      return "client_slow";
    case Reason::shutting_down:
      return "shutting_down";
    case Reason::memory_full:
      return "memory_full";
    case Reason::limit_reached:
      return "limit_reached";
    case Reason::value_failed:
      return "value_failed";
    case Reason::out_of_memory:
      return "out_of_memory";
    case Reason::internal_error:
      return "internal_error";
    case Reason::connections_full:
      return "connections_full";
    case Reason::address_full:
      return "address_full";
    case Reason::queue_full:
      return "queue_full";
    case Reason::rate_limit:
      return "rate_limit";
    case Reason::guess_limit:
      return "guess_limit";
    case Reason::origin_not_verified:
      return "origin_not_verified";
    case Reason::no_credentials:
      return "no_credentials";
    case Reason::malformed_credentials:
      return "malformed_credentials";
    case Reason::wrong_password:
      return "wrong_password";
    case Reason::no_password:
      return "no_password";
    case Reason::wrong_api_key:
      return "wrong_api_key";
    case Reason::no_api_key:
      return "no_api_key";
    case Reason::token_malformed:
      return "token_malformed";
    case Reason::token_signature:
      return "token_signature";
    case Reason::token_algorithm:
      return "token_algorithm";
    case Reason::token_issuer:
      return "token_issuer";
    case Reason::token_audience:
      return "token_audience";
    case Reason::token_time:
      return "token_time";
    case Reason::token_expired:
      return "token_expired";
    case Reason::token_user:
      return "token_user";
  }
  return "";
}

}  // namespace phoney
