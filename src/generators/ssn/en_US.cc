// America's taxpayer identification numbers: of social security (SSN), of other persons (ITIN), of employers (EIN), and
// numbers that are none of these.

#include "engine/session.h"
#include "generators/ssn/locales.h"

namespace phoney::ssn {
namespace {

void append(std::int64_t area, std::int64_t group, std::int64_t serial, Output& out) {
  out.append_padded_integer(static_cast<std::uint64_t>(area), 3);
  out.append('-');
  out.append_padded_integer(static_cast<std::uint64_t>(group), 2);
  out.append('-');
  out.append_padded_integer(static_cast<std::uint64_t>(serial), 4);
}

// An ITIN has a group from 70 to 99, but not 89 or 93; what is no number at all, any other.
std::int64_t itin_group(std::int64_t index) { return 70 + index + (index >= 19) + (index >= 22); }
constexpr std::int64_t kItinGroups = 28;
std::int64_t other_group(std::int64_t index) { return index < 70 ? index : index == 70 ? 89 : 93; }
constexpr std::int64_t kOtherGroups = 100 - kItinGroups;

void itin(Context& context, Output& out) {
  Random& random = context.random();
  const std::int64_t area = random.range(900, 999);
  const std::int64_t serial = random.range(0, 9999);
  append(area, itin_group(random.below(kItinGroups)), serial, out);
}

void ein(Context& context, Output& out) {
  context.table(0).pick(context.random(), out);
  out.append('-');
  out.append_padded_integer(context.random().below(10'000'000), 7);
}

// An area of which there are numbers, but with a group or a serial of zeros; or an area of which there are none.
void invalid_ssn(Context& context, Output& out) {
  Random& random = context.random();
  const std::int64_t area = random.range(0, 999);
  std::int64_t group = 0;
  std::int64_t serial = 0;
  if (area >= 900) {
    group = other_group(random.below(kOtherGroups));
    serial = random.range(0, 9999);
  } else if (area == 0 || area == 666) {
    group = random.range(0, 99);
    serial = random.range(0, 9999);
  } else if (random.range(1, 1000) <= 500) {
    serial = random.range(0, 9999);
  } else {
    group = random.range(0, 99);
  }
  append(area, group, serial, out);
}

constexpr std::string_view kTypes[] = {"SSN", "EIN", "ITIN", "INVALID_SSN"};

struct SsnArgs {
  std::string taxpayer_identification_number_type = "SSN";
};

void ssn(Context& context, const SsnArgs& args, Output& out) {
  const std::string& type = args.taxpayer_identification_number_type;
  if (type == "EIN") return ein(context, out);
  if (type == "ITIN") return itin(context, out);
  if (type == "INVALID_SSN") return invalid_ssn(context, out);
  Random& random = context.random();
  const std::int64_t area = random.range(1, 899);
  const std::int64_t group = random.range(1, 99);
  append(area == 666 ? 667 : area, group, random.range(1, 9999), out);
}

constexpr GeneratorSpec generators[] = {
    generator<ssn>("ssn", "An American social security number, or another taxpayer number.")
        .param<&SsnArgs::taxpayer_identification_number_type>("taxpayer_identification_number_type", "Type of number.",
                                                              kTypes)
        .tables({"ein_prefix_choices"}),
    generator<itin>("itin", "An American individual taxpayer identification number (ITIN)."),
    generator<ein>("ein", "An American employer identification number (EIN).").tables({"ein_prefix_choices"}),
    generator<invalid_ssn>("invalid_ssn", "An invalid number that looks like an American social security number."),
};

}  // namespace

std::span<const GeneratorSpec> en_US() { return generators; }

}  // namespace phoney::ssn
