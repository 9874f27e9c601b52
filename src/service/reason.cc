#include "service/reason.h"

#include <array>

namespace phoney {
namespace {

constexpr std::array<std::string_view, kReasons> kNames{
    "",
    "client_gone",
    "client_slow",
    "shutting_down",
    "memory_full",
    "limit_reached",
    "value_failed",
    "out_of_memory",
    "internal_error",
    "connections_full",
    "address_full",
    "queue_full",
    "rate_limit",
    "guess_limit",
    "origin_not_verified",
    "no_credentials",
    "malformed_credentials",
    "wrong_password",
    "no_password",
    "wrong_api_key",
    "no_api_key",
    "token_malformed",
    "token_signature",
    "token_algorithm",
    "token_issuer",
    "token_audience",
    "token_time",
    "token_expired",
    "token_user",
};
static_assert(kNames.back() == "token_user");

}  // namespace

std::string_view to_string(Reason reason) { return kNames[static_cast<std::size_t>(reason)]; }

}  // namespace phoney
