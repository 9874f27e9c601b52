// Pieces: spellings of values in the order in which they are drawn, to assemble a set, a dictionary or the like of
// them. They wait behind the output's end, so that nothing is allocated for them; in the end only the whole is left.
// Of a value that failed nothing is left, nor is it assembled.
//
//   Pieces pieces(context, out);
//   pieces.add([&] { context.call_value(0, out); });
//   pieces.finish([&] { out.append(pieces[0]); ... });

#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <functional>
#include <string_view>
#include <vector>

#include "base/output.h"
#include "engine/list_writer.h"
#include "engine/session.h"

namespace phoney {

class Pieces {
 public:
  Pieces(const Context& context, Output& out)
      : context_(context), out_(out), outer_(out.notation()), start_(out.size()), base_(ends().size()) {
    if (outer_ != Notation::json) out_.set_notation(Notation::repr);
  }
  ~Pieces() {
    ends().resize(base_);
    out_.set_notation(outer_);
    if (context_.session().failed()) out_.truncate(start_);
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
    if (context_.session().failed()) return;
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

  const Context& context_;
  Output& out_;
  Notation outer_;
  std::size_t start_;
  std::size_t base_;
};

// Calls take(i, first) for each text(i) of `count` texts, at most 2^32 - 1, in their order; `first` is the index of the
// first equal one. The time grows only with the number and size of the texts. Checks the context's work limit. `take`
// must not append, because the texts are in the output.
template <class Text, class F>
void for_each_place(const Context& context, const Output& out, std::size_t count, Text text, F take) {
  thread_local std::vector<std::uint32_t> slots;  // a table with open addressing: a text's index + 1, or 0
  slots.assign(std::bit_ceil(2 * count + 1), 0);
  for (std::size_t i = 0; i < count; ++i) {
    const std::string_view wanted = text(i);
    if (!context.may_go_on(out.size(), WorkLimit::steps_of(wanted.size()))) return;
    std::size_t slot = std::hash<std::string_view>()(wanted) & (slots.size() - 1);
    while (slots[slot] != 0 && text(slots[slot] - 1) != wanted) slot = (slot + 1) & (slots.size() - 1);
    if (slots[slot] == 0) slots[slot] = static_cast<std::uint32_t>(i + 1);
    take(i, std::size_t{slots[slot] - 1});
  }
}

// Calls take(key, value) for each entry of a Python dictionary that was given these keys and values in this order: a
// key that comes again keeps its place and takes the later value. `key` and `value` return the pieces of
// entry i.
template <class Key, class ValueOf, class F>
void for_each_entry(const Context& context, const Output& out, const Pieces& pieces, std::size_t count, Key key,
                    ValueOf value, F take) {
  struct Entry {
    std::size_t first;
    std::size_t last;
  };
  thread_local std::vector<Entry> entries;         // of keys that differ
  thread_local std::vector<std::size_t> entry_of;  // by the place of a key's first
  entries.clear();
  entry_of.resize(count);
  const auto text = [&](std::size_t i) { return pieces[key(i)]; };
  for_each_place(context, out, count, text, [&](std::size_t i, std::size_t first) {
    if (first == i) {
      entry_of[i] = entries.size();
      entries.push_back({i, i});
    } else {
      entries[entry_of[first]].last = i;
    }
  });
  if (context.session().failed()) return;
  for (const auto& [first, last] : entries) take(key(first), value(last));
}

// Appends such a dictionary.
template <class Key, class ValueOf>
void append_dictionary(const Context& context, Pieces& pieces, std::size_t count, Key key, ValueOf value, Output& out) {
  out.append('{');
  bool first = true;
  for_each_entry(context, out, pieces, count, key, value, [&](std::size_t key_piece, std::size_t value_piece) {
    if (!first) out.append(pieces.json() ? "," : ", ");
    first = false;
    pieces.append(key_piece);
    out.append(pieces.json() ? ":" : ": ");
    pieces.append(value_piece);
  });
  out.append('}');
}

}  // namespace phoney
