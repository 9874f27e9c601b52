#include "service/settings/load.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <functional>
#include <map>

#include "service/settings/unprefixed.h"

namespace phoney::service {
namespace {

using Texts = std::map<std::string, std::string, std::less<>>;

constexpr std::string_view kHash = "$2b$12$abcdefghijklmnopqrstuuW1SdIoZJ0A3xCbzFRTJhIOUDYLHCxOK";
constexpr std::string_view kSecret = "0123456789abcdef0123456789abcdef";

SettingSource source(std::string name, Texts texts) {
  return {std::move(name), [texts = std::move(texts)](const SettingSpec& spec) -> std::optional<std::string> {
            const auto found = texts.find(spec.name);
            return found == texts.end() ? std::nullopt : std::optional(found->second);
          }};
}

LoadedSettings load(Texts texts) {
  const SettingSource sources[] = {source("a test", std::move(texts))};
  return load_settings(sources);
}

Texts production(Texts others = {}) {
  others.insert(
      {{"ENV_STATE", "prod"}, {"API_PASSWORD_HASH", std::string(kHash)}, {"SECRET_KEY", std::string(kSecret)}});
  return others;
}

// Of the errors, a line each.
std::string messages(const LoadedSettings& loaded) {
  std::string text;
  for (const Error& error : loaded.errors) text += (text.empty() ? "" : "\n") + error.message;
  return text;
}

TEST(Settings, DefaultsAreThoseOfTheStruct) {
  const auto loaded = load({});
  ASSERT_EQ(messages(loaded), "");
  const Settings& got = loaded.settings;
  const Settings want;
  EXPECT_EQ(std::tie(got.production, got.host, got.port, got.threads, got.api_username, got.api_password_hash),
            std::tie(want.production, want.host, want.port, want.threads, want.api_username, want.api_password_hash));
  EXPECT_EQ(
      std::tie(got.api_key, got.secret_key, got.token_lifetime, got.rate_limit_per_minute, got.rate_limit_burst),
      std::tie(want.api_key, want.secret_key, want.token_lifetime, want.rate_limit_per_minute, want.rate_limit_burst));
  EXPECT_EQ(
      std::tie(got.security_headers, got.cors_origins, got.cors_methods, got.cors_headers, got.trusted_proxies),
      std::tie(want.security_headers, want.cors_origins, want.cors_methods, want.cors_headers, want.trusted_proxies));
  EXPECT_EQ(std::tie(got.log_level, got.max_body_bytes, got.max_stream_records),
            std::tie(want.log_level, want.max_body_bytes, want.max_stream_records));
}

TEST(Settings, AllCanBeSet) {
  const auto loaded = load(production({{"HOST", "::1"},
                                       {"PORT", "0"},
                                       {"THREADS", "3"},
                                       {"API_USERNAME", "ann"},
                                       {"API_KEY", "0123456789abcdef"},
                                       {"ORIGIN_VERIFY_SECRET", "0123456789abcdef,fedcba9876543210"},
                                       {"ACCESS_TOKEN_EXPIRE_MINUTES", "5"},
                                       {"ACCESS_TOKEN_AUDIENCE", "https://api.example"},
                                       {"RATE_LIMIT_PER_MINUTE", "10"},
                                       {"RATE_LIMIT_BURST", "20"},
                                       {"SECURITY_HEADERS_ENABLED", "false"},
                                       {"CORS_ORIGINS", "https://a.example, http://[::1]:3000"},
                                       {"CORS_METHODS", "GET"},
                                       {"CORS_HEADERS", "Accept , X-Y"},
                                       {"TRUSTED_PROXIES", "10.0.0.0/8,fd00::/8"},
                                       {"LOG_LEVEL", "off"},
                                       {"LOG_FORMAT", "json"},
                                       {"MAX_BODY_BYTES", "2048"},
                                       {"MAX_STREAM_RECORDS", "7"}}));
  ASSERT_EQ(messages(loaded), "");
  const Settings& got = loaded.settings;
  EXPECT_TRUE(got.production);
  EXPECT_EQ(got.host, "::1");
  EXPECT_EQ(got.port, 0);
  EXPECT_EQ(got.threads, 3U);
  EXPECT_EQ(got.api_username, "ann");
  EXPECT_EQ(got.api_password_hash, kHash);
  EXPECT_EQ(got.api_key, "0123456789abcdef");
  EXPECT_EQ(got.origin_verify_secrets, (std::vector<std::string>{"0123456789abcdef", "fedcba9876543210"}));
  EXPECT_EQ(got.secret_key, kSecret);
  EXPECT_EQ(got.token_lifetime.count(), 5);
  EXPECT_EQ(got.token_audience, "https://api.example");
  EXPECT_EQ(got.rate_limit_per_minute, 10U);
  EXPECT_EQ(got.rate_limit_burst, 20U);
  EXPECT_FALSE(got.security_headers);
  EXPECT_EQ(got.cors_origins, (std::vector<std::string>{"https://a.example", "http://[::1]:3000"}));
  EXPECT_EQ(got.cors_methods, std::vector<std::string>{"GET"});
  EXPECT_EQ(got.cors_headers, (std::vector<std::string>{"Accept", "X-Y"}));
  EXPECT_EQ(got.trusted_proxies,
            (std::vector<IpNetwork>{*IpNetwork::parse("10.0.0.0/8"), *IpNetwork::parse("fd00::/8")}));
  EXPECT_EQ(got.log_level, LogLevel::off);
  EXPECT_EQ(got.log_format, LogFormat::json);
  EXPECT_EQ(got.max_body_bytes, 2048U);
  EXPECT_EQ(got.max_stream_records, 7);
}

TEST(Settings, ProductionHasDefaultsOfItsOwn) {
  const auto loaded = load(production());
  ASSERT_EQ(messages(loaded), "");
  EXPECT_EQ(loaded.settings.rate_limit_per_minute, 60U);
  EXPECT_TRUE(loaded.settings.cors_origins.empty());
  EXPECT_EQ(load(production({{"RATE_LIMIT_PER_MINUTE", "0"}})).settings.rate_limit_per_minute, 0U);
}

TEST(Settings, TheFirstSourceDecides) {
  const SettingSource sources[] = {source("first", {{"PORT", "1"}, {"HOST", ""}}),
                                   source("second", {{"PORT", "2"}, {"HOST", "::1"}, {"API_KEY", "0123456789abcdef"}})};
  const auto loaded = load_settings(sources);
  ASSERT_EQ(messages(loaded), "");
  std::string text;
  for (const LoadedSetting& setting : loaded.origins) {
    if (setting.source != "default")
      text += std::string(setting.spec->name) + "=" + setting.shown() + " " + setting.source + "\n";
  }
  EXPECT_EQ(text, "HOST=::1 second\nPORT=1 first\nAPI_KEY=******** second\n");
}

std::string bare(std::string_view name) {
  return std::string(name.starts_with(kSettingPrefix) ? name.substr(kSettingPrefix.size()) : name);
}

TEST(Settings, BadOnesAreNamed) {
  constexpr std::string_view kBadOriginSecret =
      "ORIGIN_VERIFY_SECRET from a test must be at least 16 visible ASCII characters, or two such secrets with a comma "
      "between them";
  const struct {
    Texts texts;
    std::string_view want;
  } tests[] = {
      {{{"ENV_STATE", "staging"}}, R"(ENV_STATE from a test must be dev, test or prod, not "staging")"},
      {{{"HOST", "example.com"}}, R"(HOST from a test must be a numeric address, or localhost, not "example.com")"},
      {{{"PORT", "65536"}}, R"(PORT from a test must be an integer from 0 to 65535, not "65536")"},
      {{{"PORT", "8k"}}, R"(PORT from a test must be an integer from 0 to 65535, not "8k")"},
      {{{"PORT", "tcp://10.0.0.1:80"}},
       R"(PORT from a test must be an integer from 0 to 65535, not "tcp://10.0.0.1:80")"},
      {{{"THREADS", "-1"}}, R"(THREADS from a test must be an integer from 0 to 1024, not "-1")"},
      {{{"API_USERNAME", "a:b"}}, R"(API_USERNAME from a test must be a name without colons, not "a:b")"},
      {{{"ENV_STATE", "prod"}, {"API_PASSWORD_HASH", "secret"}, {"SECRET_KEY", std::string(kSecret)}},
       "API_PASSWORD_HASH from a test must be a bcrypt hash ($2b$...); `phoney hash-password` makes one. In a shell it "
       "needs "
       "single quotes"},
      {{{"API_KEY", "short"}}, "API_KEY from a test must be at least 16 visible ASCII characters"},
      {{{"API_KEY", "with space with space"}}, "API_KEY from a test must be at least 16 visible ASCII characters"},
      {{{"ORIGIN_VERIFY_SECRET", "short"}}, kBadOriginSecret},
      {{{"ORIGIN_VERIFY_SECRET", "0123456789abcdef,"}}, kBadOriginSecret},
      {{{"ORIGIN_VERIFY_SECRET", "0123456789abcdef, fedcba9876543210"}}, kBadOriginSecret},
      {{{"ORIGIN_VERIFY_SECRET", "0123456789abcdef,fedcba9876543210,0011223344556677"}}, kBadOriginSecret},
      {{{"SECRET_KEY", "0123456789abcdef0123456789abcde"}}, "SECRET_KEY from a test must be at least 32 characters"},
      {{{"ACCESS_TOKEN_EXPIRE_MINUTES", "0"}},
       R"(ACCESS_TOKEN_EXPIRE_MINUTES from a test must be an integer from 1 to 527040, not "0")"},
      {{{"ACCESS_TOKEN_AUDIENCE", "a b"}},
       "ACCESS_TOKEN_AUDIENCE from a test must be a name, or a URI such as https://api.example.com, of at most 255 "
       "visible ASCII characters, not \"a b\""},
      {{{"ACCESS_TOKEN_AUDIENCE", "1st:api"}},
       "ACCESS_TOKEN_AUDIENCE from a test must be a name, or a URI such as https://api.example.com, of at most 255 "
       "visible ASCII characters, not \"1st:api\""},
      {{{"RATE_LIMIT_PER_MINUTE", "x"}},
       R"(RATE_LIMIT_PER_MINUTE from a test must be an integer from 0 to 1000000000, not "x")"},
      {{{"RATE_LIMIT_BURST", "1.5"}},
       R"(RATE_LIMIT_BURST from a test must be an integer from 0 to 1000000000, not "1.5")"},
      {{{"SECURITY_HEADERS_ENABLED", "perhaps"}},
       R"(SECURITY_HEADERS_ENABLED from a test must be true or false, not "perhaps")"},
      {{{"CORS_ORIGINS", "https://a.example/"}},
       "CORS_ORIGINS from a test must be origins such as https://app.example.com, in lower case, without a path and "
       "separated by commas, or `*`, or `none`, not \"https://a.example/\""},
      {{{"CORS_ORIGINS", "*,https://a.example"}},
       R"(CORS_ORIGINS from a test must be either `*` alone or a list of origins, not "*,https://a.example")"},
      {{{"CORS_METHODS", "GET POST"}}, R"(CORS_METHODS from a test must be names separated by commas, not "GET POST")"},
      {{{"CORS_HEADERS", "X:Y"}}, R"(CORS_HEADERS from a test must be names separated by commas, not "X:Y")"},
      {{{"TRUSTED_PROXIES", "10.0.0.1/8"}},
       "TRUSTED_PROXIES from a test must be addresses or networks such as 10.0.0.0/8 or fd00::/8, with no bits set "
       "beyond the prefix, separated by commas, not \"10.0.0.1/8\""},
      {{{"LOG_LEVEL", "loud"}}, R"(LOG_LEVEL from a test must be debug, info, warning, error or off, not "loud")"},
      {{{"LOG_FORMAT", "xml"}}, R"(LOG_FORMAT from a test must be auto, json or text, not "xml")"},
      {{{"CORS_ORIGINS", R"(["http://a)"}},
       "CORS_ORIGINS from a test must be origins such as https://app.example.com, in lower case, without a path and "
       "separated by commas, or `*`, or `none`, not \"[\"http://a\""},
      {{{"CORS_ORIGINS", "HTTPS://a.example"}},
       "CORS_ORIGINS from a test must be origins such as https://app.example.com, in lower case, without a path and "
       "separated by commas, or `*`, or `none`, not \"HTTPS://a.example\""},
      {{{"MAX_BODY_BYTES", "1"}}, R"(MAX_BODY_BYTES from a test must be an integer from 1024 to 133169152, not "1")"},
      {{{"MAX_BODY_BYTES", "133169153"}},
       R"(MAX_BODY_BYTES from a test must be an integer from 1024 to 133169152, not "133169153")"},
      {{{"MAX_STREAM_RECORDS", "0"}},
       R"(MAX_STREAM_RECORDS from a test must be an integer from 1 to 1000000000000, not "0")"},
      {{{"ENV_STATE", "prod"}, {"SECRET_KEY", std::string(kSecret)}},
       "PHONEY_API_PASSWORD_HASH must be your own in prod; `phoney hash-password` makes one"},
      {{{"ENV_STATE", "prod"},
        {"API_PASSWORD_HASH", std::string(kDevelopmentPasswordHash)},
        {"SECRET_KEY", std::string(kSecret)}},
       "API_PASSWORD_HASH from a test must be your own in prod; `phoney hash-password` makes one"},
      {{{"ENV_STATE", "prod"}, {"API_PASSWORD_HASH", std::string(kHash)}},
       "PHONEY_SECRET_KEY must be your own in prod; `openssl rand -hex 32` makes one"},
      {{{"ENV_STATE", "prod"},
        {"API_PASSWORD_HASH", std::string(kHash)},
        {"SECRET_KEY", std::string(kDevelopmentSecretKey)}},
       "SECRET_KEY from a test must be your own in prod; `openssl rand -hex 32` makes one"},
      {{{"ENV_STATE", "prod"},
        {"API_PASSWORD_HASH", std::string(kHash)},
        {"SECRET_KEY", "your_secret_key_here_must_be_at_least_32_chars"}},
       "SECRET_KEY from a test must be your own in prod; `openssl rand -hex 32` makes one"},
      {production({{"API_KEY", "your_api_key_here"}}),
       "API_KEY from a test must be your own in prod; `openssl rand -hex 32` makes one"},
      {production({{"CORS_ORIGINS", "*"}}),
       "CORS_ORIGINS from a test contains `*`, which lets every web page use the service; prod does not allow that. "
       "Name the origins, such as https://app.example.com, or `none`"},
      {{{"ENV_STATE", "prod"},
        {"API_PASSWORD_HASH", '\'' + std::string(kHash) + '\''},
        {"SECRET_KEY", std::string(kSecret)}},
       "API_PASSWORD_HASH from a test must be a bcrypt hash ($2b$...); `phoney hash-password` makes one. The value "
       "begins with a quotation mark; write it without quotation marks here"},
      {{{"PORT", "\"80\""}},
       "PORT from a test must be an integer from 0 to 65535, not \"\"80\"\". The value begins with a quotation mark; "
       "write it without quotation marks here"},
  };
  for (const auto& test : tests) {
    const auto loaded = load(test.texts);
    ASSERT_EQ(messages(loaded), test.want);
    EXPECT_EQ(bare(loaded.errors[0].field), bare(test.want.substr(0, test.want.find(' '))));
    EXPECT_EQ(loaded.errors[0].code, ErrorCode::invalid_argument);
  }
}

TEST(Settings, AllThatAreWrongOrMissingAreTold) {
  const auto loaded = load({{"ENV_STATE", "prod"}, {"PORT", "x"}, {"LOG_LEVEL", "loud"}, {"CORS_ORIGINS", "*"}});
  EXPECT_EQ(messages(loaded),
            "PORT from a test must be an integer from 0 to 65535, not \"x\"\nPHONEY_API_PASSWORD_HASH must be your own "
            "in prod; `phoney hash-password` makes one\nPHONEY_SECRET_KEY must be your own in prod; `openssl rand -hex "
            "32` makes one\nCORS_ORIGINS from a test contains `*`, which lets every web page use the service; prod "
            "does not allow that. Name the origins, such as https://app.example.com, or `none`\nLOG_LEVEL from a test "
            "must be debug, info, warning, error or off, not \"loud\"");
  const Error all = joined(loaded.errors);
  EXPECT_EQ(all.field, "PORT");
  EXPECT_TRUE(
      all.message.starts_with("PORT from a test must be an integer from 0 to 65535, not \"x\"; "
                              "PHONEY_API_PASSWORD_HASH must be your own in prod;"));
}

// Whatever people write for a value: the text that says the same as phoney writes it.
TEST(Settings, ValuesAreReadAsPeopleWriteThem) {
  const struct {
    std::string_view name;
    std::vector<std::string_view> texts;
    std::function<bool(const Settings&)> want;
  } tests[] = {
      {"ENV_STATE", {"dev", "DEV", "test", "Development", " dev "}, [](const Settings& s) { return !s.production; }},
      {"HOST", {"::1", "[::1]", " ::1\n"}, [](const Settings& s) { return s.host == "::1"; }},
      {"HOST", {"localhost", "Localhost"}, [](const Settings& s) { return s.host == "localhost"; }},
      {"PORT", {"80", "80 ", "080"}, [](const Settings& s) { return s.port == 80; }},
      {"API_PASSWORD_HASH",
       {"none", "None", "your_bcrypt_password_hash_here", "$2b$12$tufn64/0gSIHZMPLEHASH"},
       [](const Settings& s) { return s.api_password_hash.empty(); }},
      {"RATE_LIMIT_PER_MINUTE",
       {"10000", "10k", "10K", "10_000", "1e4"},
       [](const Settings& s) { return s.rate_limit_per_minute == 10'000; }},
      {"RATE_LIMIT_BURST", {"1k"}, [](const Settings& s) { return s.rate_limit_burst == 1000; }},
      {"SECURITY_HEADERS_ENABLED",
       {"true", "True", "TRUE", "1", "yes", "on", " Yes "},
       [](const Settings& s) { return s.security_headers; }},
      {"SECURITY_HEADERS_ENABLED",
       {"false", "False", "0", "no", "OFF"},
       [](const Settings& s) { return !s.security_headers; }},
      {"CORS_ORIGINS",
       {"*", R"(["*"])", R"( [ "*" ] )"},
       [](const Settings& s) { return s.cors_origins == std::vector<std::string>{"*"}; }},
      {"CORS_ORIGINS",
       {"http://a,http://b:1", R"(["http://a", "http://b:1"])", " http://a ,http://b:1,"},
       [](const Settings& s) { return s.cors_origins == std::vector<std::string>{"http://a", "http://b:1"}; }},
      {"CORS_ORIGINS", {"none", "None", "[]"}, [](const Settings& s) { return s.cors_origins.empty(); }},
      {"CORS_METHODS",
       {"GET,POST", R"(["GET","POST"])"},
       [](const Settings& s) { return s.cors_methods == std::vector<std::string>{"GET", "POST"}; }},
      {"CORS_HEADERS",
       {"*", R"(["*"])"},
       [](const Settings& s) { return s.cors_headers == std::vector<std::string>{"*"}; }},
      {"TRUSTED_PROXIES",
       {"10.0.0.0/8, ::1", R"(["10.0.0.0/8","::1"])"},
       [](const Settings& s) { return s.trusted_proxies.size() == 2; }},
      {"LOG_LEVEL", {"debug", "DEBUG", "trace"}, [](const Settings& s) { return s.log_level == LogLevel::debug; }},
      {"LOG_LEVEL", {"warning", "WARNING", "Warn"}, [](const Settings& s) { return s.log_level == LogLevel::warning; }},
      {"LOG_LEVEL", {"error", "CRITICAL", "fatal"}, [](const Settings& s) { return s.log_level == LogLevel::error; }},
      {"LOG_FORMAT", {"json", "JSON"}, [](const Settings& s) { return s.log_format == LogFormat::json; }},
      {"LOG_FORMAT", {"text", " Text"}, [](const Settings& s) { return s.log_format == LogFormat::text; }},
      {"LOG_FORMAT", {"auto", ""}, [](const Settings& s) { return s.log_format == LogFormat::automatic; }},
      {"MAX_BODY_BYTES", {"2097152", "2MiB", "2048KiB"}, [](const Settings& s) { return s.max_body_bytes == 2 << 20; }},
      {"MAX_BODY_BYTES",
       {"2000000", "2M", "2MB", "2000kB"},
       [](const Settings& s) { return s.max_body_bytes == 2'000'000; }},
      {"MAX_CONNECTIONS_PER_ADDRESS", {"2k"}, [](const Settings& s) { return s.max_connections_per_address == 2000; }},
      {"MAX_STREAM_RECORDS",
       {"10k", "10_000", "0.01M"},
       [](const Settings& s) { return s.max_stream_records == 10'000; }},
  };
  for (const auto& test : tests) {
    for (const std::string_view text : test.texts) {
      const auto loaded = load({{std::string(test.name), std::string(text)}});
      EXPECT_EQ(messages(loaded), "") << test.name << '=' << text;
      EXPECT_TRUE(test.want(loaded.settings)) << test.name << '=' << text;
    }
  }
  EXPECT_TRUE(load(production({{"ENV_STATE", "Production"}})).settings.production);
}

TEST(Settings, ProxiesInProductionAreNotEverybody) {
  for (const std::string_view network :
       {"0.0.0.0/0", "0.0.0.0/1,128.0.0.0/1", "10.0.0.0/8,64.0.0.0/2", "10.0.0.0/7", "::/0", "2000::/3", "8000::/1",
        "2002::/16", "f000::/4", "::/64", "::ffff:0:0/96", "::ffff:0:0/103", "::1,::/1"}) {
    const std::string first(network.starts_with("10.0.0.0/8,") || network.starts_with("::1,")
                                ? network.substr(network.find(',') + 1)
                                : network.substr(0, network.find(',')));
    const auto loaded = load(production({{"TRUSTED_PROXIES", std::string(network)}}));
    EXPECT_EQ(
        messages(loaded),
        "TRUSTED_PROXIES from a test contains " + first +
            ", which is too large for prod. Name your proxies' networks: /8 or smaller for IPv4, /20 or smaller for "
            "IPv6");
    EXPECT_EQ(messages(load({{"TRUSTED_PROXIES", std::string(network)}})), "") << network;
  }
  for (const std::string_view network :
       {"10.0.0.0/8", "3.0.0.0/8", "127.0.0.1", "::ffff:10.0.0.0/104", "::1", "fc00::/7", "fd00::/8", "fe80::/10",
        "2001:d00::/24", "2600:1000::/20", "none"}) {
    EXPECT_EQ(messages(load(production({{"TRUSTED_PROXIES", std::string(network)}}))), "") << network;
  }
}

// Environment variables while a test runs.
class WithVariables {
 public:
  explicit WithVariables(const Texts& variables) : variables_(variables) {
    for (const auto& [name, text] : variables_) setenv(name.c_str(), text.c_str(), 1);
  }
  ~WithVariables() {
    for (const auto& [name, text] : variables_) unsetenv(name.c_str());
  }
  WithVariables(const WithVariables&) = delete;
  WithVariables& operator=(const WithVariables&) = delete;

 private:
  const Texts variables_;
};

TEST(Settings, Environment) {
  const struct {
    Texts variables;
    std::string_view want;
  } tests[] = {
      {{{"PHONEY_TRUSTED_PROXIES", "10.0.0.1"}}, "TRUSTED_PROXIES=10.0.0.1 from PHONEY_TRUSTED_PROXIES\n"},
      {{{"HOST", "x86_64-conda-linux-gnu"},
        {"SECRET_KEY", "x"},
        {"THREADS", "x"},
        {"LOG_LEVEL", "x"},
        {"LOG_FORMAT", "x"}},
       ""},
      {{{"PORT", "81"}}, "PORT=81 from PORT\n"},
      {{{"PORT", "81"}, {"PHONEY_PORT", "82"}}, "PORT=82 from PHONEY_PORT\n"},
      {{{"PORT", "81"}, {"PHONEY_PORT", ""}}, "PORT=81 from PORT\n"},
      {{{"PHONEY_PORT", "tcp://10.0.0.1:80"}}, ""},
      {{{"PHONEY_PORT", "tcp://10.0.0.1:80"}, {"PORT", "81"}}, "PORT=81 from PORT\n"},
  };
  for (const auto& test : tests) {
    const WithVariables variables(test.variables);
    const SettingSource sources[] = {environment_source(), platform_port_source()};
    std::string found;
    for (const LoadedSetting& setting : load_settings(sources).origins) {
      if (setting.is_default()) continue;
      EXPECT_EQ(setting.source, "the environment");
      found += std::string(setting.spec->name) + "=" + setting.text + " from " + setting.name + "\n";
    }
    EXPECT_EQ(found, test.want);
  }
}

TEST(Settings, WithoutThePrefixTheyAreFound) {
  const auto found = [](const Texts& variables) {
    const auto find = [&](const std::string& name) -> std::optional<std::string> {
      const auto text = variables.find(name);
      return text == variables.end() ? std::nullopt : std::optional(text->second);
    };
    const std::string hint = explain_unprefixed(find, ".env");
    return names_of(unprefixed_settings(find), bare_name) + (hint.empty() ? "" : "; ") + hint;
  };
  EXPECT_EQ(found({}), "");
  EXPECT_EQ(found({{"SECRET_KEY", "x"}}), "SECRET_KEY");
  EXPECT_EQ(found({{"SECRET_KEY", "x"}, {"HOST", "y"}, {"PORT", ""}}), "HOST and SECRET_KEY");
  EXPECT_EQ(found({{"SECRET_KEY", "x"}, {"HOST", "y"}, {"API_PASSWORD_HASH", "z"}}),
            "HOST, API_PASSWORD_HASH and SECRET_KEY; if API_PASSWORD_HASH in .env is meant for phoney, rename it to "
            "PHONEY_API_PASSWORD_HASH");
  EXPECT_EQ(found({{"MAX_STREAM_RECORDS", "7"}, {"RATE_LIMIT_PER_MINUTE", "5"}}),
            "RATE_LIMIT_PER_MINUTE and MAX_STREAM_RECORDS; if RATE_LIMIT_PER_MINUTE and MAX_STREAM_RECORDS in .env are "
            "meant for phoney, rename them to PHONEY_RATE_LIMIT_PER_MINUTE and PHONEY_MAX_STREAM_RECORDS");
  EXPECT_EQ(found({{"API_PASSWORD_HASH", "z"}, {"PHONEY_API_PASSWORD_HASH", "y"}}), "");
}

}  // namespace
}  // namespace phoney::service
