// The formats' writers, for format.cc to list.

#pragma once

#include <memory>

#include "formats/record_writer.h"

namespace phoney {

std::unique_ptr<RecordWriter> make_json_records(const Program& program);
std::unique_ptr<RecordWriter> make_ndjson_records(const Program& program);
std::unique_ptr<RecordWriter> make_csv_records(const Program& program, const CsvOptions& options);
std::unique_ptr<RecordWriter> make_text_records(const Program& program);

}  // namespace phoney
