#include "engine/list_writer.h"

#include "base/json_text.h"
#include "engine/python_repr.h"

namespace phoney {

ListWriter::ListWriter(Output& out, Sequence sequence) : out_(out), outer_(out.notation()), sequence_(sequence) {
  if (outer_ == Notation::json) {
    out_.append('[');
  } else {
    out_.append("[({"[static_cast<std::size_t>(sequence_)]);
    out_.set_notation(Notation::repr);
  }
}

void ListWriter::open() {
  if (count_ > 0) out_.append(outer_ == Notation::json ? "," : ", ");
  ++count_;
  start_ = out_.size();
  out_.set_kind(Kind::text);
}

void ListWriter::close() {
  if (out_.kind() != Kind::text) return;
  if (outer_ != Notation::json) return quote_python(out_, start_);
  *out_.insert(start_, 1) = '"';
  escape_json(out_, start_ + 1);
  out_.append('"');
}

void ListWriter::finish() {
  if (outer_ == Notation::json) {
    out_.append(']');
  } else {
    if (sequence_ == Sequence::tuple && count_ == 1) out_.append(',');
    out_.append("])}"[static_cast<std::size_t>(sequence_)]);
    out_.set_notation(outer_);
  }
  out_.set_kind(Kind::encoded);
}

}  // namespace phoney
