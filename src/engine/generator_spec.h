// GeneratorSpec: the single declaration of a generator written in C++, beside its code.
//
// The command line's help, argument binding, error messages, the HTTP documentation and the generated reference all
// read this. A parameter's type comes from the member of the argument struct, its default from the struct's
// initialiser:
//
//   struct PasswordArgs {
//     std::int64_t length = 10;
//     Result<void> check() const;   // optional: runs once, when arguments are bound. To keep results in the
//     Result<void> prepare();       // struct, define this instead; it runs for the defaults too
//   };
//   void password(Context& context, const PasswordArgs& args, Output& out);
//
//   constexpr GeneratorSpec generators[] = {
//       generator<password>("password", "A random password.")
//           .param<&PasswordArgs::length>("length", "Number of characters.")
//           .tables({"word_list"})      // Faker's class attributes that the code reads, as context.table(0), ...
//           .calls({"first_name"})      // other generators that the code calls, as context.call(0, out), ...
//           .returns(ResultType::text),
//   };

#pragma once

#include <array>
#include <atomic>
#include <cstddef>
#include <memory>
#include <span>
#include <string_view>
#include <type_traits>

#include "base/output.h"
#include "base/result.h"
#include "base/value.h"
#include "engine/parameter.h"

namespace phoney {

class Context;

// The JSON type of a generator's values.
enum class ResultType : std::uint8_t { text, integer, number, boolean, null, list, object, any };

std::string_view to_string(ResultType type);

struct ParameterSpec {
  std::string_view name;
  std::string_view description;
  std::string_view type;                      // "integer", "string", ...
  std::span<const std::string_view> choices;  // the allowed texts; none: any
  // The range of an integer, whatever the other parameters are.
  std::int64_t lowest = INT64_MIN;
  std::int64_t highest = INT64_MAX;
  Result<void> (*read)(const Value& value, void* arguments) = nullptr;
  std::string (*show_default)(const void* arguments) = nullptr;
};

// Arguments of one bound call; the type is known to the spec alone.
using Arguments = std::shared_ptr<const void>;

class GeneratorSpec {
 public:
  static constexpr std::size_t kMaxParameters = 8;
  static constexpr std::size_t kMaxTables = 12;
  static constexpr std::size_t kMaxCalls = 12;

  std::string_view name;
  std::string_view description;
  ResultType result = ResultType::text;
  void (*run)(Context& context, const void* arguments, Output& out) = nullptr;
  // Returns the default arguments, which `run` uses if it gets null. They are made on first use, because most processes
  // call few generators. Null if there are no parameters.
  const void* (*defaults)() = nullptr;
  std::shared_ptr<void> (*create)() = nullptr;
  Result<void> (*check)(void* arguments) = nullptr;
  std::array<ParameterSpec, kMaxParameters> parameter_list{};
  std::size_t parameter_count = 0;
  std::array<const char*, kMaxTables> table_list{};
  std::size_t table_count = 0;
  std::array<const char*, kMaxCalls> call_list{};
  std::size_t call_count = 0;

  constexpr std::span<const ParameterSpec> parameters() const { return {parameter_list.data(), parameter_count}; }

  template <auto Member>
  constexpr GeneratorSpec param(std::string_view parameter, std::string_view text,
                                std::span<const std::string_view> choices = {}) const;
  // Bound the integer parameter declared just before. One that sets how long a value gets must have a highest value, so
  // that no single value takes the machine.
  constexpr GeneratorSpec at_least(std::int64_t lowest) const {
    GeneratorSpec copy = *this;
    copy.parameter_list[copy.parameter_count - 1].lowest = lowest;
    return copy;
  }
  constexpr GeneratorSpec at_most(std::int64_t highest) const {
    GeneratorSpec copy = *this;
    copy.parameter_list[copy.parameter_count - 1].highest = highest;
    return copy;
  }
  // Names of class attributes of Faker's; `other_provider/locale:name` reads another class's, and `column(table, 0)`
  // and the like compute one (data/recipes/README.md).
  constexpr GeneratorSpec tables(std::initializer_list<const char*> names) const {
    GeneratorSpec copy = *this;
    for (const char* const table : names) copy.table_list[copy.table_count++] = table;
    return copy;
  }
  constexpr GeneratorSpec calls(std::initializer_list<const char*> names) const {
    GeneratorSpec copy = *this;
    for (const char* const call : names) copy.call_list[copy.call_count++] = call;
    return copy;
  }
  constexpr GeneratorSpec returns(ResultType type) const {
    GeneratorSpec copy = *this;
    copy.result = type;
    return copy;
  }
};

namespace detail {

template <class F>
struct FunctionTraits;
template <class Args>
struct FunctionTraits<void (*)(Context&, const Args&, Output&)> {
  using Arguments = Args;
};
template <>
struct FunctionTraits<void (*)(Context&, Output&)> {
  using Arguments = void;
};

template <class M>
struct MemberTraits;
template <class Class, class Type>
struct MemberTraits<Type Class::*> {
  using Object = Class;
  using Member = Type;
};

template <auto Function>
using ArgumentsOf = typename FunctionTraits<decltype(Function)>::Arguments;

template <class Args>
[[gnu::noinline]] const Args& make_default_arguments() {
  static const Args made = [] {
    Args args{};
    if constexpr (requires { args.prepare(); }) static_cast<void>(args.prepare());
    return args;
  }();
  return made;
}

// Read for every value that uses the defaults, so the code that reads it is short enough to be inlined.
template <class Args>
inline std::atomic<const Args*> known_default_arguments = nullptr;

template <class Args>
const Args& default_arguments() {
  const Args* known = known_default_arguments<Args>.load(std::memory_order_acquire);
  if (known == nullptr) [[unlikely]] {
    known = &make_default_arguments<Args>();
    known_default_arguments<Args>.store(known, std::memory_order_release);
  }
  return *known;
}

// `Object` is named beside `Member` for its linkage: from a pointer to member alone, g++ 12 does not see that the
// struct is local to its file, and links the functions of two files' namesakes as one.
template <class Object, auto Member>
Result<void> read_member(const Value& value, void* arguments) {
  using Type = typename MemberTraits<decltype(Member)>::Member;
  return ParameterTraits<Type>::read(value, static_cast<Object*>(arguments)->*Member);
}
template <class Object, auto Member>
std::string show_member(const void* arguments) {
  using Type = typename MemberTraits<decltype(Member)>::Member;
  return ParameterTraits<Type>::show(static_cast<const Object*>(arguments)->*Member);
}

template <class Args>
Result<void> check_arguments(void* arguments) {
  if constexpr (requires(Args& a) { a.prepare(); }) {
    return static_cast<Args*>(arguments)->prepare();
  } else if constexpr (requires(const Args& a) { a.check(); }) {
    return static_cast<const Args*>(arguments)->check();
  } else {
    return {};
  }
}

}  // namespace detail

// Declares the generator `Function`: void(Context&, Output&).
template <auto Function>
  requires std::is_void_v<detail::ArgumentsOf<Function>>
constexpr GeneratorSpec generator(std::string_view name, std::string_view description) {
  GeneratorSpec spec;
  spec.name = name;
  spec.description = description;
  spec.run = [](Context& context, const void*, Output& out) { Function(context, out); };
  return spec;
}

// The same with parameters: void(Context&, const Args&, Output&). `Defaults` returns the arguments of a call without
// arguments.
template <auto Function, auto Defaults = detail::default_arguments<detail::ArgumentsOf<Function>>>
constexpr GeneratorSpec generator(std::string_view name, std::string_view description) {
  using Args = detail::ArgumentsOf<Function>;
  GeneratorSpec spec;
  spec.name = name;
  spec.description = description;
  spec.run = [](Context& context, const void* arguments, Output& out) {
    Function(context, arguments == nullptr ? Defaults() : *static_cast<const Args*>(arguments), out);
  };
  spec.defaults = []() -> const void* { return &Defaults(); };
  spec.create = []() -> std::shared_ptr<void> { return std::make_shared<Args>(); };
  spec.check = &detail::check_arguments<Args>;
  return spec;
}

template <auto Member>
constexpr GeneratorSpec GeneratorSpec::param(std::string_view parameter, std::string_view text,
                                             std::span<const std::string_view> choices) const {
  using Traits = detail::MemberTraits<decltype(Member)>;
  using Parameter = ParameterTraits<typename Traits::Member>;
  GeneratorSpec copy = *this;
  ParameterSpec& spec = copy.parameter_list[copy.parameter_count++];
  spec.name = parameter;
  spec.description = text;
  spec.type = Parameter::type_name;
  spec.choices = choices;
  spec.read = &detail::read_member<typename Traits::Object, Member>;
  spec.show_default = &detail::show_member<typename Traits::Object, Member>;
  return copy;
}

// The generators that one class of Faker's brings, in C++: its provider, and its locale or "default".
struct ClassGenerators {
  std::string_view provider;
  std::string_view lang;
  std::span<const GeneratorSpec> generators;
};

}  // namespace phoney
