#include "base/near.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <cstdint>
#include <optional>

namespace phoney {
namespace {

// Replaces `into`, which keeps its memory: hundreds of candidates are looked at for each name.
void set_lower(std::string_view text, std::string& into) {
  into = text;
  for (char& c : into) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
}

// Names longer than this are not near to any of ours, and comparing them would take time.
constexpr std::size_t kLongestName = 100;
constexpr std::size_t tolerance_for(std::size_t size) { return std::max<std::size_t>(1, size / 3); }
constexpr std::size_t kLongestCandidate = kLongestName + tolerance_for(kLongestName);

// Edits that turn `a` into `b`: insert, delete, replace, swap two neighbours (optimal string alignment). Or, without
// going on, some number above `most`, if they are more than that. Neither text is longer than kLongestCandidate.
std::size_t distance(std::string_view a, std::string_view b, std::size_t most) {
  using Row = std::array<std::uint16_t, kLongestCandidate + 1>;
  std::array<Row, 3> rows;  // by the number of the row, modulo 3
  for (std::size_t j = 0; j <= b.size(); ++j) rows[0][j] = static_cast<std::uint16_t>(j);
  std::size_t least_before = 0;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    const Row& before = rows[(i + 1) % 3];
    const Row& row = rows[(i + 2) % 3];
    Row& next = rows[i % 3];
    std::uint16_t least = next[0] = static_cast<std::uint16_t>(i);
    for (std::size_t j = 1; j <= b.size(); ++j) {
      int edits = row[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
      edits = std::min({edits, row[j] + 1, next[j - 1] + 1});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) edits = std::min(edits, before[j - 2] + 1);
      next[j] = static_cast<std::uint16_t>(edits);
      least = std::min(least, next[j]);
    }
    // No later row goes below the least of the two that it is reckoned from.
    if (std::min<std::size_t>(least, least_before) > most) return most + 1;
    least_before = least;
  }
  return rows[a.size() % 3][b.size()];
}

}  // namespace

std::vector<std::string> near_names(std::string_view name, std::span<const std::string_view> candidates,
                                    std::size_t limit) {
  if (name.empty() || name.size() > kLongestName) return {};
  std::string wanted, other;
  set_lower(name, wanted);
  const std::size_t tolerance = tolerance_for(wanted.size());
  std::vector<std::pair<std::size_t, std::string_view>> found;
  for (const std::string_view candidate : candidates) {
    set_lower(candidate, other);
    std::optional<std::size_t> score;
    const std::size_t longer = std::max(wanted.size(), other.size()) - std::min(wanted.size(), other.size());
    const std::size_t edits = longer <= tolerance ? distance(wanted, other, tolerance) : longer;
    if (edits <= tolerance) {
      score = edits;
    } else if (wanted.size() >= 3 && (other.find(wanted) != std::string::npos ||
                                      (other.size() >= 3 && wanted.find(other) != std::string::npos))) {
      score = tolerance + longer;
    }
    if (score) found.emplace_back(*score, candidate);
  }
  std::stable_sort(found.begin(), found.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
  std::vector<std::string> result;
  for (const auto& [score, candidate] : found) {
    if (result.size() == limit) break;
    result.emplace_back(candidate);
  }
  return result;
}

std::string shortened(std::string_view text, std::size_t size) {
  if (text.size() <= size) return std::string(text);
  while (size > 0 && (static_cast<unsigned char>(text[size]) & 0xc0) == 0x80) --size;
  return std::string(text.substr(0, size)) + "...";
}

std::string did_you_mean(std::span<const std::string> suggestions) {
  if (suggestions.empty()) return "";
  std::string text = "did you mean ";
  for (std::size_t i = 0; i < suggestions.size(); ++i) {
    if (i > 0) text += i + 1 == suggestions.size() ? " or " : ", ";
    text += '`' + suggestions[i] + '`';
  }
  return text + '?';
}

}  // namespace phoney
