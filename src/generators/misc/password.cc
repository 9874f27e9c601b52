#include <array>
#include <limits>

#include "engine/session.h"
#include "generators/misc/misc.h"

namespace phoney {
namespace {

// Up to four positions in the order in which CPython iterates a set of them. Such a set is a table of eight slots (it
// grows at the fifth member) that is too small for CPython's linear probing; an int is its own hash.
class PositionSet {
 public:
  PositionSet() { slots_.fill(kFree); }

  std::size_t size() const { return size_; }
  void add(std::uint64_t position) {
    std::uint64_t slot = position & 7;
    for (std::uint64_t perturb = position; slots_[slot] != kFree; slot = (slot * 5 + 1 + perturb) & 7) {
      if (slots_[slot] == position) return;
      perturb >>= 5;
    }
    slots_[slot] = position;
    ++size_;
  }
  template <class F>
  void for_each(F take) const {
    for (const std::uint64_t position : slots_) {
      if (position != kFree) take(position);
    }
  }

 private:
  static constexpr std::uint64_t kFree = std::numeric_limits<std::uint64_t>::max();
  std::array<std::uint64_t, 8> slots_;
  std::size_t size_ = 0;
};

struct PasswordArgs {
  std::int64_t length = 10;
  bool special_chars = true;
  bool digits = true;
  bool upper_case = true;
  bool lower_case = true;

  // The classes of characters, in the order in which one of each is drawn.
  std::array<std::string_view, 4> classes() const {
    return {special_chars ? "!@#$%^&*()_+" : "", digits ? "0123456789" : "",
            upper_case ? "ABCDEFGHIJKLMNOPQRSTUVWXYZ" : "", lower_case ? "abcdefghijklmnopqrstuvwxyz" : ""};
  }
  Result<void> check() const {
    const int required = special_chars + digits + upper_case + lower_case;
    if (length < required) {
      return make_error(ErrorCode::invalid_argument,
                        "`length` must be at least the number of character classes, " + std::to_string(required),
                        "length");
    }
    if (required == 0 && length > 0) {
      return make_error(ErrorCode::invalid_argument, "at least one character class must be allowed", "lower_case");
    }
    return {};
  }
};

// A random text is drawn first; then one character of each class replaces a place of its own.
void password(Context& context, const PasswordArgs& args, Output& out) {
  Random& random = context.random();
  std::array<char, 80> choices;
  std::size_t choice_count = 0;
  std::array<char, 4> required;
  std::size_t required_count = 0;
  for (const std::string_view characters : args.classes()) {
    if (characters.empty()) continue;
    required[required_count++] = characters[random.choice_index(characters.size())];
    choice_count += characters.copy(choices.data() + choice_count, characters.size());
  }
  const auto length = static_cast<std::size_t>(args.length);
  const std::size_t start = out.size();
  out.reserve(length);
  if (length == 1) {
    out.append(choices[random.choice_index(choice_count)]);
  } else {
    for (std::size_t i = 0; i < length; ++i) out.append(choices[random.choices_index(choice_count)]);
  }
  PositionSet positions;
  while (positions.size() < required_count) positions.add(random.below64(length));
  std::size_t next = 0;
  positions.for_each([&](std::uint64_t position) { out.data()[start + position] = required[next++]; });
}

constexpr GeneratorSpec generators[] = {
    generator<password>("password", "A password with at least one character of each allowed class.")
        .param<&PasswordArgs::length>("length", "Number of characters.")
        .at_most(100'000)
        .param<&PasswordArgs::special_chars>("special_chars", "Allow !@#$%^&*()_+")
        .param<&PasswordArgs::digits>("digits", "Whether to allow digits.")
        .param<&PasswordArgs::upper_case>("upper_case", "Whether to allow A to Z.")
        .param<&PasswordArgs::lower_case>("lower_case", "Whether to allow a to z."),
};

}  // namespace

std::span<const GeneratorSpec> password_generators() { return generators; }

}  // namespace phoney
