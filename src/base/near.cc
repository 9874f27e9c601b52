#include "base/near.h"

#include <algorithm>
#include <cctype>
#include <optional>

namespace phoney {
namespace {

std::string lower(std::string_view text) {
  std::string result(text);
  for (char& c : result) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return result;
}

// Names longer than this are not near to any of ours, and comparing them would take time.
constexpr std::size_t kLongestName = 100;

// Edits that turn `a` into `b`: insert, delete, replace, swap two neighbours (optimal string alignment).
std::size_t distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> before(b.size() + 1), row(b.size() + 1), next(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) row[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    next[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t replace = row[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
      next[j] = std::min({replace, row[j] + 1, next[j - 1] + 1});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
        next[j] = std::min(next[j], before[j - 2] + 1);
    }
    std::swap(before, row);
    std::swap(row, next);
  }
  return row[b.size()];
}

}  // namespace

std::vector<std::string> near_names(std::string_view name, std::span<const std::string_view> candidates,
                                    std::size_t limit) {
  const std::string wanted = lower(name);
  if (wanted.empty() || wanted.size() > kLongestName) return {};
  const std::size_t tolerance = std::max<std::size_t>(1, wanted.size() / 3);
  std::vector<std::pair<std::size_t, std::string_view>> found;
  for (const std::string_view candidate : candidates) {
    const std::string other = lower(candidate);
    std::optional<std::size_t> score;
    const std::size_t longer = std::max(wanted.size(), other.size()) - std::min(wanted.size(), other.size());
    const std::size_t edits = longer <= tolerance ? distance(wanted, other) : longer;
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
