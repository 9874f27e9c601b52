// Readers of the settings' texts. Their messages say what a text must be; the loader adds the setting and its source.

#include <algorithm>
#include <optional>
#include <span>
#include <utility>

#include <fmt/format.h>

#include "base/json_reader.h"
#include "base/quantity.h"
#include "base/trim.h"
#include "service/auth/password.h"
#include "service/lax_values.h"
#include "service/settings/load.h"
#include "service/settings/specs.h"

namespace phoney::service {

bool is_published_key(std::string_view text) {
  // Those of phoney for development, and of the Python phoney's defaults and .env.example.
  constexpr std::string_view kPublished[] = {kDevelopmentSecretKey, "01234567890123456789012345678901",
                                             "your_secret_key_here_must_be_at_least_32_chars", "your_api_key_here"};
  return std::ranges::find(kPublished, text) != std::end(kPublished);
}

}  // namespace phoney::service

namespace phoney::service::setting_readers {
namespace {

constexpr std::size_t kLeastSecretBytes = 32;
constexpr std::size_t kLeastKeyBytes = 16;
constexpr std::size_t kMostAudienceBytes = 255;
constexpr std::string_view kTokenCharacters =
    "!#$%&'*+-.^_`|~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

// Bytes: powers of a thousand and, as `KiB` and `MiB`, of 1024.
constexpr Unit kBytes[] = {{"", 1},          {"k", 1'000},      {"K", 1'000},     {"kB", 1'000},   {"KB", 1'000},
                           {"M", 1'000'000}, {"MB", 1'000'000}, {"KiB", 1 << 10}, {"MiB", 1 << 20}};
constexpr Unit kPlain[] = {{"", 1}};

constexpr std::string_view kBlanks = " \t\r\n";

// A word as people write it, in the spelling that it is compared in.
std::string word(std::string_view text) {
  std::string result(trimmed(text, kBlanks));
  std::ranges::transform(result, result.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? char(c + 32) : c; });
  return result;
}

template <class Number>
std::string number(std::string_view text, std::uint64_t least, std::uint64_t most, Number& into,
                   std::span<const Unit> units = kPlain) {
  const auto value = parse_quantity(trimmed(text, kBlanks), units);
  if (!value || *value < least || *value > most) return fmt::format("must be an integer from {} to {}", least, most);
  into = static_cast<Number>(*value);
  return "";
}

// The texts of a JSON list; nothing if it is none.
std::optional<std::vector<std::string>> json_items(std::string_view text) {
  const auto list = read_json(text, 2);
  if (!list || !list->is_list()) return std::nullopt;
  std::vector<std::string> found;
  for (const Value& item : list->as_list()) {
    if (!item.is_text()) return std::nullopt;
    found.emplace_back(item.as_text());
  }
  return found;
}

// Items between commas, without the white space around them and without empty ones, or those of a JSON list.
std::vector<std::string> items(std::string_view text) {
  text = trimmed(text, kBlanks);
  std::vector<std::string> found;
  if (word(text) == "none") return found;
  if (text.starts_with('[')) {
    if (auto list = json_items(text)) return *list;
  }
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(','), text.size());
    const std::string_view item = trimmed(text.substr(0, end), kBlanks);
    text.remove_prefix(std::min(end + 1, text.size()));
    if (!item.empty()) found.emplace_back(item);
  }
  return found;
}

// Names as methods and headers are (RFC 9110, 5.6.2).
std::string tokens(std::string_view text, std::vector<std::string>& into) {
  std::vector<std::string> found = items(text);
  for (const std::string& item : found) {
    if (item.find_first_not_of(kTokenCharacters) != std::string::npos) return "must be names separated by commas";
  }
  into = std::move(found);
  return "";
}

// "https://a.example", "http://localhost:3000": what browsers send as Origin, to the letter.
bool is_origin(std::string_view text) {
  const std::size_t scheme = text.find("://");
  if (scheme == 0 || scheme == std::string_view::npos) return false;
  constexpr std::string_view kScheme = "abcdefghijklmnopqrstuvwxyz0123456789+.-";
  if (text.substr(0, scheme).find_first_not_of(kScheme) != std::string_view::npos) return false;
  const std::string_view host = text.substr(scheme + 3);
  constexpr std::string_view kHost = "abcdefghijklmnopqrstuvwxyz0123456789.-:[]";
  return !host.empty() && host.find_first_not_of(kHost) == std::string_view::npos;
}

bool is_visible(std::string_view text) {
  return std::ranges::all_of(text, [](char c) { return c > ' ' && c < '\x7f'; });
}

// What a URI begins with, before the colon (RFC 3986, 3.1).
bool is_scheme(std::string_view text) {
  const auto is_letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); };
  const auto is_part = [&](char c) {
    return is_letter(c) || (c >= '0' && c <= '9') || c == '+' || c == '-' || c == '.';
  };
  return !text.empty() && is_letter(text[0]) && std::ranges::all_of(text, is_part);
}

bool is_header_secret(std::string_view text) { return text.size() >= kLeastKeyBytes && is_visible(text); }

// Whether a network is too large to be one owner's proxies. The largest networks that one owner can have are
// 10.0.0.0/8, fc00::/7 and fe80::/10 of the private ones, and an IPv4 /8 or an IPv6 /20 of the public ones. All IPv4
// addresses are in 2002::/16 (RFC 3056), and in every network that the mapped ones belong to.
bool is_everybody(const IpNetwork& network) {
  constexpr unsigned kLeastIpv4 = 96 + 8;
  constexpr unsigned kLeastIpv6 = 20;
  if (network.address.is_ipv4() || network.contains(*IpAddress::parse("0.0.0.0"))) return network.prefix < kLeastIpv4;
  for (const std::string_view text : {"fc00::/7", "fe80::/10"}) {
    const IpNetwork own = *IpNetwork::parse(text);
    if (own.contains(network.address) && network.prefix >= own.prefix) return false;
  }
  return network.prefix < kLeastIpv6;
}

}  // namespace

std::string env_state(std::string_view text, Settings& into) {
  const std::string state = word(text);
  const auto is_one_of = [&](std::initializer_list<std::string_view> words) {
    return std::ranges::find(words, state) != words.end();
  };
  const bool production = is_one_of({"prod", "production"});
  if (!production && !is_one_of({"dev", "development", "test"})) return "must be dev, test or prod";
  into.production = production;
  return "";
}

std::string host(std::string_view text, Settings& into) {
  std::string host = word(text);
  if (host.starts_with('[') && host.ends_with(']')) host = host.substr(1, host.size() - 2);
  if (host != "localhost" && !IpAddress::parse(host)) return "must be a numeric address, or localhost";
  into.host = std::move(host);
  return "";
}

std::string port(std::string_view text, Settings& into) { return number(text, 0, 65535, into.port); }
std::string threads(std::string_view text, Settings& into) { return number(text, 0, 1024, into.threads); }

std::string api_username(std::string_view text, Settings& into) {
  // HTTP Basic ends the name at the first colon.
  if (text.empty() || text.find(':') != std::string_view::npos || !is_utf8(text))
    return "must be a name without colons";
  into.api_username = text;
  return "";
}

std::string api_password_hash(std::string_view text, Settings& into) {
  if (into.production && (text.empty() || text == kDevelopmentPasswordHash)) {
    return "must be your own in prod; `phoney hash-password` makes one";
  }
  // In development, a value that is not a hash turns logins off, as in the Python phoney; warnings_about reports it.
  if (word(text) == "none" || (!into.production && !is_password_hash(text))) {
    into.api_password_hash.clear();
    return "";
  }
  if (!is_password_hash(text)) {
    return begins_with_quote(text)
               ? "must be a bcrypt hash ($2b$...); `phoney hash-password` makes one"
               : "must be a bcrypt hash ($2b$...); `phoney hash-password` makes one. In a shell it needs single quotes";
  }
  into.api_password_hash = text;
  return "";
}

std::string api_key(std::string_view text, Settings& into) {
  if (into.production && is_published_key(text)) return "must be your own in prod; `openssl rand -hex 32` makes one";
  if (!text.empty() && !is_header_secret(text))
    return fmt::format("must be at least {} visible ASCII characters", kLeastKeyBytes);
  into.api_key = text;
  return "";
}

std::string origin_verify_secret(std::string_view text, Settings& into) {
  std::vector<std::string> secrets;
  if (!text.empty()) {
    const std::size_t comma = text.find(',');
    secrets.emplace_back(text.substr(0, comma));
    if (comma != text.npos) secrets.emplace_back(text.substr(comma + 1));
  }
  const bool good = std::ranges::all_of(secrets, [](const std::string& secret) {
    return is_header_secret(secret) && secret.find(',') == std::string::npos;
  });
  if (!good) {
    return fmt::format("must be at least {} visible ASCII characters, or two such secrets with a comma between them",
                       kLeastKeyBytes);
  }
  into.origin_verify_secrets = std::move(secrets);
  return "";
}

std::string secret_key(std::string_view text, Settings& into) {
  if (into.production && (text.empty() || is_published_key(text))) {
    return "must be your own in prod; `openssl rand -hex 32` makes one";
  }
  if (text.size() < kLeastSecretBytes) return fmt::format("must be at least {} characters", kLeastSecretBytes);
  into.secret_key = text;
  return "";
}

std::string token_lifetime(std::string_view text, Settings& into) {
  std::int64_t minutes = 0;
  std::string wrong = number(text, 1, 60 * 24 * 366, minutes);
  if (wrong.empty()) into.token_lifetime = std::chrono::minutes(minutes);
  return wrong;
}

std::string token_audience(std::string_view text, Settings& into) {
  const std::size_t colon = text.find(':');
  // With a colon it must be a URI (RFC 7519, 2).
  const bool good = colon == std::string_view::npos || is_scheme(text.substr(0, colon));
  if (!good || !is_visible(text) || text.size() > kMostAudienceBytes) {
    return fmt::format(
        "must be a name, or a URI such as https://api.example.com, of at most {} visible ASCII characters",
        kMostAudienceBytes);
  }
  into.token_audience = text;
  return "";
}

std::string rate_limit_per_minute(std::string_view text, Settings& into) {
  return number(text, 0, 1'000'000'000, into.rate_limit_per_minute, kCounts);
}

std::string rate_limit_burst(std::string_view text, Settings& into) {
  return number(text, 0, 1'000'000'000, into.rate_limit_burst, kCounts);
}

std::string security_headers(std::string_view text, Settings& into) {
  const auto value = read_lax_boolean(Value::text(std::string(trimmed(text, kBlanks))));
  if (!std::holds_alternative<bool>(value)) return "must be true or false";
  into.security_headers = std::get<bool>(value);
  return "";
}

std::string cors_origins(std::string_view text, Settings& into) {
  std::vector<std::string> origins = items(text);
  for (const std::string& origin : origins) {
    if (origin == "*" && into.production) {
      return "contains `*`, which lets every web page use the service; prod does not allow that. Name the origins, "
             "such as https://app.example.com, or `none`";
    }
    if (origin == "*" && origins.size() > 1) return "must be either `*` alone or a list of origins";
    if (origin != "*" && !is_origin(origin)) {
      return "must be origins such as https://app.example.com, in lower case, without a path and separated by commas, "
             "or `*`, or `none`";
    }
  }
  into.cors_origins = std::move(origins);
  return "";
}

std::string cors_methods(std::string_view text, Settings& into) { return tokens(text, into.cors_methods); }
std::string cors_headers(std::string_view text, Settings& into) { return tokens(text, into.cors_headers); }

std::string trusted_proxies(std::string_view text, Settings& into) {
  std::vector<IpNetwork> networks;
  for (const std::string& item : items(text)) {
    const auto network = IpNetwork::parse(item);
    if (!network) {
      return "must be addresses or networks such as 10.0.0.0/8 or fd00::/8, with no bits set beyond the prefix, "
             "separated by commas";
    }
    if (into.production && is_everybody(*network)) {
      return fmt::format(
          "contains {}, which is too large for prod. Name your proxies' networks: /8 or smaller for IPv4, /20 or "
          "smaller for IPv6",
          item);
    }
    networks.push_back(*network);
  }
  into.trusted_proxies = std::move(networks);
  return "";
}

std::string log_level(std::string_view text, Settings& into) {
  // phoney's own, and those that only Python's `logging` or uvicorn has.
  constexpr std::pair<std::string_view, LogLevel> kLevels[] = {
      {"debug", LogLevel::debug},  {"info", LogLevel::info},      {"warning", LogLevel::warning},
      {"error", LogLevel::error},  {"off", LogLevel::off},        {"trace", LogLevel::debug},
      {"warn", LogLevel::warning}, {"critical", LogLevel::error}, {"fatal", LogLevel::error}};
  const auto level = std::ranges::find(kLevels, word(text), &std::pair<std::string_view, LogLevel>::first);
  if (level == std::end(kLevels)) return "must be debug, info, warning, error or off";
  into.log_level = level->second;
  return "";
}

std::string log_format(std::string_view text, Settings& into) {
  constexpr std::pair<std::string_view, LogFormat> kFormats[] = {
      {"auto", LogFormat::automatic}, {"json", LogFormat::json}, {"text", LogFormat::text}};
  const auto format = std::ranges::find(kFormats, word(text), &std::pair<std::string_view, LogFormat>::first);
  if (format == std::end(kFormats)) return "must be auto, json or text";
  into.log_format = format->second;
  return "";
}

std::string max_body_bytes(std::string_view text, Settings& into) {
  return number(text, 1024, kMostBodyBytes, into.max_body_bytes, kBytes);
}

std::string max_connections_per_address(std::string_view text, Settings& into) {
  return number(text, 0, 1'000'000, into.max_connections_per_address, kCounts);
}

std::string max_stream_records(std::string_view text, Settings& into) {
  return number(text, 1, 1'000'000'000'000, into.max_stream_records, kCounts);
}

}  // namespace phoney::service::setting_readers
