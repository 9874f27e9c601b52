// Compresses responses for clients that accept it (RFC 9110, sections 8.4 and 12.5.3).

#pragma once

#include <span>
#include <string_view>

#include "base/output.h"
#include "service/coding.h"
#include "service/message.h"

namespace phoney::service {

// The codings for bodies, in order of preference.
inline constexpr Coding kCodings[] = {Coding::zstd, Coding::brotli, Coding::gzip};

// The coding among `offered` that an Accept-Encoding header prefers, the first of equal ones, and identity if it allows
// none of them. That includes headers that allow nothing at all (`*;q=0`), because every client can read
// identity.
Coding accepted_coding(std::string_view accept_encoding, std::span<const Coding> offered = kCodings);

// Compresses a finished response and the later pieces of its source, as the request accepts. Does not change small
// responses, nor those whose coding the handler has chosen, which have Vary. A response to HEAD gets the same headers,
// except for the length of a body that would have to be compressed, and no body.
void compress(const Request& request, Response& response);

// Appends the text in the coding, which is not identity. For texts that are made once and sent often.
void append_coded(Output& out, Coding coding, std::string_view text);

}  // namespace phoney::service
