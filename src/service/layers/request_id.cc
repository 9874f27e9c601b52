#include "service/layers/request_id.h"

#include <algorithm>
#include <cstdint>
#include <span>

#include "base/entropy.h"

namespace phoney::service {
namespace {

constexpr std::size_t kMostBytes = 64;

bool is_id_character(char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '.' || c == '_' || c == '-';
}

// SplitMix64 (Steele, Lea, Flood 2014) from a random start: ids must differ, they need not be unforeseeable.
std::uint64_t next_number() {
  thread_local std::uint64_t state = [] {
    std::uint64_t start = 0;
    fill_with_entropy(std::as_writable_bytes(std::span(&start, 1)));
    return start;
  }();
  std::uint64_t z = state += 0x9e3779b97f4a7c15ULL;
  z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ULL;
  z = (z ^ (z >> 27)) * 0x94d049bb133111ebULL;
  return z ^ (z >> 31);
}

}  // namespace

std::string request_id_of(const Request& request) {
  const std::string_view given = request.header("x-request-id");
  if (!given.empty() && given.size() <= kMostBytes && std::ranges::all_of(given, is_id_character)) {
    return std::string(given);
  }
  std::string id(16, '0');
  std::uint64_t number = next_number();
  for (char& c : id) {
    c = "0123456789abcdef"[number & 15];
    number >>= 4;
  }
  return id;
}

}  // namespace phoney::service
