#include "engine/patterns.h"
#include "generators/address/address.h"
#include "generators/address/regions.h"

namespace phoney::address {
namespace {

struct ProvinceArgs {
  std::optional<std::string> province_abbr;
};

enum { kProvinces, kFormats, kPrefixes, kLetters };

// The first letter of a postal code identifies the province.
void postcode_in_province(Context& context, const ProvinceArgs& args, Output& out) {
  Random& random = context.random();
  const Table provinces = context.table(kProvinces);
  const Table prefixes = context.table(kPrefixes);
  const std::string_view province = args.province_abbr ? *args.province_abbr : provinces.pick_text(random);
  const auto entry = prefixes.find(province);
  if (!entry || !provinces.find(province)) return fail_unknown(context, "province_abbr", province);
  const std::size_t start = out.size();
  out.append(context.table(kFormats).pick_text(random));
  const std::size_t place = out.view_from(start).find('?');
  out.data()[start + place] = prefixes.child(*entry).pick_text(random)[0];
  lexify(random, out, start, context.table(kLetters));
  numerify(random, out, start);
}

constexpr GeneratorSpec in_province(std::string_view name) {
  return generator<postcode_in_province>(name, "A postal code of a province.")
      .param<&ProvinceArgs::province_abbr>("province_abbr", "Province, such as QC; random if null.")
      .tables({"provinces_abbr", "postal_code_formats", "provinces_postcode_prefixes", "postal_code_letters"});
}

constexpr GeneratorSpec generators[] = {in_province("postcode_in_province"), in_province("postalcode_in_province")};

}  // namespace

std::span<const GeneratorSpec> en_CA() { return generators; }

}  // namespace phoney::address
