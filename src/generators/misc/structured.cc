// json and fixed_width: values of other generators, laid out by a structure that the caller gives.

#include <algorithm>
#include <cstring>
#include <span>

#include "engine/python_repr.h"
#include "engine/session.h"
#include "generators/misc/definition.h"
#include "generators/misc/json_dump.h"
#include "generators/misc/misc.h"
#include "text/utf8.h"

namespace phoney {
namespace {

constexpr std::int64_t kMaxRows = 100'000;
constexpr std::int64_t kMaxIndent = 100;
constexpr std::int64_t kMaxWidth = 100'000;

constexpr std::string_view kDefinitions =
    "Each value is a generator's name, a `pystr_format` template or a fixed @word; null for a name and an address.";

Value text_value(const char* text) { return Value::text(text); }

const Value& default_structure() {
  static const Value structure =
      Value::object({{"name", text_value("{{name}}")}, {"residency", text_value("{{address}}")}});
  return structure;
}

class StructureWriter {
 public:
  StructureWriter(Context& context, std::optional<std::int64_t> indent, Output& out)
      : context_(context), out_(out), dump_(context, indent, out) {}

  JsonDump& dump() { return dump_; }

  void structure(const Value& value) { value.is_object() ? dictionary(value) : records(value.as_list()); }

 private:
  bool goes_on() { return !context_.session().failed() && context_.may_go_on(out_); }
  void fail(const char* message) { context_.fail(ErrorCode::generation_failed, message); }

  void defined(const Value& definition, const Value* arguments = nullptr) {
    const std::size_t start = out_.size();
    const Notation notation = out_.notation();
    out_.set_notation(Notation::repr);
    append_defined(context_, definition, arguments, out_);
    out_.set_notation(notation);
    if (drawn_only_) return out_.truncate(start);
    if (!dump_.finish(start)) fail("`data_columns` contains a generator whose values have no form in JSON");
  }

  // Names to definitions, lists of definitions, or plain values.
  void dictionary(const Value& value) {
    if (value.is_text()) return defined(value);
    if (!value.is_object()) return dump_.value(value);
    dump_.open('{');
    for (const auto& [name, definition] : value.as_object()) {
      if (!goes_on()) return;
      dump_.next();
      dump_.key(name);
      if (definition.is_null()) return fail("in `data_columns`, a definition must not be null");
      if (!definition.is_list()) {
        dictionary(definition);
        continue;
      }
      dump_.open('[');
      for (const Value& item : definition.as_list()) {
        if (!goes_on()) return;
        dump_.next();
        dictionary(item);
      }
      dump_.close(']');
    }
    dump_.close('}');
  }

  // Rows of a name, a definition and, if need be, its arguments.
  void records(std::span<const Value> rows) {
    const std::size_t start = out_.size();
    const bool outer_drawn_only = drawn_only_;
    // Without a name, a value stands for the whole of it, also of what was drawn before.
    const auto is_whole = [](const Value& row) {
      return row.is_list() && !row.as_list().empty() && row.as_list().front().is_null();
    };
    drawn_only_ = drawn_only_ || std::ranges::any_of(rows, is_whole);
    dump_.open('{');
    for (std::size_t i = 0; i < rows.size() && goes_on(); ++i) {
      if (!rows[i].is_list() || rows[i].as_list().size() < 2) {
        return fail("in `data_columns`, a row must be a name, a definition and optional arguments");
      }
      const Value::List& row = rows[i].as_list();
      const Value* arguments = row.size() > 2 ? &row[2] : nullptr;
      if (row[0].is_null()) {
        dump_.close('}');
        out_.truncate(start);
        drawn_only_ = outer_drawn_only;
        return defined(row[1], arguments);
      }
      if (!is_new_name(rows.first(i), row[0]))
        return fail("in `data_columns`, names must be strings, and each name unique");
      dump_.next();
      dump_.key(row[0].as_text());
      if (row[1].is_list()) {
        list(row[1].as_list());
      } else {
        defined(row[1], arguments);
      }
    }
    dump_.close('}');
  }
  void list(const Value::List& items) {
    dump_.open('[');
    for (const Value& item : items) {
      if (!goes_on()) return;
      dump_.next();
      records({&item, 1});
    }
    dump_.close(']');
  }
  static bool is_new_name(std::span<const Value> earlier, const Value& name) {
    return name.is_text() && std::ranges::none_of(earlier, [&](const Value& row) {
             return row.as_list().front().as_text() == name.as_text();
           });
  }

  Context& context_;
  Output& out_;
  JsonDump dump_;
  bool drawn_only_ = false;  // whether what is written will be taken back, so that JSON need not have it
};

struct JsonArgs {
  std::optional<Value> data_columns = {};
  std::int64_t num_rows = 10;
  std::optional<std::int64_t> indent = {};

  Result<void> check() const {
    if (data_columns && !data_columns->is_list() && !data_columns->is_object()) {
      return make_error(ErrorCode::invalid_argument, "`data_columns` must be an object or a list", "data_columns");
    }
    return {};
  }
  const Value& structure() const {
    const bool given = data_columns && !(data_columns->as_list().empty() && data_columns->as_object().empty());
    return given ? *data_columns : default_structure();
  }
};
void json(Context& context, const JsonArgs& args, Output& out) {
  StructureWriter writer(context, args.indent, out);
  if (args.num_rows == 1) {
    writer.structure(args.structure());
  } else {
    writer.dump().open('[');
    for (std::int64_t row = 0; row < args.num_rows && !context.session().failed() && context.may_go_on(out); ++row) {
      writer.dump().next();
      writer.structure(args.structure());
    }
    writer.dump().close(']');
  }
  out.set_kind(Kind::text);
}
void json_bytes(Context& context, const JsonArgs& args, Output& out) {
  const std::size_t start = out.size();
  json(context, args, out);
  if (out.notation() == Notation::json || context.session().failed()) return;
  quote_python(out, start);
  *out.insert(start, 1) = 'b';
  if (out.notation() == Notation::repr) out.set_kind(Kind::encoded);
}

// Aligns the text from `start` on in `width` characters, and cuts off what is more.
void align_text(std::string_view align, std::size_t width, std::size_t start, Output& out) {
  std::size_t length = 0;
  std::size_t kept = start;
  for (const text::CodePoint c : text::CodePoints(out.view_from(start))) {
    if (length++ < width) kept += c.size;
  }
  if (length >= width) return out.truncate(kept);
  const std::size_t missing = width - length;
  const std::size_t before = align == "right" ? missing : align == "middle" ? missing / 2 : 0;
  std::memset(out.insert(start, before), ' ', before);
  std::memset(out.reserve(missing - before), ' ', missing - before);
  out.commit(missing - before);
}

struct FixedWidthArgs {
  std::optional<Value> data_columns = {};
  std::int64_t num_rows = 10;
  std::string align = "left";

  Result<void> check() const {
    if (!data_columns) return {};
    const auto wrong = [](const Value& row) {
      return !row.is_list() || row.as_list().size() < 2 || !row.as_list()[0].fits_int64() ||
             row.as_list()[0].as_integer() < 0 || row.as_list()[0].as_integer() > kMaxWidth;
    };
    if (data_columns->is_list() && std::ranges::none_of(data_columns->as_list(), wrong)) return {};
    return make_error(ErrorCode::invalid_argument,
                      "`data_columns` must be a list of rows of a width, a definition and optional arguments, for "
                      "example [[20, name], [3, pyint, {max_value: 20}]]",
                      "data_columns");
  }
};

constexpr std::string_view kDecimal = "Decimal('";

// Whether a repr() is of a date, a time of day or both, without or with a zone.
bool is_date_or_time(std::string_view repr) {
  return repr.starts_with("datetime.date(") || repr.starts_with("datetime.datetime(") ||
         repr.starts_with("datetime.time(");
}

// A definition's value as Python's format() writes it, cut off at the column's width. True is 1 then, and a date takes
// alignment and width for a pattern of strftime, in which they stand for themselves.
void append_column(Context& context, const Value::List& row, std::string_view align, Output& out) {
  const std::size_t start = out.size();
  const Notation notation = out.notation();
  out.set_notation(Notation::repr);
  append_defined(context, row[1], row.size() > 2 ? &row[2] : nullptr, out);
  out.set_notation(notation);
  const auto width = static_cast<std::size_t>(row[0].as_integer());
  if (context.session().failed()) return;
  if (out.kind() == Kind::text || out.kind() == Kind::number) return align_text(align, width, start, out);
  const std::string text(out.view_from(start));
  out.truncate(start);
  if (text == "True" || text == "False") {
    out.append(text == "True" ? '1' : '0');
  } else if (text.starts_with(kDecimal)) {
    if (width == 0) {
      return context.fail(ErrorCode::generation_failed, "a Decimal in `data_columns` needs a width of at least 1");
    }
    out.append(std::string_view(text).substr(kDecimal.size(), text.size() - kDecimal.size() - 2));
  } else if (is_date_or_time(text)) {
    out.append(align == "right" ? '>' : align == "middle" ? '^' : '<');
    out.append_integer(row[0].as_integer());
    return out.truncate(std::min(out.size(), start + width));
  } else {
    return context.fail(ErrorCode::generation_failed, "`data_columns` contains a generator whose values have no width");
  }
  align_text(align, width, start, out);
}

void fixed_width(Context& context, const FixedWidthArgs& args, Output& out) {
  for (std::int64_t line = 0; line < args.num_rows && !context.session().failed(); ++line) {
    if (!context.may_go_on(out)) return;
    if (line > 0) out.append('\n');
    if (!args.data_columns) {
      // Faker's own columns are a name and a pyint of at most 20.
      std::size_t start = out.size();
      context.call(0, out);
      align_text(args.align, 20, start, out);
      start = out.size();
      out.append_integer(context.random().range(0, 20));
      align_text(args.align, 3, start, out);
      continue;
    }
    for (const Value& row : args.data_columns->as_list()) {
      if (!context.may_go_on(out)) return;
      append_column(context, row.as_list(), args.align, out);
    }
  }
  out.set_kind(Kind::text);
}

template <auto Function>
constexpr GeneratorSpec json_generator(std::string_view name, std::string_view description) {
  return generator<Function>(name, description)
      .template param<&JsonArgs::data_columns>("data_columns", kDefinitions)
      .template param<&JsonArgs::num_rows>("num_rows", "Number of structures; a single one is not put into a list.")
      .at_most(kMaxRows)
      .template param<&JsonArgs::indent>("indent", "Spaces of indentation per level, with one value per line.")
      .at_most(kMaxIndent);
}

constexpr GeneratorSpec generators[] = {
    json_generator<json>("json", "A JSON document, as a string."),
    json_generator<json_bytes>("json_bytes", "A JSON document, as bytes in Python."),
    generator<fixed_width>("fixed_width", "Lines of values in columns of fixed width.")
        .param<&FixedWidthArgs::data_columns>(
            "data_columns",
            "Rows of a width, a definition as in `json`, and its arguments; null for a name and a number.")
        .param<&FixedWidthArgs::num_rows>("num_rows", "Number of lines.")
        .at_most(kMaxRows)
        .param<&FixedWidthArgs::align>("align", "left, middle or right.")
        .calls({"name"}),
};

}  // namespace

std::span<const GeneratorSpec> structured_generators() { return generators; }

}  // namespace phoney
