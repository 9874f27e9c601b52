// Brazil's CNPJ: twelve characters and two check digits.

#include "engine/session.h"
#include "generators/check_digits.h"
#include "generators/company/locales.h"

namespace phoney::company {
namespace {

constexpr std::size_t kBase = 12;
constexpr std::string_view kAlphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";
constexpr std::array<std::uint8_t, 12> kFirstWeights = {5, 4, 3, 2, 9, 8, 7, 6, 5, 4, 3, 2};
constexpr std::array<std::uint8_t, 13> kSecondWeights = {6, 5, 4, 3, 2, 9, 8, 7, 6, 5, 4, 3, 2};

using CompanyId = std::array<char, kBase + 2>;

struct CompanyIdArgs {
  bool use_alphanumeric = false;
};

// A letter counts by its distance from '0', as the Receita Federal defines it for the CNPJ with letters.
template <std::size_t N>
char check_digit(const char* characters, const std::array<std::uint8_t, N>& weights) {
  const std::uint32_t remainder = weighted_sum({characters, N}, weights) % 11;
  return digit_character(remainder < 2 ? 0 : 11 - remainder);
}

CompanyId draw_company_id(Random& random, bool use_alphanumeric) {
  CompanyId id;
  const std::size_t drawn = use_alphanumeric ? kBase : 8;
  const std::size_t symbols = use_alphanumeric ? kAlphabet.size() : 10;
  for (std::size_t i = 0; i < drawn; ++i) id[i] = kAlphabet[random.choices_index(symbols)];
  if (!use_alphanumeric) std::string_view("0001").copy(id.data() + drawn, 4);  // the head office
  id[kBase] = check_digit(id.data(), kFirstWeights);
  id[kBase + 1] = check_digit(id.data(), kSecondWeights);
  return id;
}

void company_id(Context& context, const CompanyIdArgs& args, Output& out) {
  const CompanyId id = draw_company_id(context.random(), args.use_alphanumeric);
  out.append(std::string_view(id.data(), id.size()));
}

// 12.345.678/0001-90
void cnpj(Context& context, const CompanyIdArgs& args, Output& out) {
  const CompanyId id = draw_company_id(context.random(), args.use_alphanumeric);
  const std::string_view text(id.data(), id.size());
  out.append(text.substr(0, 2));
  out.append('.');
  out.append(text.substr(2, 3));
  out.append('.');
  out.append(text.substr(5, 3));
  out.append('/');
  out.append(text.substr(8, 4));
  out.append('-');
  out.append(text.substr(12));
}

constexpr GeneratorSpec generators[] = {
    generator<company_id>("company_id", "A company's CNPJ without punctuation, with its check digits.")
        .param<&CompanyIdArgs::use_alphanumeric>(
            "use_alphanumeric", "Whether to use letters and digits, as numbers issued from July 2026 do."),
    generator<cnpj>("cnpj", "A company's CNPJ, with its check digits.")
        .param<&CompanyIdArgs::use_alphanumeric>(
            "use_alphanumeric", "Whether to use letters and digits, as numbers issued from July 2026 do."),
};

}  // namespace

std::span<const GeneratorSpec> pt_BR() { return generators; }

}  // namespace phoney::company
