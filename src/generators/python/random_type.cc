#include "generators/python/random_type.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstring>

namespace phoney {
namespace {

// Of a type's name, its generator: int is pyint's, and uri is uri's.
constexpr std::string_view kPrefixed[] = {"bool",   "decimal", "dict", "float",  "int",        "iterable", "list",
                                          "object", "set",     "str",  "struct", "str_format", "tuple"};

void append_named(Session& session, std::string_view type, Output& out) {
  std::array<char, 64> name;
  const std::size_t prefix = std::ranges::find(kPrefixed, type) != std::end(kPrefixed) ? 2 : 0;
  const bool fits = prefix + type.size() <= name.size();
  if (fits) {
    std::memcpy(name.data(), "py", prefix);
    copy_bytes(type, name.data() + prefix);
  }
  const auto generator = fits ? session.catalogue().find_generator({name.data(), prefix + type.size()}) : std::nullopt;
  const Binding binding = generator ? session.catalogue().binding(session.locale(), *generator) : Binding{};
  if (binding.tag() != blob::BindingTag::none) return session.run(binding, nullptr, out);
  session.fail(make_error(
      ErrorCode::generation_failed,
      fmt::format("`value_types` or `allowed_types` contains a type that this locale does not have: `{}`", type)));
}

}  // namespace

std::string_view RandomType::append(Output& out) const {
  Random& random = context_.random();
  if (!types_.empty()) {
    const std::string& type = types_[random.choice_index(types_.size())];
    append_named(context_.session(), type, out);
    return type;
  }
  // Of eleven, four are texts and two are ints.
  constexpr std::uint8_t kDefaults[] = {0, 0, 0, 0, 1, 2, 2, 3, 4, 5, 6};
  context_.call_value(kDefaults[random.choice_index(std::size(kDefaults))], out);
  return {};
}

TextList joined_types(const TypeNames& value_types, const TypeNames& allowed_types,
                      std::span<const std::string_view> left_out) {
  TextList joined;
  for (const TypeNames* types : {&value_types, &allowed_types}) {
    if (!*types) continue;
    for (const std::string& type : **types) {
      if (std::ranges::find(left_out, type) == left_out.end()) joined.push_back(type);
    }
  }
  return joined;
}

}  // namespace phoney
