#include "aws/endpoint.h"

#include <gtest/gtest.h>

namespace phoney::aws {
namespace {

TEST(Endpoint, ReadsUrls) {
  const struct {
    std::string_view url;
    Endpoint want;
    std::string_view authority;
  } tests[] = {
      {"https://ssm.eu-west-1.amazonaws.com",
       {true, "ssm.eu-west-1.amazonaws.com", 443, "/"},
       "ssm.eu-west-1.amazonaws.com"},
      {"http://127.0.0.1:5000", {false, "127.0.0.1", 5000, "/"}, "127.0.0.1:5000"},
      {"http://localhost/a/b?c=d", {false, "localhost", 80, "/a/b?c=d"}, "localhost"},
      {"http://[::1]:80/", {false, "::1", 80, "/"}, "[::1]"},
      {"https://[fd00:ec2::23]:8443", {true, "fd00:ec2::23", 8443, "/"}, "[fd00:ec2::23]:8443"},
  };
  for (const auto& test : tests) {
    const auto read = parse_endpoint(test.url, "X");
    ASSERT_TRUE(read) << test.url;
    EXPECT_EQ(*read, test.want) << test.url;
    EXPECT_EQ(read->authority(), test.authority);
  }
}

TEST(Endpoint, RefusesWhatIsNone) {
  for (const std::string_view url : {"", "host", "ftp://host", "http://", "http://:80", "http://h:", "http://h:0",
                                     "http://h:65536", "http://h:8x", "http://[::1", "http://[h]", "http://[::1]80",
                                     "http://h/a b", "http://h/\r\nX: y", "http://user@h", "http://h?a", "HTTP://h"}) {
    const auto read = parse_endpoint(url, "AWS_ENDPOINT_URL");
    ASSERT_FALSE(read) << url;
    EXPECT_EQ(read.error().field, "AWS_ENDPOINT_URL");
  }
  EXPECT_EQ(parse_endpoint("host", "AWS_ENDPOINT_URL").error().message,
            "AWS_ENDPOINT_URL must be a URL such as https://host or http://127.0.0.1:5000, not \"host\"");
}

TEST(Endpoint, KnowsThePublicOnes) {
  EXPECT_EQ(public_endpoint("ssm", "eu-west-1").authority(), "ssm.eu-west-1.amazonaws.com");
  EXPECT_EQ(public_endpoint("secretsmanager", "cn-north-1").authority(), "secretsmanager.cn-north-1.amazonaws.com.cn");
}

}  // namespace
}  // namespace phoney::aws
