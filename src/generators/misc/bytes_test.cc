#include "generators/misc/bytes.h"

#include <gtest/gtest.h>

namespace phoney {
namespace {

using namespace std::string_view_literals;

// Expected values are those of Python's base64.b64encode and str().
TEST(Bytes, AreBase64InJsonAndReprElsewhere) {
  constexpr struct {
    std::string_view bytes, base64, repr;
  } kCases[] = {
      {"", "", "b''"},
      {"a", "YQ==", "b'a'"},
      {"ab", "YWI=", "b'ab'"},
      {"a\0\xff~\x7f"sv, "YQD/fn8=", R"(b'a\x00\xff~\x7f')"},
      {"\t\n\r\\\x0b"sv, "CQoNXAs=", R"(b'\t\n\r\\\x0b')"},
      {"it's", "aXQncw==", R"(b"it's")"},
      {R"(say "it")", "c2F5ICJpdCI=", R"(b'say "it"')"},
      {R"('"')", "JyIn", R"(b'\'"\'')"},
  };
  for (const auto& test : kCases) {
    for (const Notation notation : {Notation::json, Notation::python, Notation::repr}) {
      Output out(1);
      out.append("before");
      out.append(test.bytes);
      out.set_notation(notation);
      spell_bytes(6, out);
      EXPECT_EQ(out.view(), "before" + std::string(notation == Notation::json ? test.base64 : test.repr));
      EXPECT_EQ(out.kind(), notation == Notation::repr ? Kind::encoded : Kind::text);
    }
  }
}

}  // namespace
}  // namespace phoney
