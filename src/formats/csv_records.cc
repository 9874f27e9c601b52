// CSV by RFC 4180: a header line of dotted field paths, then a line per record.
//
// Every leaf of the template's objects is a column. Lists and empty objects become JSON text. How fields are spelled is
// said in csv_fields.h.

#include <algorithm>
#include <map>
#include <tuple>

#include "formats/csv_fields.h"
#include "formats/plain_value.h"
#include "formats/record_writers.h"

namespace phoney {
namespace {

class CsvRecords final : public RecordWriter {
 public:
  CsvRecords(const Program& program, CsvOptions options)
      : program_(program), options_(std::move(options)), fields_(options_) {}
  CsvRecords(const CsvRecords&) = delete;
  CsvRecords& operator=(const CsvRecords&) = delete;

  // Columns are found as the header is written, so that the work limit holds their names: a template of many fields
  // below a long key has many times its own size of them.
  bool begin(Generation& generation, Output& out) override {
    const std::size_t start = out.size();
    if (options_.byte_order_mark) out.append("\uFEFF");
    const std::size_t header = out.size();
    std::size_t node = 0;
    Names names;
    // Keys are at least as many as columns; a vector that grows takes three times its memory for a moment.
    columns_.reserve(1 + static_cast<std::size_t>(std::ranges::count(program_.nodes, Node::Type::key, &Node::type)));
    if (!read_columns(node, "", names, generation, out)) {
      out.truncate(start);
      return false;
    }
    out.append(options_.line_end);
    if (!options_.header) out.truncate(header);
    is_at_start_ = !options_.header;
    return true;
  }

  bool record(Generation& generation, Output& out) override {
    const std::size_t start = out.size();
    for (std::size_t i = 0; i < columns_.size(); ++i) {
      if (i > 0) fields_.append_delimiter(out);
      const std::size_t field = out.size();
      if (!columns_[i].render(generation, out)) {
        out.truncate(start);
        return false;
      }
      fields_.finish(out, field);
      if (is_at_start_) [[unlikely]] {
        hide_sylk(out, field);
        is_at_start_ = false;
      }
    }
    if (out.size() == start) out.append("\"\"");  // null alone: readers skip an empty line
    out.append(options_.line_end);
    return true;
  }

  std::size_t memory() const override { return memory_ + (columns_.capacity() - columns_.size()) * sizeof(PlainValue); }

  void end(Output&) override {}

 private:
  // Of columns, by name: the number to try next for another column whose path is that name. They are compared, not
  // hashed: a caller can choose names that a hash table is slow for.
  using Names = std::map<std::string, int>;

  // Reads the value at `node` and moves past it; appends the names of its columns.
  bool read_columns(std::size_t& node, const std::string& path, Names& names, Generation& generation, Output& out) {
    const auto& nodes = program_.nodes;
    if (nodes[node].type == Node::Type::begin_object && nodes[node + 1].type == Node::Type::key) {
      ++node;
      while (nodes[node].type == Node::Type::key) {
        const std::string name = path.empty() ? nodes[node].text : path + "." + nodes[node].text;
        ++node;
        if (!read_columns(node, name, names, generation, out)) return false;
      }
      ++node;
      return true;
    }
    const std::size_t first = node;
    int depth = 0;
    do {
      const Node::Type type = nodes[node].type;
      if (type == Node::Type::begin_list || type == Node::Type::begin_object || type == Node::Type::begin_mixed)
        ++depth;
      if (type == Node::Type::end_list || type == Node::Type::end_object || type == Node::Type::end_mixed) --depth;
      ++node;
    } while (depth > 0);
    if (!columns_.empty()) fields_.append_delimiter(out);
    const std::size_t start = out.size();
    out.append(unused_name(path.empty() ? "value" : path, names));
    fields_.finish_text(out, start);
    if (columns_.empty()) hide_sylk(out, start);
    columns_.emplace_back(program_, first, node);
    memory_ += columns_.back().memory();
    return generation.may_go_on(out);
  }

  // A key may hold dots itself, and so become the name of another column; readers that go by names would lose one.
  static std::string_view unused_name(const std::string& path, Names& names) {
    auto [found, is_unused] = names.try_emplace(path, 2);
    for (int& number = found->second; !is_unused;) {
      std::tie(found, is_unused) = names.try_emplace(path + "_" + std::to_string(number++), 2);
    }
    return found->first;
  }

  // Excel takes a file that begins with ID for one in its format SYLK, and says that it is damaged. `start` is where
  // the first field begins. null stays without quotation marks.
  void hide_sylk(Output& out, std::size_t start) const {
    const std::string_view field = out.view_from(start);
    if (field.starts_with("ID") && field != options_.null) CsvFields::quote(out, start);
  }

  const Program& program_;
  const CsvOptions options_;
  CsvFields fields_;
  std::vector<PlainValue> columns_;
  std::size_t memory_ = 0;    // of the columns
  bool is_at_start_ = false;  // nothing but a byte order mark is written
};

}  // namespace

std::unique_ptr<RecordWriter> make_csv_records(const Program& program, const CsvOptions& options) {
  return std::make_unique<CsvRecords>(program, options);
}

}  // namespace phoney
