#include "formats/record_writer.h"

#include "formats/record_writers.h"

namespace phoney {

std::optional<Format> format_named(std::string_view name) {
  if (name == "json") return Format::json;
  if (name == "ndjson") return Format::ndjson;
  if (name == "csv") return Format::csv;
  return std::nullopt;
}

std::unique_ptr<RecordWriter> make_record_writer(Format format, const Program& program, CsvOptions csv) {
  switch (format) {
    case Format::json:
      return make_json_records(program);
    case Format::ndjson:
      return make_ndjson_records(program);
    case Format::csv:
      return make_csv_records(program, csv);
  }
  return nullptr;
}

}  // namespace phoney
