// Reason: why a request was refused or a response was cut short, as a word for the log and the metrics.
// docs/settings.md lists the reasons.

#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace phoney {

enum class Reason : std::uint8_t {
  none,
  client_gone,
  client_slow,
  shutting_down,
  memory_full,
  limit_reached,
  value_failed,
  out_of_memory,
  internal_error,
  connections_full,
  address_full,
  queue_full,
  rate_limit,
  guess_limit,
  origin_not_verified,
  no_credentials,
  malformed_credentials,
  wrong_password,
  no_password,
  wrong_api_key,
  no_api_key,
  token_malformed,
  token_signature,
  token_algorithm,
  token_issuer,
  token_audience,
  token_time,
  token_expired,
  token_user,
};
inline constexpr std::size_t kReasons = static_cast<std::size_t>(Reason::token_user) + 1;

// "client_gone" ...; empty for `none`.
std::string_view to_string(Reason reason);

}  // namespace phoney
