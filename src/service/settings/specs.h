// The settings, each declared once: reading them, the command line's options and help, `phoney config` and
// docs/settings.md all go by this table.

#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "service/settings.h"

namespace phoney::service {

// What a setting's name has before it in the environment and in .env, which other programs use too.
inline constexpr std::string_view kSettingPrefix = "PHONEY_";

// Puts a text into the settings. Returns "" if it is good. Otherwise it returns what follows the setting's name in the
// error: "must be ...", behind which the error then shows the text, or a whole statement about it ("has ...").
using SettingReader = std::string (*)(std::string_view text, Settings& into);

struct SettingSpec {
  std::string_view name;         // where nothing but phoney's settings stand; elsewhere with kSettingPrefix
  std::string_view option;       // on the command line; secrets have none, because others can read it there
  char letter;                   // the option's short form; 0: none
  std::string_view value;        // what its value is called in the help
  std::string_view fallback;     // without it, in development
  std::string_view description;  // lines end in \n, but for the last
  SettingReader read;
  bool secret = false;
  std::string_view production_fallback = kSame;

  static constexpr std::string_view kSame = "\x01";
  constexpr std::string_view fallback_in(bool production) const {
    return production && production_fallback != kSame ? production_fallback : fallback;
  }
};

// The largest MAX_BODY_BYTES: a front end keeps no more than 128 MiB for one address, body and headers together.
inline constexpr std::uint64_t kMostBodyBytes = std::uint64_t{127} << 20;

// Whether a key stands in a program's source or example, where everybody can read it.
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
std::string max_body_bytes(std::string_view text, Settings& into);
std::string max_connections_per_address(std::string_view text, Settings& into);
std::string max_stream_records(std::string_view text, Settings& into);
}  // namespace setting_readers

// ENV_STATE comes first: what the others must be depends on it.
inline constexpr SettingSpec kSettingSpecs[] = {
    {"ENV_STATE", "--env-state", 0, "dev|prod", "dev",
     "`test` is the same as dev. prod refuses to start with the\nsecrets that phoney has for development, with "
     "CORS_ORIGINS=*,\nor if TRUSTED_PROXIES has a network larger than /8 (IPv4) or\n/20 (IPv6).",
     setting_readers::env_state},
    {"HOST", "--host", 0, "ADDRESS", "127.0.0.1",
     "Numeric address to listen on, or localhost, which is both\n127.0.0.1 and ::1; 0.0.0.0 takes connections from "
     "other\nmachines.",
     setting_readers::host},
    {"PORT", "--port", 'p', "PORT", "8000", "Port to listen on, 0 to 65535; 0 takes any free one.",
     setting_readers::port},
    {"THREADS", "--threads", 't', "N", "0", "Threads that answer requests, 0 to 1024; 0: one per\nprocessor.",
     setting_readers::threads},
    {"API_USERNAME", "--api-username", 0, "NAME", kDevelopmentUsername,
     "The user who may log in, at POST /token and by HTTP Basic; a\nname without colons.",
     setting_readers::api_username},
    {"API_PASSWORD_HASH", "", 0, "HASH", kDevelopmentPasswordHash,
     "The bcrypt hash of the user's password; `phoney\nhash-password` makes one. `none`: no password is "
     "accepted;\nAPI_KEY and tokens still are.",
     setting_readers::api_password_hash, true, ""},
    {"API_KEY", "", 0, "KEY", "",
     "A key that X-API-Key may give instead of a login, at least 16\nvisible ASCII characters.",
     setting_readers::api_key, true},
    {"SECRET_KEY", "", 0, "KEY", kDevelopmentSecretKey,
     "Signs access tokens, at least 32 characters. Whoever knows it\ncan make tokens.", setting_readers::secret_key,
     true, ""},
    {"ORIGIN_VERIFY_SECRET", "", 0, "SECRET", "",
     "What X-Origin-Verify must say, where a proxy in front adds\nit, at least 16 visible ASCII characters. Other "
     "requests are\nrefused, /health, /ready and /metrics too.",
     setting_readers::origin_verify_secret, true},
    {"ACCESS_TOKEN_EXPIRE_MINUTES", "--access-token-expire-minutes", 0, "N", "60",
     "How long an access token is good, 1 to 527040 (366 days).", setting_readers::token_lifetime},
    {"ACCESS_TOKEN_AUDIENCE", "--access-token-audience", 0, "NAME", "",
     "Whom access tokens are for, a name or a URI of at most 255\nvisible ASCII characters: new ones say it as `aud`, "
     "and no\nothers are accepted.",
     setting_readers::token_audience},
    {"RATE_LIMIT_PER_MINUTE", "--rate-limit-per-minute", 0, "N", "0",
     "Requests that one client may make a minute, 0 to 1000000000;\n0: any number. Each further 50 ms of the processor "
     "count as\none more. Logging in does not lift it.",
     setting_readers::rate_limit_per_minute, false, "60"},
    {"RATE_LIMIT_BURST", "--rate-limit-burst", 0, "N", "0",
     "How many of them may come at once, 0 to 1000000000; 0: all of\na minute's.", setting_readers::rate_limit_burst},
    {"SECURITY_HEADERS_ENABLED", "--security-headers-enabled", 0, "BOOL", "true",
     "Content-Security-Policy and its like: true or false, yes or\nno, on or off, 1 or 0.",
     setting_readers::security_headers},
    {"CORS_ORIGINS", "--cors-origins", 0, "LIST", "*",
     "Origins whose web pages may use the service, with commas\nbetween them; `*`: all; `none`: none. Lists may be "
     "JSON.",
     setting_readers::cors_origins, false, "none"},
    {"CORS_METHODS", "--cors-methods", 0, "LIST", "GET,HEAD,POST", "Methods that those pages may use.",
     setting_readers::cors_methods},
    {"CORS_HEADERS", "--cors-headers", 0, "LIST", "Authorization,Content-Type,X-API-Key",
     "Headers that those pages may send.", setting_readers::cors_headers},
    {"TRUSTED_PROXIES", "--trusted-proxies", 0, "LIST", "none",
     "Addresses or networks (10.0.0.0/8) of proxies whose\nX-Forwarded-For and X-Forwarded-Proto are believed.",
     setting_readers::trusted_proxies},
    {"LOG_LEVEL", "--log-level", 0, "LEVEL", "info",
     "Least level logged, in any case: debug, info, warning, error,\noff.", setting_readers::log_level},
    {"MAX_BODY_BYTES", "--max-body-bytes", 0, "N", "1048576",
     "Largest body of a request, in bytes, 1024 to 133169152 (127\nMiB).", setting_readers::max_body_bytes},
    {"MAX_CONNECTIONS_PER_ADDRESS", "--max-connections-per-address", 0, "N", "1000",
     "Connections that one address may have open, 0 to 1000000; 0:\nany number. TRUSTED_PROXIES have no such limit.",
     setting_readers::max_connections_per_address},
    {"MAX_STREAM_RECORDS", "--max-stream-records", 0, "N", "1000000",
     "Most records of one streamed answer, 1 to 1000000000000.", setting_readers::max_stream_records},
};

// "PHONEY_HOST": in the environment and in .env.
std::string prefixed_name(const SettingSpec& spec);
// "HOST": in places that hold nothing but phoney's settings.
std::string bare_name(const SettingSpec& spec);

// docs/settings.md's table: name, option, default, description.
std::string settings_as_markdown();

}  // namespace phoney::service
