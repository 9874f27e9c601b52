// Base64 (RFC 4648): the standard alphabet, for HTTP Basic, and the URL alphabet without padding, for tokens.

#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "base/output.h"

namespace phoney::service {

std::string base64url_encode(std::span<const unsigned char> bytes);

// In the usual alphabet.
void append_base64(Output& out, std::string_view bytes);

// Nothing unless every character belongs to the alphabet and the padding is right.
std::optional<std::string> base64_decode(std::string_view text);
// The same without padding, in the alphabet of URLs, and only as `base64url_encode` writes it.
std::optional<std::string> base64url_decode(std::string_view text);

}  // namespace phoney::service
