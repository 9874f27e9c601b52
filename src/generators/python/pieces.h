// Pieces: spellings of values in the order in which they are drawn, to assemble a set, a dictionary or the like of
// them. They wait behind the output's end, so that nothing is allocated for them; in the end only the whole is left.
//
//   Pieces pieces(out);
//   pieces.add([&] { context.call_value(0, out); });
//   pieces.finish([&] { out.append(pieces[0]); ... });

#pragma once

#include <algorithm>
#include <cstddef>
#include <cstring>
#include <span>
#include <string_view>
#include <vector>

#include "base/output.h"
#include "engine/list_writer.h"

namespace phoney {

class Pieces {
 public:
  explicit Pieces(Output& out) : out_(out), outer_(out.notation()), start_(out.size()), base_(ends().size()) {
    if (outer_ != Notation::json) out_.set_notation(Notation::repr);
  }
  ~Pieces() {
    ends().resize(base_);
    out_.set_notation(outer_);
  }
  Pieces(const Pieces&) = delete;
  Pieces& operator=(const Pieces&) = delete;

  bool json() const { return outer_ == Notation::json; }
  std::size_t size() const { return ends().size() - base_; }

  // Adds what `write` appends, spelled as an item of a list.
  template <class F>
  void add(F&& write) {
    const std::size_t start = out_.size();
    out_.set_kind(Kind::text);
    write();
    finish_item(out_, start);
    ends().push_back(out_.size());
  }
  // Valid until the output grows.
  std::string_view operator[](std::size_t i) const {
    const std::size_t start = i == 0 ? start_ : ends()[base_ + i - 1];
    return {out_.data() + start, ends()[base_ + i] - start};
  }
  void append(std::size_t i) {
    out_.reserve((*this)[i].size());
    out_.append((*this)[i]);
  }

  // Leaves what `assemble` appends, and nothing of the pieces.
  template <class F>
  void finish(F&& assemble) {
    const std::size_t end = out_.size();
    assemble();
    const std::size_t size = out_.size() - end;
    std::memmove(out_.data() + start_, out_.data() + end, size);
    out_.truncate(start_ + size);
    out_.set_kind(Kind::encoded);
  }

 private:
  // Where pieces end, of this and of those around it: values nest. It keeps its memory.
  static std::vector<std::size_t>& ends() {
    thread_local std::vector<std::size_t> all;
    return all;
  }

  Output& out_;
  Notation outer_;
  std::size_t start_;
  std::size_t base_;
};

// Calls take(key, value) for each entry of a Python dictionary that was given these keys and values in this order: a
// key that comes again keeps its place and takes the later value. `key` and `value` tell which pieces those of entry i
// are.
template <class Key, class ValueOf, class F>
void for_each_entry(const Pieces& pieces, std::size_t count, Key key, ValueOf value, F take) {
  for (std::size_t i = 0; i < count; ++i) {
    bool again = false;
    for (std::size_t j = 0; j < i && !again; ++j) again = pieces[key(j)] == pieces[key(i)];
    if (again) continue;
    std::size_t last = i;
    for (std::size_t j = i + 1; j < count; ++j) {
      if (pieces[key(j)] == pieces[key(i)]) last = j;
    }
    take(key(i), value(last));
  }
}

// Appends such a dictionary.
template <class Key, class ValueOf>
void append_dictionary(Pieces& pieces, std::size_t count, Key key, ValueOf value, Output& out) {
  out.append('{');
  bool first = true;
  for_each_entry(pieces, count, key, value, [&](std::size_t key_piece, std::size_t value_piece) {
    if (!first) out.append(pieces.json() ? "," : ", ");
    first = false;
    pieces.append(key_piece);
    out.append(pieces.json() ? ":" : ": ");
    pieces.append(value_piece);
  });
  out.append('}');
}

}  // namespace phoney
