#include "engine/list_writer.h"

#include "base/json_text.h"
#include "engine/python_repr.h"

namespace phoney {

void ListWriter::open() {
  if (!empty_) out_.append(out_.notation() == Notation::json ? "," : ", ");
  empty_ = false;
  start_ = out_.size();
  out_.set_kind(Kind::text);
}

void ListWriter::close() {
  if (out_.kind() != Kind::text) return;
  if (out_.notation() == Notation::python) return quote_python(out_, start_);
  *out_.insert(start_, 1) = '"';
  escape_json(out_, start_ + 1);
  out_.append('"');
}

}  // namespace phoney
