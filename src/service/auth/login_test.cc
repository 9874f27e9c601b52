#include "service/auth/login.h"

#include <gtest/gtest.h>

#include <atomic>
#include <functional>
#include <latch>
#include <string>
#include <thread>
#include <vector>

#include "service/auth/password.h"

namespace phoney::service {
namespace {

constexpr std::string_view kKey = "0123456789abcdef";

Settings test_settings() {
  Settings settings;
  settings.api_username = "ann";
  settings.api_password_hash = *hash_password("se:cret", 4);
  settings.api_key = kKey;
  return settings;
}

IpAddress address(std::string_view text) { return *IpAddress::parse(text); }

// Stands still unless a test moves it, so that no guess comes back in between.
Login::Time current_time;
Login::Time now() { return current_time; }

int status_of(const std::optional<Refusal>& refusal) { return refusal ? refusal->status : 200; }

class LoginTest : public testing::Test {
 protected:
  int guess(std::string_view password, std::string_view client) {
    return status_of(login.check("ann", password, address(client)));
  }
  int give_key(std::string_view key, std::string_view client) {
    return status_of(login.check_key(key, address(client)));
  }
  void SetUp() override { current_time = Login::Time(std::chrono::hours(1000)); }
  void spend_all_guesses(std::string_view client) {
    for (unsigned i = 0; i < Login::kGuessesPerMinute; ++i) EXPECT_EQ(guess("x" + std::to_string(i), client), 401);
  }
  // How many of as many threads at once, each with its number, got that status.
  int count_at_once(int threads, int status, const std::function<int(int)>& ask) {
    std::latch start(threads);
    std::atomic<int> count = 0;
    std::vector<std::jthread> running;
    running.reserve(static_cast<std::size_t>(threads));
    for (int i = 0; i < threads; ++i) {
      running.emplace_back([&, i] {
        start.arrive_and_wait();
        count += ask(i) == status ? 1 : 0;
      });
    }
    running.clear();
    return count;
  }

  const Settings settings = test_settings();
  Login login{settings, now};
};

TEST_F(LoginTest, GuessesAreLimitedPerClient) {
  spend_all_guesses("192.0.2.1");
  const auto refusal = login.check("ann", "x", address("192.0.2.1"));
  ASSERT_TRUE(refusal);
  EXPECT_EQ(refusal->status, 429);
  EXPECT_EQ(refusal->detail, "Too many wrong passwords or API keys: the limit is 10 a minute");
  EXPECT_EQ(refusal->retry_after.count(), 6);
  EXPECT_EQ(guess("se:cret", "192.0.2.1"), 429) << "nobody may go on guessing";
  EXPECT_EQ(guess("se:cret", "192.0.2.2"), 200);
  current_time += std::chrono::seconds(6);
  EXPECT_EQ(guess("x", "192.0.2.1"), 401) << "one guess has come back";
  EXPECT_EQ(guess("x", "192.0.2.1"), 429);
}

TEST_F(LoginTest, GuessesStayLimitedAfterAGoodLogin) {
  ASSERT_EQ(guess("se:cret", "192.0.2.2"), 200);
  spend_all_guesses("192.0.2.1");
  EXPECT_EQ(guess("se:cret", "192.0.2.1"), 429) << "the right one would tell that it is right";
  EXPECT_EQ(guess("se:cret", "192.0.2.2"), 200) << "who guesses elsewhere locks nobody out";
}

TEST_F(LoginTest, GuessesStayLimitedAtTheAddressOfAGoodLogin) {
  ASSERT_EQ(guess("se:cret", "192.0.2.1"), 200);
  spend_all_guesses("192.0.2.1");
  EXPECT_EQ(guess("se:cret", "192.0.2.1"), 429);
}

TEST_F(LoginTest, RightOnesAreNoGuesses) {
  for (int i = 0; i < 30; ++i) {
    EXPECT_EQ(guess("se:cret", "192.0.2.1"), 200);
    EXPECT_EQ(give_key(kKey, "192.0.2.1"), 200);
  }
  for (int i = 0; i < 9; ++i) EXPECT_EQ(guess("x", "192.0.2.1"), 401);
  EXPECT_EQ(guess("se:cret", "192.0.2.1"), 200) << "one guess is left";
}

TEST_F(LoginTest, RightOnesBeforeALoginAreNoGuessesEither) {
  for (int i = 0; i < 9; ++i) EXPECT_EQ(guess("x", "192.0.2.1"), 401);
  EXPECT_EQ(guess("se:cret", "192.0.2.1"), 200);
  EXPECT_EQ(guess("se:cret", "192.0.2.1"), 200);
}

TEST_F(LoginTest, ManyAtOnceHaveNoMoreGuesses) {
  EXPECT_EQ(count_at_once(32, 401, [&](int i) { return guess(std::to_string(i), "192.0.2.1"); }), 10);
  EXPECT_EQ(count_at_once(32, 401, [&](int) { return guess("same", "192.0.2.2"); }), 10);
  ASSERT_EQ(guess("se:cret", "192.0.2.3"), 200);
  EXPECT_EQ(count_at_once(32, 401, [&](int i) { return guess(std::to_string(i), "192.0.2.3"); }), 10);
  EXPECT_EQ(count_at_once(32, 401, [&](int i) { return give_key(std::to_string(i), "192.0.2.4"); }), 10);
}

TEST_F(LoginTest, ManyAtOnceMayBeRight) {
  EXPECT_EQ(count_at_once(32, 200, [&](int) { return guess("se:cret", "192.0.2.1"); }), 32);
  EXPECT_EQ(count_at_once(32, 200, [&](int) { return guess("se:cret", "192.0.2.1"); }), 32);
}

TEST_F(LoginTest, KeysAndPasswordsAreGuessesAlike) {
  for (int i = 0; i < 5; ++i) EXPECT_EQ(guess("x", "192.0.2.1"), 401);
  for (int i = 0; i < 5; ++i) EXPECT_EQ(give_key("x", "192.0.2.1"), 401);
  EXPECT_EQ(give_key(kKey, "192.0.2.1"), 429);
  EXPECT_EQ(guess("se:cret", "192.0.2.1"), 429);
  EXPECT_EQ(give_key(kKey, "192.0.2.2"), 200);
}

TEST_F(LoginTest, AnIpv6ClientIsItsNetworkAndItsSite) {
  ASSERT_EQ(guess("se:cret", "2001:db8:1:aaaa::1"), 200);
  ASSERT_EQ(give_key(kKey, "2001:db8:1:bbbb::1"), 200);
  for (int network = 0; network < 10; ++network) {
    const std::string client = "2001:db8:1:" + std::to_string(network) + "::";
    for (unsigned i = 0; i < 10; ++i) EXPECT_EQ(guess("x", client + std::to_string(i)), 401);
    EXPECT_EQ(guess("x", client + "ff"), 429);
  }
  EXPECT_EQ(guess("x", "2001:db8:1:cccc::1"), 429) << "the site has spent its guesses";
  EXPECT_EQ(guess("x", "2001:db8:2:cccc::1"), 401) << "another site";
  EXPECT_EQ(guess("se:cret", "2001:db8:1:aaaa::2"), 200) << "a network from which somebody has logged in";
  EXPECT_EQ(give_key(kKey, "2001:db8:1:bbbb::2"), 200) << "and one that had the key";
  for (int i = 0; i < 10; ++i) EXPECT_EQ(guess("x", "2001:db8:1:aaaa::3"), 401);
  EXPECT_EQ(guess("se:cret", "2001:db8:1:aaaa::2"), 429) << "guesses from there count there";
}

TEST_F(LoginTest, WhetherItHashesDependsOnTheClientAlone) {
  const IpAddress client = address("192.0.2.1");
  EXPECT_TRUE(login.will_hash(client));
  ASSERT_EQ(guess("se:cret", "192.0.2.1"), 200);
  EXPECT_FALSE(login.will_hash(client));
  EXPECT_EQ(guess("x", "192.0.2.1"), 401);
  EXPECT_FALSE(login.will_hash(client)) << "nor is a wrong one hashed there";
  const IpAddress guesser = address("192.0.2.2");
  spend_all_guesses("192.0.2.2");
  EXPECT_FALSE(login.will_hash(guesser)) << "it is refused at once";
  current_time += std::chrono::milliseconds(5950);
  EXPECT_TRUE(login.will_hash(guesser)) << "a guess may have come back before `check` looks";
}

TEST_F(LoginTest, RemembersSomeNetworksOnly) {
  ASSERT_EQ(guess("se:cret", "192.0.2.1"), 200);
  for (std::size_t i = 0; i < RecentNetworks::kCapacity; ++i) {
    ASSERT_EQ(guess("se:cret", "198.51.100." + std::to_string(i)), 200);
  }
  EXPECT_TRUE(login.will_hash(address("192.0.2.1")));
  EXPECT_EQ(guess("se:cret", "192.0.2.1"), 200);
}

TEST_F(LoginTest, RemembersOnlyTheExactCredentials) {
  ASSERT_EQ(guess("se:cret", "192.0.2.1"), 200);
  for (const auto& [user, password] : {std::pair<std::string_view, std::string_view>{"ann", "se:cret2"},
                                       {"anns", "e:cret"},
                                       {"", "annse:cret"},
                                       {"eve", "se:cret"}}) {
    EXPECT_EQ(status_of(login.check(user, password, address("192.0.2.1"))), 401) << user << ' ' << password;
  }
}

}  // namespace
}  // namespace phoney::service
