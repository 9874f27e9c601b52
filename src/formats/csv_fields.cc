#include "formats/csv_fields.h"

#include <algorithm>
#include <cstring>

namespace phoney {
namespace {

// Whether a spreadsheet would take the text for a formula (OWASP, "CSV Injection"). Some take full-width signs for the
// usual ones. A byte order mark is no part of the text where it begins the file.
bool begins_like_formula(std::string_view text) {
  while (text.starts_with("\uFEFF")) text.remove_prefix(3);
  constexpr std::string_view kSigns[] = {"=", "+", "-", "@", "\t", "\r", "\n", "\uFF1D", "\uFF0B", "\uFF0D", "\uFF20"};
  return std::ranges::any_of(kSigns, [&](std::string_view sign) { return text.starts_with(sign); });
}

}  // namespace

CsvFields::CsvFields(const CsvOptions& options) : options_(options) {
  for (const char c : {'"', '\r', '\n'}) is_special_[static_cast<unsigned char>(c)] = true;
  // Of a longer delimiter, the first byte alone says nothing: `must_be_quoted` looks for it.
  if (options.delimiter.size() == 1) is_special_[static_cast<unsigned char>(options.delimiter[0])] = true;
}

void CsvFields::finish(Output& out, std::size_t start) const {
  if (out.kind() == Kind::text) return finish_text(out, start);
  if (out.kind() == Kind::literal && out.view_from(start) == "null") {
    out.truncate(start);
    return out.append(options_.null);
  }
  finish_other(out, start);
}

void CsvFields::finish_text(Output& out, std::size_t start) const {
  if (options_.guard_formulas && begins_like_formula(out.view_from(start))) *out.insert(start, 1) = '\'';
  if (out.size() == start) return out.append("\"\"");
  finish_other(out, start);
}

void CsvFields::finish_other(Output& out, std::size_t start) const {
  if (must_be_quoted(out.view_from(start))) quote(out, start);
}

bool CsvFields::must_be_quoted(std::string_view field) const {
  for (const char c : field) {
    if (is_special_[static_cast<unsigned char>(c)]) return true;
  }
  if (options_.delimiter.size() > 1 && field.find(options_.delimiter) != std::string_view::npos) return true;
  return field == options_.null || field == "\\.";
}

void CsvFields::quote(Output& out, std::size_t start) {
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

}  // namespace phoney
