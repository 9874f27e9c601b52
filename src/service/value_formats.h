// What the values of one generator are written in: JSON, which says too what repeats them, or the values alone.

#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "formats/record_writer.h"
#include "service/message.h"

namespace phoney::service {

enum class ValueFormat : std::uint8_t { json, text, csv, ndjson };

struct ValueFormatSpec {
  ValueFormat format;
  std::string_view name;          // in ?format=
  std::string_view media_type;    // in the header Accept
  std::string_view content_type;  // the media type with its parameters
  bool has_header;                // a line with the generator's name stands before the values
  std::unique_ptr<RecordWriter> (*make)(const Program& program);  // nullptr: not alone
};

const ValueFormatSpec& spec_of(ValueFormat format);
std::optional<ValueFormat> value_format_named(std::string_view name);
// All names, for messages: 'json', 'text', 'csv' or 'ndjson'.
std::string value_format_names();

// The format that the header Accept likes best, JSON among equals and if there is no such header; nothing if it takes
// none of them.
std::optional<ValueFormat> accepted_value_format(const Request& request);

}  // namespace phoney::service
