// ListWriter: a list as a generator's value, in the output's notation: ["a", 1] in JSON's, ['a', 1] in Python's, where
// a tuple is ('a', 1) and a set {'a', 1}.
//
//   ListWriter list(out);
//   for (...) list.item([&] { context.call_value(0, out); });
//   list.finish();

#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "base/output.h"
#include "engine/session.h"

namespace phoney {

// What Python has, where JSON has a list.
enum class Sequence : std::uint8_t { list, tuple, set };

// Makes an item of what a generator appended from `start` on, in the notation that the list is in: quotes it if it is
// text.
void finish_item(Output& out, std::size_t start);

class ListWriter {
 public:
  explicit ListWriter(Output& out, Sequence sequence = Sequence::list);

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
  void finish();

 private:
  void open();
  void close();

  Output& out_;
  Notation outer_;
  Sequence sequence_;
  std::size_t start_ = 0;  // of the item
  std::size_t count_ = 0;
};

// A list of `count` items, each of them what `write` appends. It ends early where the value has failed.
template <class F>
void write_list(const Context& context, std::int64_t count, Output& out, F&& write) {
  ListWriter list(out);
  for (std::int64_t i = 0; i < count && context.may_go_on(out); ++i) list.item(write);
  list.finish();
}

}  // namespace phoney
