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

// The format that the headers like best, JSON if there are none; nothing if they take no format. Among equals goes what
// is named itself, in the order of the header, and then what a range takes, in the order of the formats. But plain text
// goes behind JSON: many clients name both, text first, and want JSON.
std::optional<AcceptedFormat> accepted_format(const Request& request);

// Sets options of the format from parameters of the media type (text/csv; header=absent). Ignores other parameters, as
// RFC 9110 requires.
void read_media_parameters(const AcceptedFormat& accepted, FormatOptions& into);

}  // namespace phoney::service
