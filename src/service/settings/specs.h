// The settings, each declared once: the loader, the command line's options and help, `phoney config` and
// docs/settings.md use this table.

#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "service/settings.h"

namespace phoney::service {

// The prefix of settings in the environment and in .env, which other programs use too.
inline constexpr std::string_view kSettingPrefix = "PHONEY_";

// Sets a setting from a text. Returns "" if the text is valid, and otherwise the rest of the error message after the
// setting's name: "must be ...", to which the error appends the text, or a complete statement such as "has ...".
using SettingReader = std::string (*)(std::string_view text, Settings& into);

struct SettingSpec {
  std::string_view name;         // in places for phoney's settings only; elsewhere with kSettingPrefix
  std::string_view option;       // on the command line; empty for secrets, because other users can read command lines
  char letter;                   // the option's short form; 0: none
  std::string_view value;        // the name of its value in the help
  std::string_view fallback;     // the default in development
  std::string_view description;  // lines end in \n, but for the last
  SettingReader read;
  bool secret = false;
  std::string_view production_fallback = kSame;
  std::span<const std::string_view> choices = {};  // all values, if there are few, for completions

  static constexpr std::string_view kSame = "\x01";
  constexpr std::string_view fallback_in(bool production) const {
    return production && production_fallback != kSame ? production_fallback : fallback;
  }
};

// The largest MAX_BODY_BYTES: the server holds at most 128 MiB for one address, bodies and headers together.
inline constexpr std::uint64_t kMostBodyBytes = std::uint64_t{127} << 20;

// Whether a key is published in the source or the examples of a program.
bool is_published_key(std::string_view text);

namespace setting_readers {
std::string env_state(std::string_view text, Settings& into);
std::string host(std::string_view text, Settings& into);
std::string port(std::string_view text, Settings& into);
std::string threads(std::string_view text, Settings& into);
std::string api_username(std::string_view text, Settings& into);
std::string api_password_hash(std::string_view text, Settings& into);
std::string api_key(std::string_view text, Settings& into);
std::string secret_key(std::string_view text, Settings& into);
std::string origin_verify_secret(std::string_view text, Settings& into);
std::string token_lifetime(std::string_view text, Settings& into);
std::string token_audience(std::string_view text, Settings& into);
std::string rate_limit_per_minute(std::string_view text, Settings& into);
std::string rate_limit_burst(std::string_view text, Settings& into);
std::string security_headers(std::string_view text, Settings& into);
std::string cors_origins(std::string_view text, Settings& into);
std::string cors_methods(std::string_view text, Settings& into);
std::string cors_headers(std::string_view text, Settings& into);
std::string trusted_proxies(std::string_view text, Settings& into);
std::string log_level(std::string_view text, Settings& into);
std::string log_format(std::string_view text, Settings& into);
std::string max_body_bytes(std::string_view text, Settings& into);
std::string max_connections_per_address(std::string_view text, Settings& into);
std::string max_stream_records(std::string_view text, Settings& into);
}  // namespace setting_readers

inline constexpr std::string_view kEnvStates[] = {"dev", "prod"};
inline constexpr std::string_view kSwitches[] = {"true", "false"};
inline constexpr std::string_view kLogLevels[] = {"debug", "info", "warning", "error", "off"};
inline constexpr std::string_view kLogFormats[] = {"auto", "json", "text"};

// ENV_STATE comes first: what the others must be depends on it.
inline constexpr SettingSpec kSettingSpecs[] = {
    {"ENV_STATE", "--env-state", 0, "dev|prod", "dev",
     "dev, test (the same as dev) or prod. In prod, phoney refuses\nto start with the built-in development secrets, "
     "with\nCORS_ORIGINS=*, or with a network in TRUSTED_PROXIES that is\nlarger than /8 (IPv4) or /20 (IPv6).",
     setting_readers::env_state, false, SettingSpec::kSame, kEnvStates},
    {"HOST", "--host", 0, "ADDRESS", "127.0.0.1",
     "Address to listen on: numeric, or localhost for both\n127.0.0.1 and ::1. 0.0.0.0 accepts connections from "
     "other\nmachines.",
     setting_readers::host},
    {"PORT", "--port", 'p', "PORT", "8000", "Port to listen on, 0 to 65535. 0 means any free port.",
     setting_readers::port},
    {"THREADS", "--threads", 't', "N", "0", "Event loop threads, 0 to 1024. 0 means one per processor.",
     setting_readers::threads},
    {"API_USERNAME", "--api-username", 0, "NAME", kDevelopmentUsername,
     "Name of the user who can log in, at POST /token or with HTTP\nBasic. It must not contain a colon.",
     setting_readers::api_username},
    {"API_PASSWORD_HASH", "", 0, "HASH", kDevelopmentPasswordHash,
     "bcrypt hash of the user's password; `phoney hash-password`\nmakes one. With `none`, phoney accepts no password, "
     "only\nAPI_KEY and tokens.",
     setting_readers::api_password_hash, true, ""},
    {"API_KEY", "", 0, "KEY", "",
     "Key that clients can send in X-API-Key instead of logging in:\nat least 16 visible ASCII characters.",
     setting_readers::api_key, true},
    {"SECRET_KEY", "", 0, "KEY", kDevelopmentSecretKey,
     "Key that signs access tokens: at least 32 characters. Anyone\nwho knows it can make tokens.",
     setting_readers::secret_key, true, ""},
    {"ORIGIN_VERIFY_SECRET", "", 0, "SECRET", "",
     "Secret that a proxy in front sends in X-Origin-Verify: at\nleast 16 visible ASCII characters, or two such "
     "secrets "
     "with a\ncomma between them while the secret is rotated. Requests\nwith neither are refused, also to /health, "
     "/ready and\n/metrics.",
     setting_readers::origin_verify_secret, true},
    {"ACCESS_TOKEN_EXPIRE_MINUTES", "--access-token-expire-minutes", 0, "N", "60",
     "Minutes that an access token is valid, 1 to 527040 (366\ndays).", setting_readers::token_lifetime},
    {"ACCESS_TOKEN_AUDIENCE", "--access-token-audience", 0, "NAME", "",
     "Audience (`aud`) of access tokens: a name or a URI of at most\n255 visible ASCII characters. Tokens for another "
     "audience, or\nfor none, are refused.",
     setting_readers::token_audience},
    {"RATE_LIMIT_PER_MINUTE", "--rate-limit-per-minute", 0, "N", "0",
     "Requests per minute for each client, 0 to 1000000000. 0 means\nno limit. Each further 50 ms of CPU time counts "
     "as "
     "one more\nrequest. Logging in does not raise the limit.",
     setting_readers::rate_limit_per_minute, false, "60"},
    {"RATE_LIMIT_BURST", "--rate-limit-burst", 0, "N", "0",
     "Requests that a client can send at once, 0 to 1000000000. 0\nmeans as many as RATE_LIMIT_PER_MINUTE.",
     setting_readers::rate_limit_burst},
    {"SECURITY_HEADERS_ENABLED", "--security-headers-enabled", 0, "BOOL", "true",
     "Send Content-Security-Policy and other security headers: true\nor false, yes or no, on or off, 1 or 0.",
     setting_readers::security_headers, false, SettingSpec::kSame, kSwitches},
    {"CORS_ORIGINS", "--cors-origins", 0, "LIST", "*",
     "Origins whose web pages may call the service, separated by\ncommas or as a JSON list. `*` means all, `none` "
     "means none.",
     setting_readers::cors_origins, false, "none"},
    {"CORS_METHODS", "--cors-methods", 0, "LIST", "GET,HEAD,POST", "Methods that pages from CORS_ORIGINS may use.",
     setting_readers::cors_methods},
    {"CORS_HEADERS", "--cors-headers", 0, "LIST", "Authorization,Content-Type,X-API-Key",
     "Request headers that pages from CORS_ORIGINS may send.", setting_readers::cors_headers},
    {"TRUSTED_PROXIES", "--trusted-proxies", 0, "LIST", "none",
     "Addresses or networks (10.0.0.0/8) of proxies. phoney\nbelieves their X-Forwarded-For and X-Forwarded-Proto.",
     setting_readers::trusted_proxies},
    {"LOG_LEVEL", "--log-level", 0, "LEVEL", "info",
     "Lowest level to log: debug, info, warning, error or off, in\nupper or lower case.", setting_readers::log_level,
     false, SettingSpec::kSame, kLogLevels},
    {"LOG_FORMAT", "--log-format", 0, "auto|json|text", "auto",
     "Format of the log: json, text for people, or auto. auto means\ntext if standard error is a terminal, else json.",
     setting_readers::log_format, false, SettingSpec::kSame, kLogFormats},
    {"MAX_BODY_BYTES", "--max-body-bytes", 0, "N", "1048576",
     "Largest request body in bytes, 1024 to 133169152 (127 MiB).", setting_readers::max_body_bytes},
    {"MAX_CONNECTIONS_PER_ADDRESS", "--max-connections-per-address", 0, "N", "1000",
     "Open connections allowed per address, 0 to 1000000. 0 means\nno limit. The limit does not apply to "
     "TRUSTED_PROXIES.",
     setting_readers::max_connections_per_address},
    {"MAX_STREAM_RECORDS", "--max-stream-records", 0, "N", "1000000",
     "Records allowed in one streamed response, 1 to 1000000000000.", setting_readers::max_stream_records},
};

// "PHONEY_HOST": in the environment and in .env.
std::string prefixed_name(const SettingSpec& spec);
// "HOST": in places for phoney's settings only.
std::string bare_name(const SettingSpec& spec);

// docs/settings.md's table: name, option, default, description.
std::string settings_as_markdown();

}  // namespace phoney::service
