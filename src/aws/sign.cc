// The signature is an HMAC over the digest of a canonical form of the request, under a key derived from the secret by
// day, region and service. All the difficulty is in the canonical form, which both sides have to agree on to the byte.

#include "aws/sign.h"

#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/sha.h>

#include <algorithm>
#include <array>
#include <utility>

#include <fmt/format.h>

namespace phoney::aws {
namespace {

using Digest = std::array<unsigned char, 32>;

constexpr std::string_view kAlgorithm = "AWS4-HMAC-SHA256";

// Proxies change these under way, so nobody signs them.
constexpr std::string_view kUnsigned[] = {"authorization",
                                          "baggage",
                                          "connection",
                                          "expect",
                                          "keep-alive",
                                          "proxy-authenticate",
                                          "proxy-authorization",
                                          "te",
                                          "traceparent",
                                          "tracestate",
                                          "trailer",
                                          "transfer-encoding",
                                          "upgrade",
                                          "user-agent",
                                          "x-amzn-trace-id"};

std::string_view view(const Digest& digest) { return {reinterpret_cast<const char*>(digest.data()), digest.size()}; }

std::string hex(const Digest& digest) {
  constexpr char digits[] = "0123456789abcdef";
  std::string text;
  for (const unsigned char byte : digest) {
    text += digits[byte >> 4];
    text += digits[byte & 15];
  }
  return text;
}

Digest sha256(std::string_view text) {
  Digest digest;
  SHA256(reinterpret_cast<const unsigned char*>(text.data()), text.size(), digest.data());
  return digest;
}

Digest hmac(std::string_view key, std::string_view text) {
  Digest digest;
  HMAC(EVP_sha256(), key.data(), static_cast<int>(key.size()), reinterpret_cast<const unsigned char*>(text.data()),
       text.size(), digest.data(), nullptr);
  return digest;
}

std::vector<std::string_view> split(std::string_view text, char separator) {
  std::vector<std::string_view> parts;
  for (std::size_t start = 0;;) {
    const std::size_t end = text.find(separator, start);
    parts.push_back(text.substr(start, end - start));
    if (end == std::string_view::npos) return parts;
    start = end + 1;
  }
}

bool is_unreserved(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '.' ||
         c == '_' || c == '~';
}

// The path is encoded once more over its encoding, as every service but S3 has it, after its dot segments and double
// slashes are resolved.
std::string canonical_path(std::string_view path) {
  std::vector<std::string_view> kept;
  for (const std::string_view segment : split(path, '/')) {
    if (segment == "..") {
      if (!kept.empty()) kept.pop_back();
    } else if (!segment.empty() && segment != ".") {
      kept.push_back(segment);
    }
  }
  std::string text = path.empty() || path.front() == '/' ? "/" : "";
  for (std::size_t i = 0; i < kept.size(); ++i) {
    if (i > 0) text += '/';
    for (const char c : kept[i]) {
      if (is_unreserved(c)) {
        text += c;
      } else {
        text += fmt::format("%{:02X}", static_cast<unsigned char>(c));
      }
    }
  }
  if (!path.empty() && path.back() == '/' && !kept.empty()) text += '/';
  return text;
}

std::string canonical_query(std::string_view query) {
  if (query.empty()) return {};
  std::vector<std::pair<std::string_view, std::string_view>> pairs;
  for (const std::string_view part : split(query, '&')) {
    const std::size_t equals = part.find('=');
    pairs.emplace_back(part.substr(0, equals), equals == std::string_view::npos ? "" : part.substr(equals + 1));
  }
  std::ranges::sort(pairs);
  std::string text;
  for (const auto& [name, value] : pairs) {
    if (!text.empty()) text += '&';
    text += name;
    text += '=';
    text += value;
  }
  return text;
}

std::string lower(std::string_view name) {
  std::string text(name);
  for (char& c : text) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
  return text;
}

// Without spaces at its ends, and with one for several within.
std::string single_spaced(std::string_view value) {
  std::string text;
  bool gap = false;
  for (const char c : value) {
    if (c == ' ' || c == '\t') {
      gap = !text.empty();
      continue;
    }
    if (gap) text += ' ';
    gap = false;
    text += c;
  }
  return text;
}

// Lower-case names in order; the values of a repeated one stay in theirs.
std::vector<Header> canonical_headers(std::span<const Header> given, std::span<const Header> added) {
  std::vector<Header> headers;
  for (const std::span<const Header> group : {given, added}) {
    for (const Header& header : group) {
      std::string name = lower(header.name);
      if (std::ranges::find(kUnsigned, name) != std::end(kUnsigned)) continue;
      headers.push_back({std::move(name), single_spaced(header.value)});
    }
  }
  std::ranges::stable_sort(headers, {}, &Header::name);
  for (std::size_t i = 1; i < headers.size();) {
    if (headers[i].name == headers[i - 1].name) {
      headers[i - 1].value += ',' + headers[i].value;
      headers.erase(headers.begin() + static_cast<std::ptrdiff_t>(i));
    } else {
      ++i;
    }
  }
  return headers;
}

// YYYYMMDDTHHMMSSZ
std::string timestamp(Clock::Instant instant) {
  using namespace std::chrono;
  const auto second = floor<seconds>(instant);
  const auto day = floor<days>(second);
  const year_month_day date(day);
  const hh_mm_ss time(second - day);
  return fmt::format("{:04}{:02}{:02}T{:02}{:02}{:02}Z", static_cast<int>(date.year()),
                     static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()), time.hours().count(),
                     time.minutes().count(), time.seconds().count());
}

}  // namespace

std::vector<Header> sign(const Credentials& credentials, const SigningScope& scope, Clock::Instant instant,
                         const RequestToSign& request) {
  const std::string time = timestamp(instant);
  const std::string day = time.substr(0, 8);
  std::vector<Header> added{{"X-Amz-Date", time}};
  if (!credentials.session_token.empty()) added.push_back({"X-Amz-Security-Token", credentials.session_token});

  std::string canonical =
      fmt::format("{}\n{}\n{}\n", request.method, canonical_path(request.path), canonical_query(request.query));
  std::string names;
  for (const Header& header : canonical_headers(request.headers, added)) {
    canonical += header.name + ':' + header.value + '\n';
    if (!names.empty()) names += ';';
    names += header.name;
  }
  canonical += '\n' + names + '\n' + hex(sha256(request.body));

  const std::string credential_scope = fmt::format("{}/{}/{}/aws4_request", day, scope.region, scope.service);
  const std::string to_sign = fmt::format("{}\n{}\n{}\n{}", kAlgorithm, time, credential_scope, hex(sha256(canonical)));
  Digest key = hmac("AWS4" + credentials.secret_access_key, day);
  for (const std::string_view part : {scope.region, scope.service, std::string_view("aws4_request")})
    key = hmac(view(key), part);
  added.push_back({"Authorization",
                   fmt::format("{} Credential={}/{}, SignedHeaders={}, Signature={}", kAlgorithm,
                               credentials.access_key_id, credential_scope, names, hex(hmac(view(key), to_sign)))});
  return added;
}

}  // namespace phoney::aws
