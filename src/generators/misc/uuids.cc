// UUIDs of versions 1, 4 and 7 (RFC 9562). Faker draws the times in versions 1 and 7 too, up to the start of 2035.

#include <array>

#include "engine/patterns.h"
#include "engine/session.h"
#include "generators/misc/misc.h"

namespace phoney {

// Faker's `cast_to` is a Python callable, `str` by default. JSON has none, and of its values Faker takes null alone,
// for a UUID object, which is spelled as the text is.
struct Cast {};

template <>
struct ParameterTraits<Cast> {
  static constexpr std::string_view type_name = "null";
  static Result<void> read(const Value& value, Cast&) {
    if (value.is_null()) return {};
    return make_error(ErrorCode::invalid_argument, "must be null, because Faker's other values are Python callables");
  }
  static std::string show(const Cast&) { return "null"; }
};

namespace {

struct UuidArgs {
  Cast cast_to;
};

constexpr std::int64_t kLastSecond = 2051222400;
// Of 100 nanoseconds each, from the Gregorian calendar's start in 1582 to 1970.
constexpr std::uint64_t kTicksBeforeUnix = 0x01B21DD213814000;
constexpr std::uint64_t kVariant = std::uint64_t{1} << 63;

void append_uuid(std::uint64_t high, std::uint64_t low, Output& out) {
  char* target = out.reserve(36);
  for (int i = 0; i < 32; ++i) {
    if (i == 8 || i == 12 || i == 16 || i == 20) *target++ = '-';
    *target++ = kHexLower[(i < 16 ? high >> (60 - 4 * i) : low >> (124 - 4 * i)) & 15];
  }
  out.commit(36);
}

void uuid1(Context& context, const UuidArgs&, Output& out) {
  Random& random = context.random();
  const std::uint64_t node = random.bits(48);
  const std::uint64_t clock_sequence = random.bits(14);
  const auto nanoseconds = static_cast<std::uint64_t>(random.range(0, kLastSecond * 1'000'000'000));
  const std::uint64_t ticks = nanoseconds / 100 + kTicksBeforeUnix;
  // The low 32 bits of the time come first, then the middle 16, then the version and the high 12.
  const std::uint64_t high =
      ticks << 32 | (ticks >> 32 & 0xffff) << 16 | std::uint64_t{1} << 12 | (ticks >> 48 & 0xfff);
  append_uuid(high, kVariant | clock_sequence << 48 | node, out);
}

void uuid4(Context& context, const UuidArgs&, Output& out) {
  std::array<std::uint32_t, 4> words;
  context.random().bits(128, words);
  const std::uint64_t high = std::uint64_t{words[3]} << 32 | words[2];
  const std::uint64_t low = std::uint64_t{words[1]} << 32 | words[0];
  append_uuid((high & ~std::uint64_t{0xf000}) | 0x4000, kVariant | low << 2 >> 2, out);
}

void uuid7(Context& context, const UuidArgs&, Output& out) {
  Random& random = context.random();
  const auto milliseconds = static_cast<std::uint64_t>(random.range(0, kLastSecond * 1000));
  const std::uint64_t high = milliseconds << 16 | 0x7000 | random.bits(12);
  append_uuid(high, kVariant | random.bits(62), out);
}

constexpr GeneratorSpec with_cast(const GeneratorSpec& spec) {
  return spec.param<&UuidArgs::cast_to>("cast_to",
                                        "Must be null. Faker then returns a UUID object with the same text.");
}

constexpr GeneratorSpec generators[] = {
    with_cast(generator<uuid1>("uuid1", "A UUID of version 1, made from a time.")),
    with_cast(generator<uuid4>("uuid4", "A random UUID, of version 4.")),
    with_cast(generator<uuid7>("uuid7", "A UUID of version 7, which sorts by time.")),
};

}  // namespace

std::span<const GeneratorSpec> uuid_generators() { return generators; }

}  // namespace phoney
