#include "aws/sign.h"

#include <gtest/gtest.h>

namespace phoney::aws {
namespace {

using namespace std::chrono;

// The example of the IAM User Guide's chapter on signing, with the credentials that AWS prints in all its examples.
TEST(Sign, AgreesWithThePublishedExample) {
  const Credentials credentials{"AKIDEXAMPLE", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY", ""};
  const Header headers[] = {{"Content-Type", "application/x-www-form-urlencoded; charset=utf-8"},
                            {"Host", "iam.amazonaws.com"}};
  const Clock::Instant instant = sys_days{2015y / August / 30} + 12h + 36min;
  const auto signed_headers = sign(
      credentials, {"us-east-1", "iam"}, instant,
      {.method = "GET", .path = "/", .query = "Action=ListUsers&Version=2010-05-08", .headers = headers, .body = {}});
  ASSERT_EQ(signed_headers.size(), 2u);
  EXPECT_EQ(signed_headers[0].value, "20150830T123600Z");
  EXPECT_EQ(signed_headers[1].value,
            "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/iam/aws4_request, "
            "SignedHeaders=content-type;host;x-amz-date, "
            "Signature=5d672d79c15b13162d9279b0855cfba6789a8edb4c82c400e06b5924a6f2b5d7");
}

// `get-vanilla` of AWS's test suite for Signature Version 4.
TEST(Sign, AgreesWithTheTestSuite) {
  const Credentials credentials{"AKIDEXAMPLE", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY", ""};
  const Header headers[] = {{"Host", "example.amazonaws.com"}};
  const Clock::Instant instant = sys_days{2015y / August / 30} + 12h + 36min;
  const auto signed_headers = sign(credentials, {"us-east-1", "service"}, instant,
                                   {.method = "GET", .path = "/", .query = {}, .headers = headers, .body = {}});
  EXPECT_TRUE(signed_headers.back().value.ends_with(
      "Signature=5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31"));
}

TEST(Sign, SendsTheSessionToken) {
  const auto signed_headers = sign({"A", "b", "the token"}, {"r", "s"}, {}, {.method = "GET", .path = "/"});
  ASSERT_EQ(signed_headers.size(), 3u);
  EXPECT_EQ(signed_headers[1].name, "X-Amz-Security-Token");
  EXPECT_EQ(signed_headers[1].value, "the token");
  EXPECT_NE(signed_headers[2].value.find("SignedHeaders=x-amz-date;x-amz-security-token,"), std::string::npos);
}

}  // namespace
}  // namespace phoney::aws
