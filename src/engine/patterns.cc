#include "engine/patterns.h"

#include <algorithm>
#include <cstring>
#include <span>
#include <vector>

#include "base/bytes16.h"
#include "text/utf8.h"

namespace phoney {
namespace {

// Whether a place of numerify's may be in the text, most often a name without any: 16 bytes at a time, in `!` to `%`
// and
// `@`. Sixteen bytes can be read from any byte of an output.
bool may_have_places(const Output& out, std::size_t start) {
  for (std::size_t i = start; i < out.size(); i += 16) {
    const Bytes16 bytes = load16(out.data() + i);
    const Bytes16 marks = in_range(bytes, '!', '%') | equal(bytes, '@');
    if (any(marks & first_lanes(out.size() - i))) return true;
  }
  return false;
}

// Draws every `mark` in place.
void fill(Random& random, Output& out, std::size_t start, char mark, Draw draw) {
  char* const end = out.data() + out.size();
  char* place = out.data() + start;
  while (place < end &&
         (place = static_cast<char*>(std::memchr(place, mark, static_cast<std::size_t>(end - place)))) != nullptr) {
    *place++ = draw_character(random, draw);
  }
}

// Draws every `mark`, of which half vanish.
void fill_or_drop(Random& random, Output& out, std::size_t start, char mark, Draw draw) {
  char* target = out.data() + start;
  const char* const end = out.data() + out.size();
  for (const char* source = target; source < end; ++source) {
    if (*source != mark) {
      *target++ = *source;
    } else if (random.below(2) != 0) {
      *target++ = draw_character(random, draw);
    }
  }
  out.truncate(static_cast<std::size_t>(target - out.data()));
}

// Replaces every `mark` by the text that `draw` returns. The whole is written behind the end first, so that nothing is
// moved for each mark.
template <class F>
void fill_with(Output& out, std::size_t start, char mark, F draw) {
  const std::size_t end = out.size();
  std::size_t next = start;
  for (;;) {
    const std::size_t place = std::min(out.view().substr(0, end).find(mark, next), end);
    if (next == start && place == end) return;
    out.reserve(place - next);
    out.append(out.view().substr(next, place - next));
    if (place == end) break;
    out.append(draw());
    next = place + 1;
  }
  const std::size_t size = out.size() - end;
  std::memmove(out.data() + start, out.data() + end, size);
  out.truncate(start + size);
}

// Where the characters of a string begin, and its end. Valid until the next call in this thread; it keeps its memory.
std::span<const std::size_t> character_bounds(std::string_view text) {
  thread_local std::vector<std::size_t> bounds;
  bounds.clear();
  const char* const end = text.data() + text.size();
  for (std::size_t at = 0; at < text.size(); at += text::decode(text.data() + at, end).size) bounds.push_back(at);
  bounds.push_back(text.size());
  return bounds;
}

}  // namespace

void numerify(Random& random, Output& out, std::size_t start) {
  if (!may_have_places(out, start)) return;
  fill(random, out, start, '#', Draw::digit);
  fill(random, out, start, '%', Draw::digit_not_zero);
  fill(random, out, start, '$', Draw::digit_above_one);
  if (out.view_from(start).find('!') != std::string_view::npos) fill_or_drop(random, out, start, '!', Draw::digit);
  if (out.view_from(start).find('@') != std::string_view::npos)
    fill_or_drop(random, out, start, '@', Draw::digit_not_zero);
}

void lexify(Random& random, Output& out, std::size_t start) { fill(random, out, start, '?', Draw::letter); }

void lexify(Random& random, Output& out, std::size_t start, std::string_view letters) {
  const std::size_t count = text::length(letters);
  if (count != letters.size()) {
    const auto bounds = character_bounds(letters);
    fill_with(out, start, '?', [&] {
      const std::size_t i = random.below64(count);
      return letters.substr(bounds[i], bounds[i + 1] - bounds[i]);
    });
    return;
  }
  for (std::size_t i = start; i < out.size(); ++i) {
    if (out.data()[i] == '?') out.data()[i] = letters[random.below64(count)];
  }
}

void lexify(Random& random, Output& out, std::size_t start, const Table& letters) {
  fill_with(out, start, '?', [&] { return letters.pick_text(random); });
}

void hexify(Random& random, Output& out, std::size_t start, bool upper) {
  fill(random, out, start, '^', upper ? Draw::hex_upper : Draw::hex_lower);
}

void replace_all(Output& out, std::size_t start, std::string_view search, std::string_view replacement) {
  for (std::size_t i = start; (i = out.view().find(search, i)) != std::string_view::npos; i += replacement.size()) {
    if (replacement.size() > search.size()) {
      out.insert(i, replacement.size() - search.size());
    } else if (replacement.size() < search.size()) {
      const std::size_t gap = search.size() - replacement.size();
      std::memmove(out.data() + i, out.data() + i + gap, out.size() - i - gap);
      out.truncate(out.size() - gap);
    }
    copy_bytes(replacement, out.data() + i);
  }
}

void translate(Output& out, std::size_t start, const Table& from, const Table& to) {
  const std::size_t end = out.size();
  for (std::size_t i = start; i < end;) {
    std::size_t length = 1;
    while (i + length < end && (static_cast<unsigned char>(out.data()[i + length]) & 0xc0) == 0x80) ++length;
    const std::string_view character = out.view().substr(i, length);
    if (const auto found = from.find(character)) {
      out.append(to.text(*found));
    } else {
      out.reserve(length);
      out.append(std::string_view(out.data() + i, length));
    }
    i += length;
  }
  const std::size_t size = out.size() - end;
  std::memmove(out.data() + start, out.data() + end, size);
  out.truncate(start + size);
}

}  // namespace phoney
