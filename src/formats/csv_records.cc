// CSV by RFC 4180: a header line of dotted field paths, then a line per record.
//
// Every leaf of the template's objects is a column. Lists and empty objects become JSON text. null is an empty field. A
// field is quoted if it holds a comma, a quote or a line break. On request, a text that a spreadsheet would run as a
// formula gets a quote before it; numbers stay numbers.

#include <algorithm>
#include <cstring>
#include <map>
#include <tuple>

#include "base/json_text.h"
#include "formats/json_plan.h"
#include "formats/record_writers.h"

namespace phoney {
namespace {

// Quotes the end of the output from `start` on, if it must be.
void quote_csv(Output& out, std::size_t start) {
  const std::string_view field = out.view_from(start);
  if (field.find_first_of(",\"\r\n") == std::string_view::npos) return;
  const std::size_t end = out.size();
  out.reserve((end - start) * 2 + 2);
  out.append('"');
  for (std::size_t i = start; i < end; ++i) {
    const char c = out.data()[i];
    if (c == '"') out.append('"');
    out.append(c);
  }
  out.append('"');
  const std::size_t size = out.size() - end;
  std::memmove(out.data() + start, out.data() + end, size);
  out.truncate(start + size);
}

// Whether a spreadsheet would take the text for a formula (OWASP, "CSV Injection"). Some take full-width signs for the
// usual ones. A byte order mark is no part of the text where it begins the file.
bool begins_like_formula(std::string_view text) {
  while (text.starts_with("\uFEFF")) text.remove_prefix(3);
  constexpr std::string_view kSigns[] = {"=", "+", "-", "@", "\t", "\r", "\n", "\uFF1D", "\uFF0B", "\uFF0D", "\uFF20"};
  return std::ranges::any_of(kSigns, [&](std::string_view sign) { return text.starts_with(sign); });
}

class CsvRecords final : public RecordWriter {
 public:
  CsvRecords(const Program& program, CsvOptions options) : program_(program), options_(options) {}

  // Columns are found as the header is written, so that the work limit holds their names: a template of many fields
  // below a long key has many times its own size of them.
  bool begin(Generation& generation, Output& out) override {
    const std::size_t start = out.size();
    std::size_t node = 0;
    Names names;
    if (!read_columns(node, "", names, generation, out)) {
      out.truncate(start);
      return false;
    }
    out.append("\r\n");
    return true;
  }

  bool record(Generation& generation, Output& out) override {
    const std::size_t start = out.size();
    for (std::size_t i = 0; i < columns_.size(); ++i) {
      if (i > 0) out.append(',');
      if (!append_field(columns_[i], generation, out)) {
        out.truncate(start);
        return false;
      }
    }
    if (columns_.size() == 1 && out.size() == start) out.append("\"\"");  // readers skip an empty line
    out.append("\r\n");
    return true;
  }

  void end(Output&) override {}

 private:
  struct Column {
    Node::Type type;    // of its first node
    std::size_t first;  // nodes
    std::size_t last;
    JsonPlan json;  // for lists
  };

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
    if (!columns_.empty()) out.append(',');
    const std::size_t start = out.size();
    out.append(unused_name(path.empty() ? "value" : path, names));
    guard(out, start);
    quote_csv(out, start);
    columns_.push_back({nodes[first].type, first, node, JsonPlan(program_, first, node)});
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

  bool append_field(const Column& column, Generation& generation, Output& out) {
    const std::size_t start = out.size();
    switch (column.type) {
      case Node::Type::text:
        out.append(program_.nodes[column.first].text);
        guard(out, start);
        break;
      case Node::Type::literal:
        if (program_.nodes[column.first].text != "null") out.append(program_.nodes[column.first].text);
        break;
      case Node::Type::begin_mixed:
        if (!append_mixed(column, generation, out)) return false;
        guard(out, start);
        break;
      case Node::Type::value: {
        const Placeholder& placeholder = program_.placeholders[program_.nodes[column.first].placeholder];
        if (placeholder.count != Placeholder::kSingle) {
          if (!column.json.render(generation, out)) return false;
          break;
        }
        if (!generation.run(placeholder, out)) return false;
        if (out.kind() == Kind::literal && out.view_from(start) == "null") out.truncate(start);
        if (out.kind() == Kind::text) guard(out, start);
        break;
      }
      default:
        if (!column.json.render(generation, out)) return false;
    }
    quote_csv(out, start);
    return true;
  }

  void guard(Output& out, std::size_t start) const {
    if (options_.guard_formulas && begins_like_formula(out.view_from(start))) *out.insert(start, 1) = '\'';
  }

  bool append_mixed(const Column& column, Generation& generation, Output& out) {
    const PythonNotation notation(out);
    bool good = true;
    for (std::size_t i = column.first + 1; good && i + 1 < column.last; ++i) {
      const Node& node = program_.nodes[i];
      if (node.type == Node::Type::text) {
        out.append(node.text);
        continue;
      }
      const Placeholder& placeholder = program_.placeholders[node.placeholder];
      const std::int64_t count = placeholder.count == Placeholder::kSingle ? 1 : placeholder.count;
      for (std::int64_t k = 0; good && k < count; ++k) {
        if (k > 0) out.append(", ");
        good = generation.run(placeholder, out);
      }
    }
    return good;
  }

  const Program& program_;
  CsvOptions options_;
  std::vector<Column> columns_;
};

}  // namespace

std::unique_ptr<RecordWriter> make_csv_records(const Program& program, const CsvOptions& options) {
  return std::make_unique<CsvRecords>(program, options);
}

}  // namespace phoney
