#include "service/settings/misspelt.h"

#include <gtest/gtest.h>

#include "service/settings/specs.h"

namespace phoney::service {
namespace {

using Warnings = std::vector<std::string>;

Warnings about(const std::string& name) { return misspelt_settings({{name, "3"}}, ".env"); }

TEST(MisspeltSettings, NamesTheNearestSetting) {
  const struct {
    std::string name, meant;
  } tests[] = {
      {"PHONEY_RATE_LIMT", "PHONEY_RATE_LIMIT_PER_MINUTE"},
      {"PHONEY_RATE_LIMIT", "PHONEY_RATE_LIMIT_PER_MINUTE"},
      {"PHONEY_RATE_LIMIT_BRUST", "PHONEY_RATE_LIMIT_BURST"},
      {"PHONEY_PROT", "PHONEY_PORT"},
      {"PHONEY_port", "PHONEY_PORT"},
      {"PHONEY_LOGLEVEL", "PHONEY_LOG_LEVEL"},
      {"PHONEY_CORS_ORIGIN", "PHONEY_CORS_ORIGINS"},
      {"SECRETKEY", "SECRET_KEY"},
      {"RATE_LIMT", "RATE_LIMIT_PER_MINUTE"},
  };
  for (const auto& [name, meant] : tests) {
    EXPECT_EQ(about(name), Warnings{name + " in .env is not a setting of phoney; did you mean " + meant + "?"});
  }
}

// Those of clients, of the build, and of Kubernetes for services named phoney and phoney-api.
TEST(MisspeltSettings, LeavesOtherNamesAlone) {
  for (const std::string name : {"PHONEY_USERNAME",
                                 "PHONEY_PASSWORD",
                                 "PHONEY_URL",
                                 "PHONEY_TOKEN",
                                 "PHONEY_BINARY",
                                 "PHONEY_VERSION",
                                 "PHONEY_STATIC",
                                 "PHONEY_UNKNOWN",
                                 "PHONEY_SERVICE_HOST",
                                 "PHONEY_SERVICE_PORT",
                                 "PHONEY_SERVICE_PORT_HTTP",
                                 "PHONEY_PORT_80_TCP",
                                 "PHONEY_PORT_80_TCP_ADDR",
                                 "PHONEY_PORT_80_TCP_PORT",
                                 "PHONEY_PORT_80_TCP_PROTO",
                                 "PHONEY_API_SERVICE_HOST",
                                 "PHONEY_API_SERVICE_PORT",
                                 "PHONEY_API_PORT",
                                 "PHONEY_API_PORT_80_TCP_PROTO",
                                 "PHONEY_",
                                 "ALGORITHM",
                                 "DB_HOST",
                                 "REDIS_PORT",
                                 "DATABASE_URL",
                                 "PATH"}) {
    EXPECT_EQ(about(name), Warnings{}) << name;
  }
  EXPECT_EQ(misspelt_settings({{"PHONEY_PROT", ""}}, ".env"), Warnings{});
}

TEST(MisspeltSettings, KnowsEverySetting) {
  for (const SettingSpec& spec : kSettingSpecs) {
    EXPECT_EQ(about(prefixed_name(spec)), Warnings{});
    EXPECT_EQ(about(bare_name(spec)), Warnings{});
  }
}

}  // namespace
}  // namespace phoney::service
