// The format that a request selects, with `format` or with its Accept headers.

#pragma once

#include <optional>
#include <string>

#include "formats/format_options.h"
#include "service/member_reader.h"
#include "service/message.h"

namespace phoney::service {

// Reads the member `format`, if there is one.
void read_format(MemberReader& reader, std::optional<Format>& into);

struct AcceptedFormat {
  Format format = Format::json;
  std::string parameters = "";  // of its media type, as the header has them: "header=absent;q=0.5"
};

// The format that the headers prefer, JSON without such headers; nothing if they allow none. Among equal weights,
// formats named in the header come first, in its order, and then those that a range allows, in the order of the
// formats. Plain text comes after JSON, because many clients list both, text first, and expect JSON.
std::optional<AcceptedFormat> accepted_format(const Request& request);

// Sets options of the format from parameters of the media type (text/csv; header=absent). Ignores other parameters, as
// RFC 9110 requires.
void read_media_parameters(const AcceptedFormat& accepted, FormatOptions& into);

}  // namespace phoney::service
