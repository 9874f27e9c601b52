// Mexico's license plates.

#include <algorithm>
#include <array>
#include <optional>

#include "engine/session.h"
#include "generators/automotive/locales.h"

namespace phoney::automotive {
namespace {

// Faker takes one letter by random.choice and several by random.choices, which draw differently.
void append_letters(Context& context, int count, Output& out) {
  const std::string_view letters = context.table(0).text(0);
  if (count == 1) return out.append(letters[context.random().below(static_cast<std::uint32_t>(letters.size()))]);
  for (int i = 0; i < count; ++i) out.append(letters[context.random().choices_index(letters.size())]);
}

// A series' layout: a digit stands for so many letters, # for a digit, and anything else for itself.
template <std::size_t N>
struct Layout {
  constexpr Layout(const char (&text)[N]) { std::copy_n(text, N, characters.begin()); }
  std::array<char, N> characters{};
};

template <Layout layout>
void plate(Context& context, Output& out) {
  const std::string_view characters(layout.characters.data(), layout.characters.size() - 1);
  for (const char c : characters) {
    if (c == '#') {
      out.append(static_cast<char>('0' + context.random().below(10)));
    } else if (c >= '1' && c <= '9') {
      append_letters(context, c - '0', out);
    } else {
      out.append(c);
    }
  }
}

void license_plate_state(Context& context, Output& out) {
  const std::string_view abbreviation = context.table(0).pick_text(context.random());
  const Table states = context.table(1);
  if (const auto found = states.find(abbreviation)) states.append(*found, out);
}

struct StateArgs {
  std::optional<std::string> state_abbr;
};

void license_plate_by_state(Context& context, const StateArgs& args, Output& out) {
  if (args.state_abbr) {
    out.append(*args.state_abbr);
  } else {
    context.call(0, out);
  }
  out.append(' ');
  context.call(1, out);
}

template <Layout layout>
constexpr GeneratorSpec series(std::string_view name, std::string_view description) {
  return generator<plate<layout>>(name, description).tables({"license_plate_letters"});
}

constexpr GeneratorSpec generators[] = {
    series<"3-###-1">("license_plate_unified", "A license plate of the unified national series."),
    series<"3-##-##">("license_plate_old", "A license plate of an older series."),
    series<"1##-3">("license_plate_cdmx", "A license plate of Mexico City."),
    series<"1###1">("motorcycle_license_plate_national", "A motorcycle license plate of the national series."),
    series<"#### 1">("motorcycle_license_plate_cdmx", "A motorcycle license plate of Mexico City."),
    series<"1-###-3">("public_transport_license_plate_lettered",
                      "A public transport license plate that starts with a letter."),
    series<"##-##-3">("public_transport_license_plate_numbered",
                      "A public transport license plate that starts with digits."),
    generator<license_plate_state>("license_plate_state", "A state that issues license plates.")
        .tables({"license_plate_state_abbrs", "license_plate_states"}),
    generator<license_plate_by_state>("license_plate_by_state", "A license plate with its state.")
        .param<&StateArgs::state_abbr>("state_abbr", "Abbreviation of the state; random if null.")
        .calls({"license_plate_state_abbr", "license_plate_unified"}),
};

}  // namespace

std::span<const GeneratorSpec> es_MX() { return generators; }

}  // namespace phoney::automotive
