#include "service/auth/token.h"

#include <algorithm>
#include <optional>

#include "base/json_reader.h"
#include "base/json_text.h"
#include "service/auth/base64.h"
#include "service/auth/secret.h"

namespace phoney::service {
namespace {

constexpr std::size_t kMaxTokenBytes = 4096;
constexpr std::size_t kMaxDepth = 8;
constexpr std::string_view kHeader = R"({"alg":"HS256","typ":"JWT"})";

std::string encode(std::string_view text) {
  return base64url_encode({reinterpret_cast<const unsigned char*>(text.data()), text.size()});
}

std::string_view text_of(const Digest& digest) { return {reinterpret_cast<const char*>(digest.data()), digest.size()}; }

std::int64_t seconds_of(const Clock& clock) {
  return std::chrono::floor<std::chrono::seconds>(clock.now()).time_since_epoch().count();
}

// Duplicate names are refused (RFC 7515, 4), because two readers could read such a token differently.
bool has_a_name_twice(const Value::Object& object) {
  for (auto it = object.begin(); it != object.end(); ++it) {
    if (std::any_of(object.begin(), it, [&](const auto& member) { return member.first == it->first; })) return true;
  }
  return false;
}

// A part of the token as the object that it must be.
std::optional<Value> read_part(std::string_view part) {
  const auto text = base64url_decode(part);
  if (!text) return std::nullopt;
  auto value = read_json(*text, kMaxDepth);
  if (!value || !value->is_object() || has_a_name_twice(value->as_object())) return std::nullopt;
  return std::move(*value);
}

bool is_text(const Value* value, std::string_view text) {
  return value != nullptr && value->is_text() && value->as_text() == text;
}

// Seconds since 1970 (NumericDate of RFC 7519, 2), which may have a fraction.
std::optional<double> read_time(const Value& claims, std::string_view name) {
  const Value* value = claims.find(name);
  if (value == nullptr) return std::nullopt;
  if (!value->is_integer() && value->type() != Value::Type::number) return std::nullopt;
  return value->as_number();
}

bool is_good_header(const Value& header) {
  // An extension that must be understood (RFC 7515, 4.1.11) is not.
  return is_text(header.find("alg"), "HS256") && header.find("crit") == nullptr;
}

Reason check_times(const Value& claims, const Clock& clock) {
  const auto now = static_cast<double>(seconds_of(clock));
  const auto leeway = static_cast<double>(kTokenLeeway.count());
  const auto expires = read_time(claims, "exp");
  const auto issued = read_time(claims, "iat");
  if (!expires || !issued) return Reason::token_time;
  if (now >= *expires + leeway) return Reason::token_expired;
  if (*issued > now + leeway) return Reason::token_time;
  if (claims.find("nbf") == nullptr) return Reason::none;
  const auto not_before = read_time(claims, "nbf");
  return not_before && *not_before <= now + leeway ? Reason::none : Reason::token_time;
}

// Whether the token's audience is this service. A list may contain only strings.
bool is_for(std::string_view audience, const Value* claim) {
  if (claim == nullptr) return audience.empty();
  if (audience.empty()) return false;
  if (!claim->is_list()) return is_text(claim, audience);
  const auto& all = claim->as_list();
  return std::ranges::all_of(all, &Value::is_text) &&
         std::ranges::any_of(all, [&](const Value& one) { return one.as_text() == audience; });
}

}  // namespace

VerifiedToken verify_token(const TokenKey& key, std::string_view token) {
  const auto refused = [](Reason reason) { return VerifiedToken{.refusal = reason}; };
  const std::size_t first = token.find('.');
  const std::size_t last = token.rfind('.');
  if (token.size() > kMaxTokenBytes || first == last) return refused(Reason::token_malformed);
  const auto signature = base64url_decode(token.substr(last + 1));
  if (!signature || !equal_secrets(*signature, text_of(keyed_digest_of(key.secret, token.substr(0, last))))) {
    return refused(Reason::token_signature);
  }
  const auto header = read_part(token.substr(0, first));
  const auto claims = read_part(token.substr(first + 1, last - first - 1));
  if (!header || !claims) return refused(Reason::token_malformed);
  if (!is_good_header(*header)) return refused(Reason::token_algorithm);
  const Value* user = claims->find("sub");
  if (user == nullptr || !user->is_text()) return refused(Reason::token_user);
  if (!is_text(claims->find("iss"), kTokenIssuer)) return refused(Reason::token_issuer);
  if (!is_for(key.audience, claims->find("aud"))) return refused(Reason::token_audience);
  if (const Reason wrong = check_times(*claims, key.clock); wrong != Reason::none) return refused(wrong);
  return {.user = std::string(user->as_text())};
}

std::string make_token(const TokenKey& key, std::string_view user, std::chrono::seconds lifetime) {
  const std::int64_t now = seconds_of(key.clock);
  Output claims;
  claims.append(R"({"iss":)");
  append_json_text(claims, kTokenIssuer);
  claims.append(R"(,"sub":)");
  append_json_text(claims, user);
  if (!key.audience.empty()) {
    claims.append(R"(,"aud":)");
    append_json_text(claims, key.audience);
  }
  for (const auto& [name, time] : {std::pair<std::string_view, std::int64_t>(R"(,"iat":)", now),
                                   {R"(,"nbf":)", now},
                                   {R"(,"exp":)", now + lifetime.count()}}) {
    claims.append(name);
    claims.append_integer(time);
  }
  claims.append('}');
  const std::string body = encode(kHeader) + '.' + encode(claims.view());
  return body + '.' + base64url_encode(keyed_digest_of(key.secret, body));
}

}  // namespace phoney::service
