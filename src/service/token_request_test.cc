#include "service/token_request.h"

#include <gtest/gtest.h>

namespace phoney::service {
namespace {

TEST(TokenRequest, Form) {
  const struct {
    std::string_view body, want;
  } tests[] = {
      {"username=ann&password=se%3Acret+1", "ann/se:cret 1"},
      {"grant_type=password&username=ann&password=p&scope=&client_id=c", "ann/p"},
      {"grant_type=client_credentials&username=ann&password=p",
       "grant_type: String should match pattern '^password$' (string_pattern_mismatch)"},
      {"", "username: Field required (missing), password: Field required (missing)"},
      {"\xef\xbb\xbfusername=ann&password=p", "ann/p"},
      {"username=&password=p", "username: Field required (missing)"},
      {"username=a&username=b&password=p", "username: Field given more than once (value_error)"},
      {"username=a&password=%zz",
       "password: invalid percent-encoding '%zz': '%' must be followed by two hexadecimal digits; write '%25' for a "
       "percent sign (value_error)"},
  };
  for (const auto& test : tests) {
    TokenRequest request;
    std::string got;
    for (const Problem& problem : read_token_form("application/x-www-form-urlencoded", test.body, request)) {
      if (!got.empty()) got += ", ";
      got += problem.member + ": " + problem.message + " (" + std::string(problem.type) + ")";
    }
    if (got.empty()) got = request.username + "/" + request.password;
    EXPECT_EQ(got, test.want) << test.body;
  }
}

TEST(TokenRequest, ContentType) {
  for (const std::string_view type :
       {"application/x-www-form-urlencoded", "Application/X-WWW-Form-Urlencoded ; charset=utf-8",
        "multipart/form-data; boundary=x", "Multipart/Form-Data ;boundary=x"}) {
    EXPECT_TRUE(is_form(type)) << type;
  }
  for (const std::string_view type : {"", "application/json", "multipart/mixed; boundary=x", "multipart/form-datax",
                                      "application/x-www-form-urlencodedx"}) {
    EXPECT_FALSE(is_form(type)) << type;
  }
}

}  // namespace
}  // namespace phoney::service
