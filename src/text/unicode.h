// Properties and case mappings of single code points, as CPython 3.11 has them.
//
// utf8proc supplies the bulk. It is a Unicode version ahead, and it maps one code point to one only; case_tables.cc has
// the rest.

#pragma once

namespace phoney::text {

// Whether Unicode 14 has the code point; one that it has not is a symbol without any property.
bool is_known(char32_t c);

bool is_word(char32_t c);       // re's \w: str.isalnum() or _
bool is_space(char32_t c);      // re's \s: str.isspace()
bool is_printable(char32_t c);  // str.isprintable(): what repr() leaves as it is

// Unicode's derived properties Cased and Case_Ignorable.
bool is_cased(char32_t c);
bool is_case_ignorable(char32_t c);

// Full case mappings of one code point without its context. They write up to kMaxCaseBytes and return where the next
// byte goes. `put_lower` is Python's but for U+03A3, whose lower case depends on its word.
inline constexpr unsigned kMaxCaseBytes = 12;
char* put_lower(char32_t c, char* target);
char* put_upper(char32_t c, char* target);
char* put_title(char32_t c, char* target);

}  // namespace phoney::text
