// json.dumps: JSON as Python writes it by default: in ASCII, with spaces after commas and colons, or indented.

#pragma once

#include <cstdint>
#include <optional>

#include "base/output.h"
#include "base/value.h"
#include "engine/session.h"

namespace phoney {

class JsonDump {
 public:
  JsonDump(const Context& context, std::optional<std::int64_t> indent, Output& out)
      : context_(context), indent_(indent), out_(out) {}

  void open(char bracket);
  // Before each item of what is open.
  void next();
  void close(char bracket);
  void key(std::string_view name);

  // A value of a parameter, as Python would hold it; less of it if the context may not go on.
  void value(const Value& value);
  // Makes JSON of what a generator appended from `start` on, in the notation of repr(). False, as json.dumps raises,
  // if it holds what JSON has not.
  bool finish(std::size_t start);

 private:
  void new_line();

  const Context& context_;
  std::optional<std::int64_t> indent_;
  Output& out_;
  std::int64_t level_ = 0;
  bool first_ = true;
};

}  // namespace phoney
