#include "generators/misc/misc.h"

#include <array>

#include "engine/session.h"

namespace phoney {
namespace {

struct BooleanArgs {
  std::int64_t chance_of_getting_true = 50;
};
void boolean(Context& context, const BooleanArgs& args, Output& out) {
  out.boolean(context.random().range(1, 100) <= args.chance_of_getting_true);
}

void null_boolean(Context& context, Output& out) {
  const std::int64_t drawn = context.random().range(-1, 1);
  if (drawn == 0) {
    out.null();
  } else {
    out.boolean(drawn > 0);
  }
}

constexpr GeneratorSpec generators[] = {
    generator<boolean>("boolean", "True or false.")
        .param<&BooleanArgs::chance_of_getting_true>("chance_of_getting_true", "Probability of true, in percent.")
        .returns(ResultType::boolean),
    generator<null_boolean>("null_boolean", "True, false or null.").returns(ResultType::any),
};

}  // namespace

std::span<const ClassGenerators> misc_generators() {
  static const std::array<ClassGenerators, 8> classes = {{
      {"misc", "default", generators},
      {"misc", "default", digest_generators()},
      {"misc", "default", uuid_generators()},
      {"misc", "default", password_generators()},
      {"misc", "default", delimited_generators()},
      {"misc", "default", structured_generators()},
      {"misc", "default", xml_generators()},
      {"misc", "default", archive_generators()},
  }};
  return classes;
}

}  // namespace phoney
