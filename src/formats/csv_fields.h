// CsvFields: the spelling of CSV fields, each made in place of the value that stands at the end of an output.
//
// null is an empty field, and an empty string is "", so that readers can tell them apart (RFC 4180 does not say how). A
// field is in quotation marks if it holds the delimiter, a quotation mark or a line break, if it is no null but spelled
// like one, or if it is \., which ends the data for PostgreSQL.

#pragma once

#include <array>
#include <cstddef>

#include "base/output.h"
#include "formats/format_options.h"

namespace phoney {

class CsvFields {
 public:
  // `options` must outlive it.
  explicit CsvFields(const CsvOptions& options);

  void append_delimiter(Output& out) const { out.append(options_.delimiter); }
  // Each makes a field of what stands from `start` on.
  void finish(Output& out, std::size_t start) const;  // by the output's kind
  void finish_text(Output& out, std::size_t start) const;
  // Puts it in quotation marks.
  static void quote(Output& out, std::size_t start);

 private:
  void finish_other(Output& out, std::size_t start) const;
  bool must_be_quoted(std::string_view field) const;

  const CsvOptions& options_;
  std::array<bool, 256> is_special_{};  // bytes for which a field needs quotation marks
};

}  // namespace phoney
