#include "random/seed.h"

#include <openssl/sha.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <utility>

#include "random/system_seeds.h"

namespace phoney {
namespace {

constexpr std::size_t kMaxDigits = 4300;  // sys.int_info.default_max_str_digits

std::vector<std::uint32_t> words_of(std::uint64_t magnitude) {
  return {static_cast<std::uint32_t>(magnitude), static_cast<std::uint32_t>(magnitude >> 32)};
}

// number = number * factor + addend, in words from the least significant.
void multiply_add(std::vector<std::uint32_t>& number, std::uint32_t factor, std::uint32_t addend) {
  std::uint64_t carry = addend;
  for (auto& word : number) {
    carry += std::uint64_t{word} * factor;
    word = static_cast<std::uint32_t>(carry);
    carry >>= 32;
  }
  if (carry != 0) number.push_back(static_cast<std::uint32_t>(carry));
}

std::vector<std::uint32_t> parse_digits(std::string_view digits) {
  std::vector<std::uint32_t> number;
  while (!digits.empty()) {
    const std::size_t size = std::min<std::size_t>(9, digits.size());  // 10^9 is the largest power in 32 bits
    std::uint32_t factor = 1;
    std::uint32_t group = 0;
    for (const char c : digits.substr(0, size)) {
      factor *= 10;
      group = group * 10 + static_cast<std::uint32_t>(c - '0');
    }
    multiply_add(number, factor, group);
    digits.remove_prefix(size);
  }
  return number;
}

}  // namespace

Seed::Seed(std::vector<std::uint32_t> key, std::string text, bool is_integer)
    : key_(std::move(key)), text_(std::move(text)), is_integer_(is_integer) {
  while (!key_.empty() && key_.back() == 0) key_.pop_back();
  if (key_.empty()) key_.push_back(0);
}

Seed Seed::from_integer(std::int64_t value) {
  const auto bits = static_cast<std::uint64_t>(value);
  return Seed(words_of(value < 0 ? 0 - bits : bits), std::to_string(value), true);
}

Result<Seed> Seed::from_decimal(std::string_view digits) {
  const bool negative = digits.starts_with('-');
  if (negative || digits.starts_with('+')) digits.remove_prefix(1);
  if (digits.empty() || !std::ranges::all_of(digits, [](char c) { return c >= '0' && c <= '9'; })) {
    return make_error(ErrorCode::invalid_argument, "An integer seed must consist of decimal digits, such as 42 or -7.",
                      "seed");
  }
  digits.remove_prefix(std::min(digits.find_first_not_of('0'), digits.size() - 1));
  if (digits.size() > kMaxDigits) {
    return make_error(ErrorCode::invalid_argument, "An integer seed must have at most 4300 digits.", "seed");
  }
  std::string text = negative && digits != "0" ? "-" : "";
  return Seed(parse_digits(digits), text.append(digits), true);
}

Seed Seed::from_text(std::string_view utf8) {
  std::string bytes(utf8);
  bytes.resize(utf8.size() + SHA512_DIGEST_LENGTH);
  std::array<unsigned char, SHA512_DIGEST_LENGTH> digest;
  SHA512(reinterpret_cast<const unsigned char*>(utf8.data()), utf8.size(), digest.data());
  std::ranges::copy(digest, bytes.begin() + static_cast<std::ptrdiff_t>(utf8.size()));

  std::vector<std::uint32_t> key((bytes.size() + 3) / 4);
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    const auto byte = static_cast<unsigned char>(bytes[bytes.size() - 1 - i]);
    key[i / 4] |= std::uint32_t{byte} << (8 * (i % 4));
  }
  return Seed(std::move(key), std::string(utf8), false);
}

Seed Seed::from_system() {
  const std::uint64_t number = SystemSeeds::of_thread().next();
  return Seed(words_of(number), std::to_string(number), true);
}

}  // namespace phoney
