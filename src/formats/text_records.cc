// Text: a record that is a string as it is, any other as JSON, and a line feed after each. This is what `phoney fake`
// prints, and jq with --raw-output.

#include "formats/plain_value.h"
#include "formats/record_writers.h"

namespace phoney {
namespace {

class TextRecords final : public RecordWriter {
 public:
  explicit TextRecords(const Program& program) : value_(program, 0, program.nodes.size()) {}

  bool begin(Generation&, Output&) override { return true; }
  bool record(Generation& generation, Output& out) override {
    const std::size_t start = out.size();
    if (!value_.render(generation, out)) {
      out.truncate(start);
      return false;
    }
    out.append('\n');
    return true;
  }
  std::size_t memory() const override { return value_.memory(); }
  void end(Output&) override {}

 private:
  PlainValue value_;
};

}  // namespace

std::unique_ptr<RecordWriter> make_text_records(const Program& program) {
  return std::make_unique<TextRecords>(program);
}

}  // namespace phoney
