#include "lambda/environment.h"

#include <gtest/gtest.h>

#include <cstdlib>

namespace phoney::lambda {
namespace {

class EnvironmentTest : public ::testing::Test {
 protected:
  void TearDown() override {
    for (const char* name : {"LAMBDA_RESPONSE_MODE", "REST_API_BINARY"}) ::unsetenv(name);
  }
};

TEST_F(EnvironmentTest, ReadsChoices) {
  EXPECT_FALSE(read_environment().stream);
  EXPECT_FALSE(read_environment().rest_api_binary);
  ::setenv("LAMBDA_RESPONSE_MODE", "stream", 1);
  ::setenv("REST_API_BINARY", "true", 1);
  EXPECT_TRUE(read_environment().stream);
  EXPECT_TRUE(read_environment().rest_api_binary);
  EXPECT_TRUE(check_environment(read_environment()));
  ::setenv("LAMBDA_RESPONSE_MODE", "buffered", 1);
  EXPECT_FALSE(read_environment().stream);
  EXPECT_TRUE(check_environment(read_environment()));
}

TEST_F(EnvironmentTest, NamesAWordThatIsNone) {
  ::setenv("LAMBDA_RESPONSE_MODE", "streaming", 1);
  EXPECT_EQ(check_environment(read_environment()).error().message,
            "LAMBDA_RESPONSE_MODE must be buffered or stream, not \"streaming\"");
  ::unsetenv("LAMBDA_RESPONSE_MODE");
  ::setenv("REST_API_BINARY", "yes", 1);
  EXPECT_EQ(check_environment(read_environment()).error().message,
            "REST_API_BINARY must be false or true, not \"yes\"");
}

}  // namespace
}  // namespace phoney::lambda
