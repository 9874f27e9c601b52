#include "service/auth/token.h"

#include <openssl/evp.h>
#include <openssl/hmac.h>

#include <gtest/gtest.h>

#include "service/auth/base64.h"

namespace phoney::service {
namespace {

constexpr std::string_view kSecret = "0123456789abcdef0123456789abcdef";
constexpr std::int64_t kNow = 1'700'000'000;

Clock clock_at(std::int64_t second) { return Clock(Clock::Instant(std::chrono::seconds(second))); }
TokenKey key_at(std::int64_t second) { return {kSecret, clock_at(second)}; }

std::string encode(std::string_view text) {
  return base64url_encode({reinterpret_cast<const unsigned char*>(text.data()), text.size()});
}

// A token with a valid signature and any claims.
std::string sign(std::string_view header, std::string_view claims, std::string_view secret = kSecret) {
  const std::string body = encode(header) + '.' + encode(claims);
  unsigned char digest[32];
  HMAC(EVP_sha256(), secret.data(), static_cast<int>(secret.size()),
       reinterpret_cast<const unsigned char*>(body.data()), body.size(), digest, nullptr);
  return body + '.' + base64url_encode(digest);
}

// The user, or "" if the token is refused.
std::string user_of(std::string_view token, std::int64_t now = kNow) {
  const VerifiedToken verified = verify_token(key_at(now), token);
  EXPECT_EQ(verified.user.empty(), !verified);
  return verified.user;
}

TEST(Token, IsGoodWhileItLasts) {
  const std::string token = make_token(key_at(kNow), "ann \"é\"", std::chrono::minutes(60));
  for (const auto& [now, want] : {std::pair<std::int64_t, bool>{kNow, true},
                                  {kNow - 30, true},
                                  {kNow - 31, false},
                                  {kNow + 3600 + 29, true},
                                  {kNow + 3600 + 30, false}}) {
    EXPECT_EQ(user_of(token, now), want ? "ann \"é\"" : "") << now - kNow;
  }
}

TEST(Token, SaysWhyItIsRefused) {
  constexpr std::string_view kHeader = R"({"alg":"HS256","typ":"JWT"})";
  const auto claims = [](std::string_view rest) { return R"({"iss":"phoney","sub":"ann")" + std::string(rest) + "}"; };
  const std::string good = claims(R"(,"iat":1700000000,"exp":1700000060)");
  const struct {
    std::string token;
    Reason want;
  } tests[] = {
      {sign(kHeader, good), Reason::none},
      {"", Reason::token_malformed},
      {"a.b", Reason::token_malformed},
      {sign(kHeader, "[]"), Reason::token_malformed},
      {std::string(5000, '.'), Reason::token_malformed},
      {sign(kHeader, good, "another secret"), Reason::token_signature},
      {sign(kHeader, good) + "!", Reason::token_signature},
      {sign(R"({"alg":"none"})", good), Reason::token_algorithm},
      {sign(kHeader, R"({"iss":"phoney","iat":1700000000,"exp":1700000060})"), Reason::token_user},
      {sign(kHeader, R"({"iss":"other","sub":"ann","iat":1700000000,"exp":1700000060})"), Reason::token_issuer},
      {sign(kHeader, claims(R"(,"aud":"api","iat":1700000000,"exp":1700000060)")), Reason::token_audience},
      {sign(kHeader, claims(R"(,"iat":1600000000,"exp":1600000060)")), Reason::token_expired},
      {sign(kHeader, claims(R"(,"iat":1800000000,"exp":1800000060)")), Reason::token_time},
      {sign(kHeader, claims(R"(,"iat":1700000000,"nbf":1800000000,"exp":1800000060)")), Reason::token_time},
      {sign(kHeader, claims(R"(,"exp":1700000060)")), Reason::token_time},
  };
  for (const auto& test : tests) {
    EXPECT_EQ(to_string(verify_token(key_at(kNow), test.token).refusal), to_string(test.want)) << test.token;
  }
}

TEST(Token, IsSpelledAsTheStandardSays) {
  EXPECT_EQ(make_token(key_at(kNow), "ann", std::chrono::seconds(60)),
            sign(R"({"alg":"HS256","typ":"JWT"})",
                 R"({"iss":"phoney","sub":"ann","iat":1700000000,"nbf":1700000000,"exp":1700000060})"));
}

TEST(Token, ClaimsAndHeader) {
  constexpr std::string_view kGood = R"({"iss":"phoney","sub":"ann","iat":1700000000,"exp":1700000060})";
  const struct {
    std::string_view header, claims, want;
  } tests[] = {
      {R"({"alg":"HS256"})", kGood, "ann"},
      {R"({"alg":"HS256"})", R"({"iss":"phoney","sub":"ann","iat":1700000000.5,"exp":1.70000006e9})", "ann"},
      {R"({"alg":"none"})", kGood, ""},
      {R"({"alg":"None"})", kGood, ""},
      {R"({"alg":"HS512"})", kGood, ""},
      {R"({"alg":"RS256"})", kGood, ""},
      {R"({"alg":["HS256"]})", kGood, ""},
      {R"({})", kGood, ""},
      {R"([])", kGood, ""},
      {R"({"alg":"HS256","crit":["b64"],"b64":false})", kGood, ""},
      {R"({"alg":"HS256"})", R"({"iss":"other","sub":"ann","iat":1700000000,"exp":1700000060})", ""},
      {R"({"alg":"HS256"})", R"({"sub":"ann","iat":1700000000,"exp":1700000060})", ""},
      {R"({"alg":"HS256"})", R"({"iss":"phoney","iat":1700000000,"exp":1700000060})", ""},
      {R"({"alg":"HS256"})", R"({"iss":"phoney","sub":7,"iat":1700000000,"exp":1700000060})", ""},
      {R"({"alg":"HS256"})", R"({"iss":"phoney","sub":"ann","iat":1700000000})", ""},
      {R"({"alg":"HS256"})", R"({"iss":"phoney","sub":"ann","exp":1700000060})", ""},
      {R"({"alg":"HS256"})", R"({"iss":"phoney","sub":"ann","iat":1700000000,"exp":"1700000060"})", ""},
      {R"({"alg":"HS256"})", R"({"iss":"phoney","sub":"ann","iat":1700000000,"exp":1699999970})", ""},
      {R"({"alg":"HS256"})", R"({"iss":"phoney","sub":"ann","iat":1700000031,"exp":1700000060})", ""},
      {R"({"alg":"HS256"})", R"({"iss":"phoney","sub":"ann","iat":1700000000,"nbf":1700000030,"exp":1700000060})",
       "ann"},
      {R"({"alg":"HS256"})", R"({"iss":"phoney","sub":"ann","iat":1700000000,"nbf":1700000031,"exp":1700000060})", ""},
      {R"({"alg":"HS256"})", R"({"iss":"phoney","sub":"ann","iat":1700000000,"nbf":null,"exp":1700000060})", ""},
      {R"({"alg":"HS256"})", R"([])", ""},
      {R"({"alg":"HS256"})", R"(nonsense)", ""},
  };
  for (const auto& test : tests)
    EXPECT_EQ(user_of(sign(test.header, test.claims)), test.want) << test.header << test.claims;
}

TEST(Token, Audience) {
  const auto with = [](std::string_view aud) {
    return sign(R"({"alg":"HS256"})",
                R"({"iss":"phoney","sub":"ann","iat":1700000000,"exp":1700000060)" + std::string(aud) + "}");
  };
  const struct {
    std::string_view claim;
    bool for_the_api, for_anybody;  // accepted if the audience is "api", and if there is none
  } tests[] = {
      {"", false, true},
      {R"(,"aud":"api")", true, false},
      {R"(,"aud":"API")", false, false},
      {R"(,"aud":"")", false, false},
      {R"(,"aud":["api"])", true, false},
      {R"(,"aud":["other","api"])", true, false},
      {R"(,"aud":["other"])", false, false},
      {R"(,"aud":[])", false, false},
      {R"(,"aud":["api",1])", false, false},
      {R"(,"aud":[["api"]])", false, false},
      {R"(,"aud":null)", false, false},
      {R"(,"aud":{"api":"api"})", false, false},
  };
  for (const auto& test : tests) {
    const std::string token = with(test.claim);
    const VerifiedToken by_the_api = verify_token({kSecret, clock_at(kNow), "api"}, token);
    const VerifiedToken by_anybody = verify_token({kSecret, clock_at(kNow), ""}, token);
    EXPECT_EQ(by_the_api.refusal, test.for_the_api ? Reason::none : Reason::token_audience) << test.claim;
    EXPECT_EQ(by_anybody.refusal, test.for_anybody ? Reason::none : Reason::token_audience) << test.claim;
  }
  EXPECT_EQ(make_token({kSecret, clock_at(kNow), "a\"b"}, "ann", std::chrono::seconds(60)),
            sign(R"({"alg":"HS256","typ":"JWT"})",
                 R"({"iss":"phoney","sub":"ann","aud":"a\"b","iat":1700000000,"nbf":1700000000,"exp":1700000060})"));
}

TEST(Token, Signature) {
  constexpr std::string_view kHeader = R"({"alg":"HS256"})";
  constexpr std::string_view kClaims = R"({"iss":"phoney","sub":"ann","iat":1700000000,"exp":1700000060})";
  const std::string good = sign(kHeader, kClaims);
  ASSERT_EQ(user_of(good), "ann");
  const std::string body = good.substr(0, good.rfind('.'));
  const std::string tokens[] = {
      "",
      ".",
      "..",
      "...",
      body,
      body + '.',
      good + '.',
      good + '=',
      good.substr(0, good.size() - 2),
      sign(kHeader, kClaims, "another secret, also 32 characters"),
      encode(R"({"alg":"none"})") + '.' + encode(kClaims) + '.',
      encode(kHeader) + '.' + encode(R"({"iss":"phoney","sub":"eve","iat":1700000000,"exp":1700000060})") +
          good.substr(good.rfind('.')),
      good + std::string(5000, 'A'),
  };
  for (const std::string& token : tokens) EXPECT_EQ(user_of(token), "") << token.substr(0, 200);
}

}  // namespace
}  // namespace phoney::service
