// ListWriter: a list as a generator's value, in the output's notation: ["a", 1] in JSON's, ['a', 1] in Python's.
//
//   ListWriter list(out);
//   for (...) list.item([&] { context.call_value(0, out); });
//   list.finish();

#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "base/output.h"

namespace phoney {

class ListWriter {
 public:
  explicit ListWriter(Output& out) : out_(out) { out_.append('['); }

  // Adds what `write` appends, as the kind that it sets; it is text if it sets none.
  template <class F>
  void item(F&& write) {
    open();
    write();
    close();
  }
  void text(std::string_view text) {
    item([&] { out_.append(text); });
  }

  // Ends the list, which then is the output's value.
  void finish() {
    out_.append(']');
    out_.set_kind(Kind::encoded);
  }

 private:
  void open();
  void close();

  Output& out_;
  std::size_t start_ = 0;  // of the item
  bool empty_ = true;
};

// A list of `count` items, each of them what `write` appends.
template <class F>
void write_list(std::int64_t count, Output& out, F&& write) {
  ListWriter list(out);
  for (std::int64_t i = 0; i < count; ++i) list.item(write);
  list.finish();
}

}  // namespace phoney
