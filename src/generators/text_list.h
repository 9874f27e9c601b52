// A list of texts as a generator's value, in the output's notation: ["a", "b"] with JSON's or Python's quotes.

#pragma once

#include <string>

#include "base/output.h"
#include "engine/python_repr.h"
#include "base/json_text.h"

namespace phoney {

class TextListWriter {
 public:
  explicit TextListWriter(Output& out) : out_(out) { out_.append('['); }

  // Appends one item: what `write` appends to the output.
  template <class F>
  void item(F&& write) {
    if (!first_) out_.append(python() ? std::string_view(", ") : std::string_view(","));
    first_ = false;
    const std::size_t start = out_.size();
    if (!python()) out_.append('"');
    write();
    if (python()) {
      std::string quoted;
      append_python_repr(quoted, out_.view_from(start));
      out_.truncate(start);
      out_.append(quoted);
    } else {
      escape_json(out_, start + 1);
      out_.append('"');
    }
  }
  void finish() {
    out_.append(']');
    out_.set_kind(Kind::encoded);
  }

 private:
  bool python() const { return out_.notation() == Notation::python; }

  Output& out_;
  bool first_ = true;
};

}  // namespace phoney
