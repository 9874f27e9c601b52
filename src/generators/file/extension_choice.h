// The `extension` of file_path: a string, or a list of which each call draws one.

#pragma once

#include <optional>
#include <string_view>

#include "engine/parameter.h"
#include "random/random.h"

namespace phoney {

struct ExtensionChoice {
  std::optional<std::string> text;
  std::optional<TextList> list;

  bool is_given() const { return text || list; }
  // Nothing if none is given. A list draws even if it has a single entry; an empty one means no extension.
  std::optional<std::string_view> draw(Random& random) const {
    if (text) return *text;
    if (!list) return std::nullopt;
    return list->empty() ? std::string_view() : (*list)[random.choice_index(list->size())];
  }
};

template <>
struct ParameterTraits<ExtensionChoice> {
  static constexpr std::string_view type_name = "string or list of strings";
  static Result<void> read(const Value& value, ExtensionChoice& into) {
    into = {};
    if (value.is_null()) return {};
    if (value.is_list()) return ParameterTraits<TextList>::read(value, into.list.emplace());
    return ParameterTraits<std::string>::read(value, into.text.emplace());
  }
  static std::string show(const ExtensionChoice& value) {
    if (value.list) return ParameterTraits<TextList>::show(*value.list);
    return ParameterTraits<std::optional<std::string>>::show(value.text);
  }
};

}  // namespace phoney
