#include "service/layers/request_id.h"

#include <gtest/gtest.h>

#include <set>

namespace phoney::service {
namespace {

std::string id_for(std::string_view given) {
  const Header header{"X-Request-ID", given};
  return request_id_of({.headers = {&header, 1}});
}

TEST(RequestId, IsTheClientsIfItIsHarmless) {
  const std::string longest(64, 'a');
  for (const std::string_view given : {std::string_view("a"), std::string_view("0aZ._-"), std::string_view(longest)}) {
    EXPECT_EQ(id_for(given), given);
  }
  for (const std::string& given :
       {std::string(), longest + 'a', std::string("a b"), std::string("\"x\""), std::string("é")}) {
    const std::string id = id_for(given);
    EXPECT_EQ(id.size(), 16U) << given;
    EXPECT_EQ(id.find_first_not_of("0123456789abcdef"), std::string::npos) << id;
  }
}

TEST(RequestId, Differs) {
  std::set<std::string> ids;
  for (int i = 0; i < 1000; ++i) ids.insert(request_id_of({}));
  EXPECT_EQ(ids.size(), 1000U);
}

}  // namespace
}  // namespace phoney::service
