#include "lambda/configuration.h"

#include <gtest/gtest.h>

#include <mutex>

namespace phoney::lambda {
namespace {

using namespace std::chrono;

constexpr Clock::Instant kStart = sys_days{2026y / 11 / 22};

// Answers what a test has put in; `hold` has it wait until it is called off.
class FakeFetcher final : public RemoteFetcher {
 public:
  Result<RemoteValues> fetch(RemotePlace place, const std::stop_token& stop) override {
    const std::lock_guard lock(mutex_);
    ++calls;
    while (hold && !stop.stop_requested()) std::this_thread::yield();
    if (const auto failing = errors.find(place); failing != errors.end())
      return make_error(ErrorCode::io_error, failing->second);
    return RemoteValues{texts[place], warnings};
  }

  std::map<RemotePlace, std::map<std::string, std::string, std::less<>>> texts;
  std::map<RemotePlace, std::string> errors;
  std::vector<std::string> warnings;
  int calls = 0;
  bool hold = false;

 private:
  std::mutex mutex_;
};

constexpr RemotePlace kSecrets = RemotePlace::secrets_manager;
constexpr RemotePlace kParameters = RemotePlace::parameter_store;

struct Fixture {
  std::shared_ptr<FakeFetcher> fetcher = std::make_shared<FakeFetcher>();
  RemoteSettings remote{true, true, fetcher};

  std::string find(std::string_view name) const {
    for (const auto& source : remote.sources()) {
      for (const auto& spec : service::kSettingSpecs) {
        if (spec.name != name) continue;
        if (const auto text = source.find(spec)) return source.name + ": " + *text;
      }
    }
    return "";
  }
  RefreshReport refresh(Clock::Instant now) {
    remote.refresh_if_due(now);
    for (;;) {
      if (auto report = remote.take_refresh()) return *report;
      std::this_thread::yield();
    }
  }
};

TEST(RemoteSettings, SecretsGoBeforeParameters) {
  Fixture f;
  f.fetcher->texts = {{kSecrets, {{"SECRET_KEY", "s"}}}, {kParameters, {{"SECRET_KEY", "p"}, {"PORT", "1"}}}};
  ASSERT_TRUE(f.remote.load(kStart));
  EXPECT_EQ(f.fetcher->calls, 2);
  EXPECT_EQ(f.find("SECRET_KEY"), "Secrets Manager: s");
  EXPECT_EQ(f.find("PORT"), "Parameter Store: 1");
  EXPECT_EQ(f.find("HOST"), "");
}

TEST(RemoteSettings, AskOnlyWhatIsUsed) {
  const auto fetcher = std::make_shared<FakeFetcher>();
  RemoteSettings none(false, false, fetcher);
  ASSERT_TRUE(none.load(kStart));
  none.refresh_if_due(kStart + 1h);
  EXPECT_FALSE(none.take_refresh());
  EXPECT_EQ(fetcher->calls, 0);
  EXPECT_TRUE(none.sources().empty());
  RemoteSettings one(false, true, fetcher);
  ASSERT_TRUE(one.load(kStart));
  EXPECT_EQ(fetcher->calls, 1);
}

TEST(RemoteSettings, LoadFailsClosed) {
  Fixture f;
  f.fetcher->errors[kParameters] = "it is down";
  const auto loaded = f.remote.load(kStart);
  ASSERT_FALSE(loaded);
  EXPECT_EQ(loaded.error().message, "Parameter Store could not be read: it is down");
  EXPECT_TRUE(f.remote.sources().empty());
}

TEST(RemoteSettings, RefreshWhenDue) {
  Fixture f;
  f.fetcher->texts = {{kSecrets, {{"SECRET_KEY", "old"}, {"API_KEY", "k"}}}};
  ASSERT_TRUE(f.remote.load(kStart));
  f.remote.refresh_if_due(kStart + 299s);
  EXPECT_EQ(f.fetcher->calls, 2);
  const auto before = f.remote.sources();
  f.fetcher->texts = {{kSecrets, {{"SECRET_KEY", "new"}}}, {kParameters, {{"PORT", "1"}}}};
  f.fetcher->warnings = {"w"};
  const RefreshReport report = f.refresh(kStart + 300s);
  EXPECT_EQ(report.changed, (std::vector<std::string>{"SECRET_KEY", "API_KEY", "PORT"}));
  EXPECT_EQ(report.warnings, (std::vector<std::string>{"w", "w"}));
  EXPECT_TRUE(report.problems.empty());
  EXPECT_EQ(f.find("SECRET_KEY"), "Secrets Manager: new");
  EXPECT_EQ(before[0].find(service::kSettingSpecs[7]), "old");  // SECRET_KEY
  EXPECT_EQ(f.refresh(kStart + 600s).changed, std::vector<std::string>());
}

TEST(RemoteSettings, KeepTheLastGoodValueAndTrySooner) {
  Fixture f;
  f.fetcher->texts = {{kSecrets, {{"SECRET_KEY", "s"}}}, {kParameters, {{"PORT", "1"}}}};
  ASSERT_TRUE(f.remote.load(kStart));
  f.fetcher->errors[kSecrets] = "it is down";
  f.fetcher->texts[kParameters]["PORT"] = "2";
  RefreshReport report = f.refresh(kStart + 300s);
  EXPECT_EQ(report.problems, std::vector<std::string>{"Secrets Manager could not be read: it is down"});
  EXPECT_EQ(report.changed, std::vector<std::string>{"PORT"});
  EXPECT_EQ(f.find("SECRET_KEY"), "Secrets Manager: s");
  f.remote.refresh_if_due(kStart + 329s);
  EXPECT_FALSE(f.remote.take_refresh());
  f.fetcher->errors.clear();
  report = f.refresh(kStart + 330s);
  EXPECT_TRUE(report.problems.empty());
  f.remote.refresh_if_due(kStart + 629s);
  EXPECT_EQ(f.fetcher->calls, 6);
}

TEST(RemoteSettings, OneRefreshAtATimeWhichTheEndCallsOff) {
  Fixture f;
  ASSERT_TRUE(f.remote.load(kStart));
  f.fetcher->hold = true;
  f.remote.refresh_if_due(kStart + 300s);
  f.remote.refresh_if_due(kStart + 900s);
  EXPECT_FALSE(f.remote.take_refresh());
}

std::string error_of(std::map<std::string, std::string> variables) {
  const auto options = read_remote_options([&](const char* name) { return variables[name]; });
  return options ? "" : options.error().message;
}

TEST(RemoteOptions, ReadTheEnvironment) {
  std::map<std::string, std::string> variables{{"USE_PARAMETER_STORE", "true"},
                                               {"USE_SECRETS_MANAGER", "true"},
                                               {"STAGE", "prod"},
                                               {"AWS_REGION", "eu-west-1"},
                                               {"AWS_ENDPOINT_URL", "http://127.0.0.1:1"},
                                               {"AWS_ENDPOINT_URL_SSM", "http://127.0.0.1:2"}};
  const auto options = read_remote_options([&](const char* name) { return variables[name]; });
  ASSERT_TRUE(options);
  EXPECT_EQ(options->parameter_path, "/phoney/prod/");
  EXPECT_EQ(options->secret_id, "phoney/prod/credentials");
  EXPECT_EQ(options->parameter_store.port, 2);
  EXPECT_EQ(options->secrets_manager.port, 1);
  variables = {{"USE_PARAMETER_STORE", "true"}, {"PARAMETER_STORE_PATH", "/a/b"}, {"AWS_DEFAULT_REGION", "us-east-1"}};
  const auto own = read_remote_options([&](const char* name) { return variables[name]; });
  ASSERT_TRUE(own);
  EXPECT_EQ(own->parameter_path, "/a/b/");
  EXPECT_EQ(own->parameter_store.host, "ssm.us-east-1.amazonaws.com");
  EXPECT_FALSE(own->use_secrets_manager);
}

TEST(RemoteOptions, NameWhatIsWrong) {
  EXPECT_EQ(error_of({}), "");
  EXPECT_EQ(error_of({{"USE_PARAMETER_STORE", "yes"}}), "USE_PARAMETER_STORE must be true or false, not \"yes\"");
  EXPECT_EQ(error_of({{"USE_PARAMETER_STORE", "true"}}), "AWS_REGION must name a region of AWS, such as us-east-1");
  EXPECT_EQ(error_of({{"USE_SECRETS_MANAGER", "true"}, {"AWS_REGION", "r"}}),
            "STAGE must name the stage, such as dev, or SECRET_ID be set");
  EXPECT_EQ(error_of({{"USE_PARAMETER_STORE", "true"}, {"AWS_REGION", "r"}, {"PARAMETER_STORE_PATH", "a"}}),
            "PARAMETER_STORE_PATH must begin with a slash");
  EXPECT_EQ(error_of({{"USE_SECRETS_MANAGER", "true"}, {"AWS_REGION", "r"}, {"SECRET_ID", "a b"}}),
            "SECRET_ID holds a character that AWS has in no name");
}

}  // namespace
}  // namespace phoney::lambda
