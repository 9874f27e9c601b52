// JSON and NDJSON.

#include "formats/json_plan.h"
#include "formats/record_writers.h"

namespace phoney {
namespace {

class JsonRecords final : public RecordWriter {
 public:
  JsonRecords(const Program& program, bool lines) : plan_(program, 0, program.nodes.size()), lines_(lines) {}

  bool begin(Generation&, Output& out) override {
    if (!lines_) out.append('[');
    first_ = true;
    return true;
  }
  bool record(Generation& generation, Output& out) override {
    const std::size_t start = out.size();
    if (!lines_ && !first_) out.append(",\n");
    if (!plan_.render(generation, out)) {
      out.truncate(start);
      return false;
    }
    if (lines_) out.append('\n');
    first_ = false;
    return true;
  }
  std::size_t memory() const override { return plan_.memory(); }
  void end(Output& out) override {
    if (!lines_) out.append("]\n");
  }

 private:
  JsonPlan plan_;
  bool lines_;
  bool first_ = true;
};

}  // namespace

std::unique_ptr<RecordWriter> make_json_records(const Program& program) {
  return std::make_unique<JsonRecords>(program, false);
}
std::unique_ptr<RecordWriter> make_ndjson_records(const Program& program) {
  return std::make_unique<JsonRecords>(program, true);
}

}  // namespace phoney
