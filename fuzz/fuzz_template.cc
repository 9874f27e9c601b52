// One template string, compiled and generated in every format: whatever compiles must make well-formed records or fail
// leaving nothing.

#include <cstddef>
#include <cstdint>

#include "base/json_reader.h"
#include "formats/record_writer.h"
#include "fuzz_engine.h"
#include "templates/compiler.h"

namespace {

using namespace phoney;

constexpr int kRecords = 2;

void generate(const Program& program, Format format) {
  Generation generation(fuzz::engine(), program, Seed::from_integer(1), Clock(Clock::Instant{}),
                        Uniqueness::where_possible);
  generation.work_limit().limit_size(0, 1 << 20);
  const auto writer = make_record_writer(format, program);
  Output out;
  if (!writer->begin(generation, out)) return;
  for (int i = 0; i < kRecords; ++i) {
    const std::size_t size = out.size();
    if (!writer->record(generation, out)) {
      fuzz::require(out.size() == size && !generation.failure().message.empty());
      return;
    }
  }
  writer->end(out);
  if (format == Format::json) fuzz::require(read_json(out.view()).has_value());
  fuzz::require(is_utf8(out.view()));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  if (!is_utf8(text)) return 0;
  const Value source = Value::object({{"a", Value::text(std::string(text))}, {"b", Value::list({Value::text("x")})}});
  const templates::Limits limits{.max_placeholders = 50, .max_list = 20, .max_values = 200};
  const auto compiled =
      templates::compile(fuzz::engine(), *fuzz::engine().catalogue().find_locale("en_US"), source, kRecords, limits);
  for (const Error& error : compiled.errors) fuzz::require(is_utf8(error.message) && is_utf8(error.context));
  if (!compiled.ok()) return 0;
  for (const FormatSpec& spec : formats()) generate(compiled.program, spec.format);
  return 0;
}
