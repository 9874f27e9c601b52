#include "engine/list_writer.h"

#include "base/json_text.h"
#include "engine/python_repr.h"

namespace phoney {

void finish_item(Output& out, std::size_t start) {
  if (out.kind() != Kind::text) return;
  if (out.notation() != Notation::json) return quote_python(out, start);
  *out.insert(start, 1) = '"';
  escape_json(out, start + 1);
  out.append('"');
}

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

void ListWriter::close() { finish_item(out_, start_); }

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
