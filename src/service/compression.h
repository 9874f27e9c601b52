// Content codings: answers made smaller for clients that accept it (RFC 9110, 8.4 and 12.5.3).

#pragma once

#include <string_view>

#include "base/output.h"
#include "service/message.h"

namespace phoney::service {

enum class Coding : std::uint8_t { identity, gzip, brotli, zstd };

// The coding that an Accept-Encoding header likes best. Of those it likes equally: zstd, brotli, gzip.
Coding accepted_coding(std::string_view accept_encoding);

// Compresses a finished response, and what is to follow from its source, as the request accepts it. Leaves alone what
// is small, coded already or has no body.
void compress(const Request& request, Response& response);

// Appends the text as gzip, for what is sent often and made once.
void append_gzipped(Output& out, std::string_view text);
// Appends the text that gzipped bytes stand for. They are ours, so they are whole.
void append_gunzipped(Output& out, std::string_view gzipped);

}  // namespace phoney::service
