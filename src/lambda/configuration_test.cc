#include "lambda/configuration.h"

#include <gtest/gtest.h>

#include <mutex>

#include <fmt/format.h>

namespace phoney::lambda {
namespace {

using namespace std::chrono;

constexpr Clock::Instant kStart = sys_days{2026y / 11 / 22};

// Returns what the test has set. With `hold`, waits until it is cancelled.
class FakeFetcher final : public RemoteFetcher {
 public:
  Result<RemoteValues> fetch(RemotePlace place, const Effort& effort, const std::stop_token& stop) override {
    const std::scoped_lock lock(mutex_);
    ++calls;
    efforts.insert_or_assign(place, effort);
    while (hold && !stop.stop_requested()) std::this_thread::yield();
    if (const auto failing = errors.find(place); failing != errors.end())
      return make_error(ErrorCode::io_error, failing->second);
    return RemoteValues{texts[place], warnings};
  }

  std::map<RemotePlace, std::map<std::string, std::string, std::less<>>> texts;
  std::map<RemotePlace, std::string> errors;
  std::map<RemotePlace, Effort> efforts;  // of the last call
  std::vector<std::string> warnings;
  int calls = 0;
  bool hold = false;

 private:
  std::mutex mutex_;
};

constexpr RemotePlace kSecrets = RemotePlace::secrets_manager;
constexpr RemotePlace kParameters = RemotePlace::parameter_store;

// No interval is shortened.
double exactly() { return 0; }

struct Fixture {
  explicit Fixture(RemoteSettings::Plan plan = {true, true}, std::function<double()> jitter = exactly)
      : remote(std::move(plan), fetcher, std::move(jitter)) {}

  std::shared_ptr<FakeFetcher> fetcher = std::make_shared<FakeFetcher>();
  RemoteSettings remote;

  std::string find(std::string_view name) const {
    for (const auto& source : remote.sources()) {
      for (const auto& spec : service::kSettingSpecs) {
        if (spec.name != name) continue;
        if (const auto text = source.find(spec)) return source.name + ": " + *text;
      }
    }
    return "";
  }
  static Result<void> accept() { return {}; }
  RefreshReport refresh(Clock::Instant now, const std::function<Result<void>()>& accepts = accept) {
    remote.refresh_if_due(now);
    const auto report = remote.finish_refresh(1min, accepts);
    EXPECT_TRUE(report);
    return report.value_or(RefreshReport{});
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
  RemoteSettings none({false, false}, fetcher, exactly);
  ASSERT_TRUE(none.load(kStart));
  none.refresh_if_due(kStart + 1h);
  EXPECT_FALSE(none.finish_refresh(0ms, Fixture::accept));
  EXPECT_EQ(fetcher->calls, 0);
  EXPECT_TRUE(none.sources().empty());
  RemoteSettings one({false, true}, fetcher, exactly);
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

// A Parameter Store that is down, and what the deployment has given instead.
struct FallbackFixture : Fixture {
  explicit FallbackFixture(std::function<double()> jitter = exactly)
      : Fixture({.use_secrets_manager = true,
                 .use_parameter_store = true,
                 .fallback = RemoteValues{{{"PORT", "1"}, {"HOST", "h"}}, {}}},
                std::move(jitter)) {
    fetcher->texts = {{kSecrets, {{"SECRET_KEY", "s"}}}, {kParameters, {{"PORT", "2"}}}};
    fetcher->errors[kParameters] = "it is down";
  }
};

TEST(RemoteSettings, StartWithTheFallbackAndReplaceItLater) {
  FallbackFixture f;
  const auto loaded = f.remote.load(kStart);
  ASSERT_TRUE(loaded);
  EXPECT_EQ(loaded->fallback, "Parameter Store could not be read: it is down");
  EXPECT_EQ(f.fetcher->efforts.at(kParameters).time, 200ms);
  EXPECT_FALSE(f.fetcher->efforts.at(kParameters).retries);
  EXPECT_EQ(f.fetcher->efforts.at(kSecrets).time, 4s);
  EXPECT_TRUE(f.fetcher->efforts.at(kSecrets).retries);
  EXPECT_EQ(f.find("PORT"), "PARAMETER_FALLBACK: 1");
  f.remote.refresh_if_due(kStart + 59s);
  EXPECT_EQ(f.fetcher->calls, 2);
  EXPECT_EQ(f.refresh(kStart + 60s).problems.size(), 1U);
  EXPECT_EQ(f.fetcher->efforts.at(kParameters).time, 4s);
  EXPECT_TRUE(f.fetcher->efforts.at(kParameters).retries);
  EXPECT_EQ(f.find("PORT"), "PARAMETER_FALLBACK: 1");
  f.fetcher->errors.clear();
  EXPECT_EQ(f.refresh(kStart + 90s).changed, (std::vector<std::string>{"PORT", "HOST"}));
  EXPECT_EQ(f.find("PORT"), "Parameter Store: 2");
  EXPECT_EQ(f.find("HOST"), "");
  f.remote.refresh_if_due(kStart + 389s);
  EXPECT_EQ(f.fetcher->calls, 6);
}

TEST(RemoteSettings, KeepTheFallbackWhereTheNewIsRefused) {
  FallbackFixture f;
  ASSERT_TRUE(f.remote.load(kStart));
  f.fetcher->errors.clear();
  f.refresh(kStart + 60s, []() -> Result<void> { return make_error(ErrorCode::invalid_argument, "no"); });
  EXPECT_EQ(f.find("PORT"), "PARAMETER_FALLBACK: 1");
}

TEST(RemoteSettings, TheFallbackIsOnlyForParameters) {
  FallbackFixture f;
  f.fetcher->errors = {{kSecrets, "it is down"}};
  const auto loaded = f.remote.load(kStart);
  ASSERT_FALSE(loaded);
  EXPECT_EQ(loaded.error().message, "Secrets Manager could not be read: it is down");
  f.fetcher->errors.clear();
  ASSERT_TRUE(f.remote.load(kStart));
  EXPECT_EQ(f.find("PORT"), "Parameter Store: 2");
}

TEST(RemoteSettings, RefreshesAreSpread) {
  double luck = 0;
  const auto jitter = [&] { return luck; };
  // After a start with the fallback, over the whole of the interval; later over a fifth of it.
  const struct {
    double luck;
    seconds first;
    seconds second;
  } tests[] = {{0, 60s, 300s}, {0.5, 30s, 270s}, {0.75, 15s, 255s}};
  for (const auto& test : tests) {
    luck = test.luck;
    FallbackFixture f(jitter);
    ASSERT_TRUE(f.remote.load(kStart));
    f.fetcher->errors.clear();
    f.remote.refresh_if_due(kStart + test.first - 1s);
    EXPECT_EQ(f.fetcher->calls, 2);
    f.refresh(kStart + test.first);
    f.remote.refresh_if_due(kStart + test.first + test.second - 1s);
    EXPECT_EQ(f.fetcher->calls, 4) << luck;
    f.refresh(kStart + test.first + test.second);
    EXPECT_EQ(f.fetcher->calls, 6);
  }
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
  EXPECT_FALSE(f.remote.finish_refresh(0ms, Fixture::accept));
  f.fetcher->errors.clear();
  report = f.refresh(kStart + 330s);
  EXPECT_TRUE(report.problems.empty());
  f.remote.refresh_if_due(kStart + 629s);
  EXPECT_EQ(f.fetcher->calls, 6);
}

TEST(RemoteSettings, TryLessOftenWhileItFails) {
  Fixture f;
  ASSERT_TRUE(f.remote.load(kStart));
  f.fetcher->errors[kSecrets] = "it is down";
  Clock::Instant now = kStart + 300s;
  f.refresh(now);
  for (const auto pause : {30s, 60s, 120s, 240s, 300s, 300s}) {
    f.remote.refresh_if_due(now + pause - 1s);
    EXPECT_FALSE(f.remote.finish_refresh(0ms, Fixture::accept)) << pause.count();
    now += pause;
    EXPECT_EQ(f.refresh(now).problems.size(), 1U) << pause.count();
  }
}

TEST(RemoteSettings, KeepWhatWasWhereTheNewIsRefusedAndTrySooner) {
  Fixture f;
  f.fetcher->texts = {{kParameters, {{"PORT", "1"}}}};
  ASSERT_TRUE(f.remote.load(kStart));
  f.fetcher->texts[kParameters]["PORT"] = "x";
  std::string offered;
  const auto refuse = [&]() -> Result<void> {
    offered = f.find("PORT");
    return make_error(ErrorCode::invalid_argument, "PORT must be a number");
  };
  Clock::Instant now = kStart + 300s;
  for (const auto pause : {30s, 60s}) {
    const RefreshReport report = f.refresh(now, refuse);
    EXPECT_EQ(offered, "Parameter Store: x");
    ASSERT_TRUE(report.refused);
    EXPECT_EQ(report.refused->message, "PORT must be a number");
    EXPECT_EQ(f.find("PORT"), "Parameter Store: 1");
    f.remote.refresh_if_due(now + pause - 1s);
    EXPECT_FALSE(f.remote.finish_refresh(0ms, Fixture::accept));
    now += pause;
  }
  f.fetcher->texts[kParameters]["PORT"] = "1";
  EXPECT_TRUE(f.refresh(now).changed.empty()) << "the value of before is none that has changed";
  f.remote.refresh_if_due(now + 299s);
  EXPECT_FALSE(f.remote.finish_refresh(0ms, Fixture::accept));
}

TEST(RemoteSettings, OneRefreshAtATimeWhichIsCalledOffInTheEnd) {
  Fixture f;
  f.fetcher->texts = {{kSecrets, {{"SECRET_KEY", "s"}}}};
  ASSERT_TRUE(f.remote.load(kStart));
  f.fetcher->hold = true;
  f.fetcher->errors = {{kSecrets, "called off"}, {kParameters, "called off"}};
  f.remote.refresh_if_due(kStart + 300s);
  f.remote.refresh_if_due(kStart + 900s);
  const auto report = f.remote.finish_refresh(0ms, Fixture::accept);
  ASSERT_TRUE(report);
  EXPECT_EQ(report->problems.size(), 2U);
  EXPECT_EQ(f.find("SECRET_KEY"), "Secrets Manager: s");
  EXPECT_EQ(f.fetcher->calls, 4) << "two to load, two to refresh";
  // The next one is not called off already.
  f.fetcher->hold = false;
  f.fetcher->errors.clear();
  EXPECT_TRUE(f.refresh(kStart + 1200s).problems.empty());
}

TEST(RemoteSettings, TheEndCallsOffARefresh) {
  Fixture f;
  ASSERT_TRUE(f.remote.load(kStart));
  f.fetcher->hold = true;
  f.remote.refresh_if_due(kStart + 300s);
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
  EXPECT_EQ(options->refresh_interval, 300s);
  EXPECT_EQ(options->secret_id, "phoney/prod/credentials");
  EXPECT_EQ(options->parameter_store.port, 2);
  EXPECT_EQ(options->secrets_manager.port, 1);
  variables = {{"USE_PARAMETER_STORE", "true"},
               {"PARAMETER_STORE_PATH", "/a/b"},
               {"AWS_DEFAULT_REGION", "us-east-1"},
               {"SETTINGS_REFRESH_SECONDS", "60"}};
  const auto own = read_remote_options([&](const char* name) { return variables[name]; });
  ASSERT_TRUE(own);
  EXPECT_EQ(own->parameter_path, "/a/b/");
  EXPECT_EQ(own->refresh_interval, 60s);
  EXPECT_FALSE(own->parameter_fallback);
  EXPECT_EQ(own->parameter_wait, 200ms);
  EXPECT_TRUE(own->parameter_names.empty());
  EXPECT_EQ(own->parameter_store.host, "ssm.us-east-1.amazonaws.com");
  EXPECT_FALSE(own->use_secrets_manager);
  variables["PARAMETER_FALLBACK"] = R"({"RATE_LIMIT_PER_MINUTE":"60","RATE":"1"})";
  variables["PARAMETER_WAIT_MS"] = "50";
  variables["PARAMETER_NAMES"] = "RATE_LIMIT_PER_MINUTE,sub/CORS_ORIGINS";
  const auto with_fallback = read_remote_options([&](const char* name) { return variables[name]; });
  ASSERT_TRUE(with_fallback);
  EXPECT_EQ(with_fallback->parameter_fallback->texts.at("RATE_LIMIT_PER_MINUTE"), "60");
  ASSERT_EQ(with_fallback->parameter_fallback->warnings.size(), 1U);
  EXPECT_TRUE(
      with_fallback->parameter_fallback->warnings[0].starts_with("in PARAMETER_FALLBACK, RATE is not a setting"));
  EXPECT_EQ(with_fallback->parameter_wait, 50ms);
  EXPECT_EQ(with_fallback->parameter_names,
            (std::vector<std::string>{"/a/b/RATE_LIMIT_PER_MINUTE", "/a/b/sub/CORS_ORIGINS"}));
}

TEST(RemoteOptions, NameWhatIsWrong) {
  EXPECT_EQ(error_of({}), "");
  EXPECT_EQ(error_of({{"USE_PARAMETER_STORE", "yes"}}), "USE_PARAMETER_STORE must be true or false, not \"yes\"");
  for (const char* text : {"0", "1.5", "86401", "-1", "1s"}) {
    EXPECT_EQ(error_of({{"USE_PARAMETER_STORE", "true"}, {"SETTINGS_REFRESH_SECONDS", text}}),
              fmt::format("SETTINGS_REFRESH_SECONDS must be an integer from 1 to 86400, not \"{}\"", text));
  }
  EXPECT_EQ(error_of({{"USE_PARAMETER_STORE", "true"}}), "AWS_REGION must name an AWS region, such as us-east-1");
  EXPECT_EQ(error_of({{"USE_SECRETS_MANAGER", "true"}, {"AWS_REGION", "r"}}),
            "STAGE must name the stage, such as dev, unless SECRET_ID is set");
  EXPECT_EQ(error_of({{"USE_PARAMETER_STORE", "true"}, {"AWS_REGION", "r"}, {"PARAMETER_STORE_PATH", "a"}}),
            "PARAMETER_STORE_PATH must begin with a slash");
  const auto error_with = [](const char* name, const char* text) {
    return error_of({{"USE_PARAMETER_STORE", "true"}, {"AWS_REGION", "r"}, {"STAGE", "dev"}, {name, text}});
  };
  for (const char* text : {"-1", "4001", "200ms"}) {
    EXPECT_EQ(error_with("PARAMETER_WAIT_MS", text),
              fmt::format("PARAMETER_WAIT_MS must be an integer from 0 to 4000, not \"{}\"", text));
  }
  for (const char* text : {"A B", ",", "A,,B"}) {
    EXPECT_EQ(error_with("PARAMETER_NAMES", text),
              "PARAMETER_NAMES must be names of parameters, with commas between them");
  }
  for (const char* text : {"{", "[]", "RATE_LIMIT_PER_MINUTE=60"}) {
    EXPECT_EQ(error_with("PARAMETER_FALLBACK", text),
              R"(PARAMETER_FALLBACK must be a JSON object such as {"RATE_LIMIT_PER_MINUTE": "60"})");
  }
  EXPECT_EQ(error_with("PARAMETER_FALLBACK", R"({"PORT":1})"),
            "in PARAMETER_FALLBACK, PORT must be a string, not an integer");
  EXPECT_EQ(error_of({{"USE_SECRETS_MANAGER", "true"}, {"AWS_REGION", "r"}, {"SECRET_ID", "a b"}}),
            "SECRET_ID contains a character that AWS does not allow in names");
}

}  // namespace
}  // namespace phoney::lambda
