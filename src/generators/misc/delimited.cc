// dsv, csv, tsv and psv: rows of texts made of templates, as Python's csv module writes them.

#include <fmt/format.h>

#include <array>
#include <string>

#include "engine/session.h"
#include "generators/misc/definition.h"
#include "generators/misc/misc.h"
#include "text/utf8.h"

namespace phoney {
namespace {

constexpr std::int64_t kMaxRows = 100'000;

// csv.QUOTE_MINIMAL and so on.
enum class Quoting : std::uint8_t { minimal, all, non_numeric, none };

// One character, in UTF-8.
class Character {
 public:
  constexpr explicit Character(char ascii) : bytes_{ascii} {}
  explicit Character(std::string_view text) : size_(text.copy(bytes_.data(), bytes_.size())) {}

  std::string_view view() const { return {bytes_.data(), size_}; }

 private:
  std::array<char, 4> bytes_{};
  std::size_t size_ = 1;
};

struct Dialect {
  Character delimiter{','};
  Character quote{'"'};
  Quoting quoting = Quoting::all;
  std::string_view line_end = "\r\n";

  // All columns are texts, so that those of `non_numeric` are quoted too.
  bool quotes(std::string_view field, std::size_t columns) const {
    if (quoting == Quoting::all || quoting == Quoting::non_numeric) return true;
    if (field.empty()) return columns == 1;
    return has_special(field);
  }
  bool has_special(std::string_view field) const {
    return field.find(delimiter.view()) != std::string_view::npos ||
           field.find(quote.view()) != std::string_view::npos ||
           field.find_first_of(line_end) != std::string_view::npos;
  }
};

struct Rows {
  const std::optional<TextList>& header;
  const TextList& columns;
  std::int64_t count;
  bool ids;
};

Result<void> check_rows(const Rows& rows) {
  if (!rows.header || rows.header->size() == rows.columns.size()) return {};
  return make_error(ErrorCode::invalid_argument, "`header` must have a name for each of `data_columns`", "header");
}

class RowWriter {
 public:
  RowWriter(Context& context, const Dialect& dialect, std::size_t columns, Output& out)
      : context_(context), dialect_(dialect), columns_(columns), out_(out) {}

  // Adds what `write` appends.
  template <class F>
  void field(F&& write) {
    if (!first_) out_.append(dialect_.delimiter.view());
    first_ = false;
    const std::size_t start = out_.size();
    if (!context_.may_go_on(out_)) return;
    write();
    if (!dialect_.quotes(out_.view_from(start), columns_)) return;
    if (dialect_.quoting == Quoting::none) {
      return context_.fail(ErrorCode::generation_failed, "a value needs quotes, which `quoting` 3 does not allow");
    }
    thread_local std::string plain;  // kept, so that nothing is allocated for each field
    plain = out_.view_from(start);
    out_.truncate(start);
    append_quoted(plain, dialect_.quote.view());
  }
  void end() {
    out_.append(dialect_.line_end);
    first_ = true;
  }

 private:
  // With each quote in the text written twice.
  void append_quoted(std::string_view text, std::string_view quote) {
    out_.append(quote);
    for (std::size_t place; (place = text.find(quote)) != std::string_view::npos;) {
      const std::string_view up_to_quote = text.substr(0, place + quote.size());
      out_.append(up_to_quote);
      out_.append(quote);
      text.remove_prefix(up_to_quote.size());
    }
    out_.append(text);
    out_.append(quote);
  }

  Context& context_;
  const Dialect& dialect_;
  std::size_t columns_;
  Output& out_;
  bool first_ = true;
};

void write_rows(Context& context, const Dialect& dialect, const Rows& rows, Output& out) {
  RowWriter writer(context, dialect, rows.columns.size() + (rows.ids ? 1 : 0), out);
  if (rows.header && !rows.header->empty()) {
    if (rows.ids) writer.field([&] { out.append("ID"); });
    for (const std::string& name : *rows.header) writer.field([&] { out.append(name); });
    writer.end();
  }
  for (std::int64_t row = 1; row <= rows.count && !context.session().failed(); ++row) {
    if (rows.ids) writer.field([&] { out.append_integer(row); });
    for (const std::string& column : rows.columns) writer.field([&] { append_formatted(context, column, out); });
    writer.end();
  }
}

// Faker takes a pair of templates.
const TextList& default_columns() {
  static const TextList columns = {"{{name}}", "{{address}}"};
  return columns;
}

struct RowArgs {
  std::optional<TextList> header = {};
  TextList data_columns = default_columns();
  std::int64_t num_rows = 10;
  bool include_row_ids = false;

  Rows rows() const { return {header, data_columns, num_rows, include_row_ids}; }
  Result<void> check() const { return check_rows(rows()); }
};

template <char kDelimiter>
void delimited(Context& context, const RowArgs& args, Output& out) {
  write_rows(context, {.delimiter = Character(kDelimiter)}, args.rows(), out);
}

struct DsvArgs {
  std::string dialect = "faker-csv";
  std::optional<TextList> header = {};
  TextList data_columns = default_columns();
  std::int64_t num_rows = 10;
  bool include_row_ids = false;
  std::optional<std::string> delimiter = {};
  std::optional<std::string> quotechar = {};
  std::optional<std::int64_t> quoting = {};
  Dialect chosen;  // found by `prepare`

  Rows rows() const { return {header, data_columns, num_rows, include_row_ids}; }
  Result<void> prepare() {
    chosen = {};
    if (dialect != "faker-csv") chosen.quoting = dialect == "unix" ? Quoting::all : Quoting::minimal;
    if (dialect == "excel-tab") chosen.delimiter = Character('\t');
    if (dialect == "unix") chosen.line_end = "\n";
    if (auto set = set_character(delimiter, "delimiter", chosen.delimiter); !set) return set;
    if (auto set = set_character(quotechar, "quotechar", chosen.quote); !set) return set;
    if (quoting) chosen.quoting = static_cast<Quoting>(*quoting);
    return check_rows(rows());
  }

 private:
  static Result<void> set_character(const std::optional<std::string>& given, std::string_view parameter,
                                    Character& into) {
    if (!given) return {};
    if (text::length(*given) != 1) {
      const std::string name(parameter);
      return make_error(ErrorCode::invalid_argument, fmt::format("`{}` must be one character", name), name);
    }
    into = Character(*given);
    return {};
  }
};
void dsv(Context& context, const DsvArgs& args, Output& out) { write_rows(context, args.chosen, args.rows(), out); }

constexpr std::string_view kDialects[] = {"faker-csv", "excel", "excel-tab", "unix"};

template <class Args>
constexpr GeneratorSpec with_rows(const GeneratorSpec& spec) {
  return spec.template param<&Args::header>("header", "Names of the columns, written as the first row.")
      .template param<&Args::data_columns>("data_columns", "A template for each column, as in `pystr_format`.")
      .template param<&Args::num_rows>("num_rows", "Number of rows.")
      .at_least(1)
      .at_most(kMaxRows)
      .template param<&Args::include_row_ids>("include_row_ids", "Whether to number the rows in the first column.");
}

constexpr GeneratorSpec generators[] = {
    with_rows<RowArgs>(generator<delimited<','>>("csv", "Comma-separated values.")),
    with_rows<RowArgs>(generator<delimited<'\t'>>("tsv", "Tab-separated values.")),
    with_rows<RowArgs>(generator<delimited<'|'>>("psv", "Values separated by vertical bars.")),
    with_rows<DsvArgs>(generator<dsv>("dsv", "Values separated by a delimiter.")
                           .param<&DsvArgs::dialect>("dialect", "A dialect of Python's csv module.", kDialects))
        .param<&DsvArgs::delimiter>("delimiter", "Character between values; the dialect's if null.")
        .param<&DsvArgs::quotechar>("quotechar", "Quotation mark around values; the dialect's if null.")
        .param<&DsvArgs::quoting>("quoting", "Values to quote: 0 where needed, 1 and 2 all, 3 none.")
        .at_least(0)
        .at_most(3),
};

}  // namespace

std::span<const GeneratorSpec> delimited_generators() { return generators; }

}  // namespace phoney
