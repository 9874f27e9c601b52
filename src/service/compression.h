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

// The coding that an Accept-Encoding header likes best among `offered`, the first of those it likes equally, and
// identity if it takes none of them. That is also for headers that take nothing at all (`*;q=0`): everybody can read
// it.
Coding accepted_coding(std::string_view accept_encoding, std::span<const Coding> offered = kCodings);

// Compresses a finished response, and what is to follow from its source, as the request accepts it. Leaves alone what
// is small, and what a handler has chosen the coding of, which it tells by Vary. To HEAD, the response says the same
// headers, but for the length of what would have to be compressed, and has no body.
void compress(const Request& request, Response& response);

// Appends the text in that coding, which is not identity: for what is sent often and made once.
void append_coded(Output& out, Coding coding, std::string_view text);

}  // namespace phoney::service
