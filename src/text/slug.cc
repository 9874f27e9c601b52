// Faker's slugify, and strip.
//
// slugify drops what is neither a word character, white space nor a hyphen; strips white space; lowers; and makes each
// run of white space and hyphens one hyphen. In one pass: a run becomes a hyphen unless it is all white space at either
// end of the text. Most texts are slugs already, or are when lowered, and that is found out 16 bytes at a time.

#include <utf8proc.h>

#include <array>

#include "base/bytes16.h"
#include "text/tail.h"
#include "text/transform.h"
#include "text/unicode.h"
#include "text/utf8.h"

namespace phoney::text {
namespace {

// What an ASCII character becomes: itself in lower case, or a hyphen, or 0 when it is dropped.
constexpr std::array<char, 128> slug_table(bool allow_dots) {
  std::array<char, 128> table = {};
  for (unsigned char c = 0; c < 128; ++c) {
    const auto self = static_cast<char>(c);
    if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_') table[c] = self;
    if (c >= 'A' && c <= 'Z') table[c] = static_cast<char>(c | 0x20);
    if (c == '-' || c == ' ' || (c >= 0x09 && c <= 0x0D) || (c >= 0x1C && c <= 0x1F)) table[c] = '-';
    if (c == '.' && allow_dots) table[c] = self;
  }
  return table;
}

constexpr std::array<char, 128> kSlugTables[] = {slug_table(false), slug_table(true)};

// Writes a slug. It never writes more bytes than the characters that it was given had, so it may write over its source.
class SlugWriter {
 public:
  SlugWriter(char* target, bool allow_dots) : begin_(target), target_(target), table_(kSlugTables[allow_dots]) {}

  void ascii(unsigned char c) {
    const char slugged = table_[c];
    if (slugged > '-') {
      *target_++ = slugged;
      in_run_ = hyphen_in_run_ = false;
    } else if (slugged == '-') {
      separator(c == '-');
    }
  }
  void space() { separator(false); }
  void letter(const char* source, std::size_t size) {
    for (std::size_t i = 0; i < size; ++i) *target_++ = source[i];
    in_run_ = hyphen_in_run_ = false;
  }

  // Returns the slug's size.
  std::size_t finish() const { return static_cast<std::size_t>(target_ - begin_) - (in_run_ && !hyphen_in_run_); }

 private:
  // The first of a run writes its hyphen, unless white space begins the text.
  void separator(bool hyphen) {
    *target_ = '-';
    target_ += !(in_run_ | (!hyphen & (target_ == begin_)));
    in_run_ = target_ != begin_;
    hyphen_in_run_ |= hyphen;
  }

  char* begin_;
  char* target_;
  const std::array<char, 128>& table_;
  bool in_run_ = false;         // the last character was a separator's hyphen
  bool hyphen_in_run_ = false;  // and not all of its run was white space
};

// Lowers ASCII text that is then a slug; otherwise leaves it as it is, but for the case of some blocks, and returns
// false.
bool lower_if_slug(char* text, std::size_t size, bool allow_dots) {
  Bytes16 hyphens_before = {};
  for (std::size_t i = 0; i < size; i += 16) {
    const Bytes16 bytes = load16(text + i);
    const Bytes16 lowered = bytes | (in_range(bytes, 'A', 'Z') & std::uint8_t{0x20});
    const Bytes16 hyphens = equal(bytes, '-');
    Bytes16 allowed = in_range(lowered, 'a', 'z') | in_range(lowered, '0', '9') | equal(bytes, '_') |
                      (hyphens & ~shifted(hyphens_before, hyphens));
    if (allow_dots) allowed |= equal(bytes, '.');
    if (any(~allowed & first_lanes(size - i))) return false;
    store16(text + i, lowered);
    hyphens_before = hyphens;
  }
  return true;
}

void slugify_ascii(Output& out, std::size_t start, bool allow_dots) {
  char* const text = out.data() + start;
  const std::size_t size = out.size() - start;
  if (lower_if_slug(text, size, allow_dots)) return;
  SlugWriter slug(text, allow_dots);
  for (std::size_t i = 0; i < size; ++i) slug.ascii(static_cast<unsigned char>(text[i]));
  out.truncate(start + slug.finish());
}

// Only the ASCII part of the decomposition stays, and no mark is ASCII: canonical order does not matter.
void slugify_decomposed(Output& out, std::size_t start, bool allow_dots) {
  constexpr std::size_t longest_decomposition = 18, max_growth = 2;  // U+33AF, in three bytes, has five of ASCII
  const std::size_t source_end = out.size();
  char* const result = out.reserve(max_growth * (source_end - start));
  SlugWriter slug(result, allow_dots);
  for (const CodePoint c : CodePoints(out.view_from(start))) {
    if (c.value < 0x80) {
      slug.ascii(static_cast<unsigned char>(c.value));
      continue;
    }
    if (!is_known(c.value)) continue;
    utf8proc_int32_t parts[longest_decomposition];
    int last_boundclass = 0;
    const auto count =
        utf8proc_decompose_char(static_cast<utf8proc_int32_t>(c.value), parts, longest_decomposition,
                                static_cast<utf8proc_option_t>(UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT), &last_boundclass);
    for (utf8proc_ssize_t i = 0; i < count; ++i) {
      if (parts[i] < 0x80) slug.ascii(static_cast<unsigned char>(parts[i]));
    }
  }
  replace_tail(out, start, source_end, slug.finish());
}

void slugify_unicode(Output& out, std::size_t start, bool allow_dots) {
  nfkc(out, start);
  SlugWriter slug(out.data() + start, allow_dots);
  const char* const end = out.data() + out.size();
  for (const char* at = out.data() + start; at < end;) {
    const CodePoint c = decode(at, end);
    if (c.value < 0x80) {
      slug.ascii(static_cast<unsigned char>(c.value));
    } else if (is_space(c.value)) {
      slug.space();
    } else if (is_word(c.value)) {
      slug.letter(at, c.size);
    }
    at += c.size;
  }
  out.truncate(start + slug.finish());
  lower(out, start);
}

}  // namespace

void slugify(Output& out, std::size_t start, SlugOptions options) {
  if (is_ascii(out.view_from(start))) {
    slugify_ascii(out, start, options.allow_dots);
  } else if (options.allow_unicode) {
    slugify_unicode(out, start, options.allow_dots);
  } else {
    slugify_decomposed(out, start, options.allow_dots);
  }
}

void strip(Output& out, std::size_t start) {
  const char* const begin = out.data() + start;
  const char* end = out.data() + out.size();
  while (end > begin) {
    const CodePoint c = decode_before(begin, end);
    if (!is_space(c.value)) break;
    end -= c.size;
  }
  out.truncate(static_cast<std::size_t>(end - out.data()));
  const char* at = begin;
  while (at < end) {
    const CodePoint c = decode(at, end);
    if (!is_space(c.value)) break;
    at += c.size;
  }
  if (at > begin)
    replace_tail(out, start, static_cast<std::size_t>(at - out.data()), static_cast<std::size_t>(end - at));
}

}  // namespace phoney::text
