// Every code point in several contexts, and a random mix of difficult characters, against CPython's results. The rows
// come from tests/text/check_unicode.py, which explains them; PHONEY_TEXT_DUMP=<directory> writes the results for
// comparison.

#include <gtest/gtest.h>

#include <boost/crc.hpp>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <string>
#include <vector>

#include "text/transform.h"
#include "text/utf8.h"

namespace phoney::text {
namespace {

using Transform = void (*)(Output&, std::size_t);

template <bool allow_dots, bool allow_unicode>
void slug(Output& out, std::size_t start) {
  slugify(out, start, {allow_dots, allow_unicode});
}

constexpr struct {
  std::string_view name;
  Transform transform;
} kOperations[] = {
    {"lower", lower},
    {"upper", upper},
    {"title", title},
    {"capitalize", capitalize},
    {"upper_first", upper_first},
    {"strip", strip},
    {"nfkd", nfkd},
    {"nfkc", nfkc},
    {"slugify", slug<false, false>},
    {"slugify_dots", slug<true, false>},
    {"slugify_unicode", slug<false, true>},
    {"slugify_dots_unicode", slug<true, true>},
};

constexpr struct {
  std::string_view operation;
  std::string_view context;
  std::uint32_t crc;
} kRows[] = {
    {"lower", "%", 0xAA2DBA42},
    {"lower", "%Σ", 0xFD512C9B},
    {"lower", "a%Σ", 0x82224895},
    {"lower", " %Σ", 0xCF14F56A},
    {"lower", "aΣ%", 0xF22F8A2C},
    {"lower", "aΣ%a", 0x9807D99A},
    {"lower", "random", 0xABB9D332},
    {"upper", "%", 0x91E71C53},
    {"upper", "a%", 0x51C27042},
    {"upper", "random", 0x605FE42E},
    {"title", "%", 0xDB116DBF},
    {"title", "a%a", 0x407AB42A},
    {"title", "'%a", 0x7F4FD26E},
    {"title", "%Σ a", 0xC1B1EB00},
    {"title", "random", 0xEDD76426},
    {"capitalize", "%", 0xDB116DBF},
    {"capitalize", "%Σ", 0x686EB47B},
    {"capitalize", "a%Σ", 0x714758A5},
    {"capitalize", "random", 0xB4DBE9E2},
    {"upper_first", "%", 0x91E71C53},
    {"upper_first", "%a", 0x3C8A339E},
    {"upper_first", "a%", 0xF34307C7},
    {"upper_first", "random", 0xEE4613DB},
    {"strip", "%", 0x401F285C},
    {"strip", "%a", 0x0B7E971C},
    {"strip", "a%", 0x6FB8DE0E},
    {"strip", "random", 0xE8110C4A},
    {"nfkd", "%", 0x199FF6E8},
    {"nfkd", "a\u0301%\u0327", 0xAB03A692},
    {"nfkd", "random", 0x26D98713},
    {"nfkc", "%", 0x752D4442},
    {"nfkc", "a%", 0x890659C9},
    {"nfkc", "a\u0301%\u0327", 0x47791812},
    {"nfkc", "%\u0338", 0x161D94DA},
    {"nfkc", "ᄀ%", 0xDEEC1B60},
    {"nfkc", "random", 0x7FCF8F7B},
    {"slugify", "%", 0x52949836},
    {"slugify", "a%b", 0x06D8FAEA},
    {"slugify", " %-", 0xE0BA8949},
    {"slugify", "random", 0x2E7B0E01},
    {"slugify_dots", "%", 0x25F1E03C},
    {"slugify_dots", "a%b", 0x331392BD},
    {"slugify_dots", "random", 0xFA3280B8},
    {"slugify_unicode", "%", 0x256A27DC},
    {"slugify_unicode", "a%b", 0xC9F070EE},
    {"slugify_unicode", " %-", 0xDA140797},
    {"slugify_unicode", "aΣ%", 0x0A88D3A1},
    {"slugify_unicode", "random", 0x6BF33AB5},
    {"slugify_dots_unicode", "%", 0x39C94FD4},
    {"slugify_dots_unicode", "a%b", 0x3F0D241B},
    {"slugify_dots_unicode", "random", 0x5215910F},
};

Transform find_operation(std::string_view name) {
  for (const auto& operation : kOperations) {
    if (operation.name == name) return operation.transform;
  }
  return nullptr;
}

// POOL of the script, with its random numbers.
constexpr std::string_view kPool =
    "abcxyzABCXYZ019 -._'\t\x1c@"
    "ΣσςİıßŉéÉǄǅǆΐﬁ\u0301\u0327\u0345\u0307\u0338가\u1100\u1161\u11a8ﷺ\u2019\u00adªⅷ日😀𐐀\u1dff\U0001e030\u3000\u00a0㎯"
    "Ω";

class RandomTexts {
 public:
  RandomTexts() {
    for (std::size_t i = 0; i < length(kPool); ++i) pool_.push_back(code_point_at(kPool, i));
    while (code_point_at(kPool, ascii_).size() == 1) ++ascii_;
  }

  std::string next() {
    const std::size_t kind = below(3);
    const std::size_t size = below(50);
    std::string text;
    for (std::size_t i = 0; i < size; ++i) {
      const bool whole = kind == 2 || (kind == 1 && below(8) == 0);
      text += pool_[below(whole ? pool_.size() : ascii_)];
    }
    return text;
  }

 private:
  std::size_t below(std::size_t limit) {
    state_ = state_ * 6364136223846793005 + 1442695040888963407;
    return (state_ >> 33) % limit;
  }

  std::vector<std::string_view> pool_;
  std::size_t ascii_ = 0;
  std::uint64_t state_ = 1;
};

// What the script writes for one row.
class Results {
 public:
  explicit Results(Transform transform) : transform_(transform) {}

  void add(std::initializer_list<std::string_view> parts) {
    constexpr std::string_view kept = "kept";  // what stands before `start` must stay
    out_.clear();
    out_.append(kept);
    for (const std::string_view part : parts) out_.append(part);
    transform_(out_, kept.size());
    ASSERT_EQ(out_.view().substr(0, kept.size()), kept);
    out_.append('\xFF');
    const std::string_view result = out_.view_from(kept.size());
    crc_.process_bytes(result.data(), result.size());
    if (dump_) dump_->append(result);
  }
  std::uint32_t crc() const { return crc_.checksum(); }
  void dump_to(std::string* dump) { dump_ = dump; }

 private:
  Transform transform_;
  Output out_;
  boost::crc_32_type crc_;
  std::string* dump_ = nullptr;
};

void add_code_points(Results& results, std::string_view context) {
  constexpr char32_t ranges[][2] = {{0, 0xD800}, {0xE000, 0x32400}, {0xE0000, 0xE0200}, {0x10FFFF, 0x110000}};
  const std::size_t place = context.find('%');
  for (const auto& [begin, end] : ranges) {
    for (char32_t c = begin; c < end; ++c) {
      char encoded[4];
      const auto size = static_cast<std::size_t>(encode(c, encoded) - encoded);
      results.add({context.substr(0, place), {encoded, size}, context.substr(place + 1)});
    }
  }
}

TEST(Unicode, EveryCodePointIsAsInPython) {
  const char* const directory = std::getenv("PHONEY_TEXT_DUMP");
  int number = 0;
  for (const auto& row : kRows) {
    Results results(find_operation(row.operation));
    std::string dump;
    if (directory != nullptr) results.dump_to(&dump);
    if (row.context == "random") {
      RandomTexts texts;
      for (int i = 0; i < 30000; ++i) results.add({texts.next()});
    } else {
      add_code_points(results, row.context);
    }
    EXPECT_EQ(results.crc(), row.crc) << row.operation << " in the context " << row.context;
    if (directory != nullptr) {
      char name[64];
      std::snprintf(name, sizeof name, "/%02d-%s", number, std::string(row.operation).c_str());
      std::ofstream(directory + std::string(name), std::ios::binary) << dump;
    }
    ++number;
  }
}

}  // namespace
}  // namespace phoney::text
