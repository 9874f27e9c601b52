// Domains in China, where some names are second-level domains of the registry.

#include <algorithm>

#include "generators/internet/internet.h"

namespace phoney::internet {
namespace {

enum Call : std::size_t { kWord, kTld };

void append_registrable_word(Context& context, Output& out) {
  const Table reserved = context.table(0);
  const std::size_t start = out.size();
  do {
    out.truncate(start);
    context.call(kWord, out);
  } while (reserved.find(out.view_from(start)));
}

void domain_name(Context& context, const DomainNameArgs& args, Output& out) {
  if (args.levels == 1) {
    append_registrable_word(context, out);
    out.append('.');
    context.call(kTld, out);
    return;
  }
  for (std::int64_t i = args.levels; i > 2; --i) {
    context.call(kWord, out);
    out.append('.');
  }
  // Drawn from the last label to the first.
  const std::size_t start = out.size();
  const std::string_view tld = context.table(1).pick_text(context.random());
  if (tld == "cn") {
    out.append(context.table(0).pick_text(context.random()));
  } else {
    context.call(kWord, out);
  }
  const std::size_t word = out.size();
  context.call(kWord, out);
  out.append('.');
  std::rotate(out.data() + start, out.data() + word, out.data() + out.size());
  out.append('.');
  out.append(tld);
}

constexpr GeneratorSpec generators[] = {
    generator<domain_name>("domain_name", "A domain name.")
        .param<&DomainNameArgs::levels>("levels", "Number of labels before the top-level domain, 1 to 400.")
        .at_least(1)
        .at_most(kMaxLevels)
        .tables({"second_level_domains", "tlds"})
        .calls({"domain_word", "tld"}),
};

}  // namespace

std::span<const GeneratorSpec> zh_cn_generators() { return generators; }

}  // namespace phoney::internet
