// E-mail addresses, domain names, host names and slugs.

#include <array>
#include <optional>
#include <string>

#include "generators/internet/internet.h"
#include "generators/lorem/prose.h"
#include "text/transform.h"

namespace phoney::internet {
namespace {

struct EmailArgs {
  bool safe = true;
  std::optional<std::string> domain;
};

constexpr std::string_view kEmailCalls[] = {"user_name", "domain_name", "free_email_domain"};

void email(Context& context, const EmailArgs& args, Output& out) {
  const std::size_t start = out.size();
  if (args.domain && !args.domain->empty()) {
    context.call(0, out);
    out.append('@');
    out.append(*args.domain);
  } else if (args.safe) {
    context.call(0, out);
    out.append('@');
    context.table(1).pick(context.random(), out);
  } else {
    append_format(context, context.table(0).pick_text(context.random()), kEmailCalls, out);
  }
  text::lower(out, start);
}

void domain_name(Context& context, const DomainNameArgs& args, Output& out) {
  const std::size_t start = out.size();
  for (std::int64_t i = 0; i < args.levels; ++i) {
    context.call(0, out);
    out.append('.');
  }
  context.call(1, out);
  text::lower(out, start);
}

struct HostnameArgs {
  std::int64_t levels = 1;
};

void hostname(Context& context, const HostnameArgs& args, Output& out) {
  const std::size_t start = out.size();
  context.table(0).pick(context.random(), out);
  out.append('-');
  context.random().digits_padded(out.reserve(2), 2);
  out.commit(2);
  if (args.levels >= 1) {
    out.append('.');
    const DomainNameArgs domain{args.levels};
    context.call_with(0, &domain, out);
  }
  text::lower(out, start);
}

struct DgaArgs {
  std::optional<std::int64_t> year;
  std::optional<std::int64_t> month;
  std::optional<std::int64_t> day;
  std::optional<std::string> tld;
  std::optional<std::int64_t> length;

  // Python's integers have no bound. Years, months and days within this keep the generator's arithmetic within 64 bits.
  static constexpr std::int64_t kLimit = 1'000'000'000'000'000;
};

// A zero is drawn anew, as a missing value is.
std::int64_t given_or_drawn(const std::optional<std::int64_t>& given, Random& random, std::int64_t low,
                            std::int64_t high) {
  return given.value_or(0) != 0 ? *given : random.range(low, high);
}

void dga(Context& context, const DgaArgs& args, Output& out) {
  Random& random = context.random();
  std::int64_t year = given_or_drawn(args.year, random, 1, 9999);
  std::int64_t month = given_or_drawn(args.month, random, 1, 12);
  std::int64_t day = given_or_drawn(args.day, random, 1, 30);
  // The top-level domain is drawn before the length, and written behind the letters.
  const bool has_tld = args.tld && !args.tld->empty();
  const std::string_view tld = has_tld ? std::string_view(*args.tld) : context.table(0).pick_text(random);
  const std::int64_t length = given_or_drawn(args.length, random, 2, 63);
  for (std::int64_t i = 0; i < length; ++i) {
    year = ((year ^ 8 * year) >> 11) ^ ((year & 0xFFFFFFF0) << 17);
    month = ((month ^ 4 * month) >> 25) ^ 16 * (month & 0xFFFFFFF8);
    day = ((day ^ day * 8192) >> 19) ^ ((day & 0xFFFFFFFE) << 12);
    // Python's remainder is never negative.
    out.append(static_cast<char>('a' + ((year ^ month ^ day) % 25 + 25) % 25));
  }
  out.append('.');
  out.append(tld);
}

struct SlugArgs {
  std::optional<std::string> value;
};

void slug(Context& context, const SlugArgs& args, Output& out) {
  const std::size_t start = out.size();
  if (args.value) {
    out.append(*args.value);
  } else {
    // English words, so that something is left in every locale's slug.
    Prose(context, Vocabulary(context.table(0))).text(20, out);
  }
  text::slugify(out, start);
}

constexpr GeneratorSpec generators[] = {
    generator<email>("email", "An e-mail address in a reserved domain, or in `domain`.")
        .param<&EmailArgs::safe>("safe", "Whether to use a domain that is reserved for documentation.")
        .param<&EmailArgs::domain>("domain", "The domain to use instead.")
        .tables({"email_formats", "safe_domain_names"})
        .calls({"user_name", "domain_name", "free_email_domain"}),
    generator<domain_name>("domain_name", "A domain name.")
        .param<&DomainNameArgs::levels>("levels", "Number of labels before the top-level domain, 1 to 400.")
        .at_least(1)
        .at_most(kMaxLevels)
        .calls({"domain_word", "tld"}),
    generator<hostname>("hostname", "A host name.")
        .param<&HostnameArgs::levels>("levels",
                                      "Number of labels between the host name and the top-level domain; may be 0.")
        .at_most(kMaxLevels)
        .tables({"hostname_prefixes"})
        .calls({"domain_name"}),
    generator<dga>("dga", "A domain generated from a date, like those of malware.")
        .param<&DgaArgs::year>("year", "Year of the date; random if null.")
        .at_least(-DgaArgs::kLimit)
        .at_most(DgaArgs::kLimit)
        .param<&DgaArgs::month>("month", "Month of the date; random if null.")
        .at_least(-DgaArgs::kLimit)
        .at_most(DgaArgs::kLimit)
        .param<&DgaArgs::day>("day", "Day of the date; random if null.")
        .at_least(-DgaArgs::kLimit)
        .at_most(DgaArgs::kLimit)
        .param<&DgaArgs::tld>("tld", "Top-level domain; random if null.")
        .param<&DgaArgs::length>("length", "Number of letters; random if null.")
        .at_most(kMaxLength)
        .tables({"tlds"}),
    generator<slug>("slug", "A string as a URL slug.")
        .param<&SlugArgs::value>("value", "The string; random if null.")
        .tables({"lorem/en_US:word_list", "lorem/locale:word_connector", "lorem/locale:sentence_punctuation"}),
};

}  // namespace

std::span<const GeneratorSpec> domain_generators() { return generators; }

}  // namespace phoney::internet
