// How streams are cut into pieces.

#include <gtest/gtest.h>

#include <string>

#include "generators/engine_for_tests.h"
#include "service/application.h"
#include "service/member_reader.h"

namespace phoney::service {
namespace {

// Records that take some milliseconds each and print a few bytes, below a CSV header that fills the first piece.
std::string slow_records(int count) {
  std::string body = R"({"count":)" + std::to_string(count) + R"(,"template":{)";
  for (char name = 'a'; name < 'a' + 20; ++name) body += '"' + std::string(2000, name) + R"(":1,)";
  return body + R"("slow":"{{pyset:nb_elements=20000,variable_nb_elements=false,allowed_types=[bool]}}"}})";
}

TEST(RecordStream, APieceOfSlowRecordsEndsBeforeItIsFull) {
  constexpr int kRecords = 100;
  Application application(engine());
  const Header headers[] = {{"content-type", "application/json"}, {"accept", "text/csv"}};
  const std::string body = slow_records(kRecords);
  Response response;
  application.handle({.method = "POST", .path = "/template", .headers = headers, .body = body}, response);
  ASSERT_EQ(response.status, 200) << response.body.view();
  ASSERT_NE(response.source, nullptr);
  EXPECT_EQ(response.source->records(), 0U) << "the header fills the first piece";
  Output piece;
  EXPECT_EQ(response.source->next(piece), BodySource::Status::more);
  EXPECT_GT(response.source->records(), 0U);
  EXPECT_LT(response.source->records(), kRecords / 2U);
}

TEST(RecordStream, CompressionCountsAgainstItsTime) {
  Application application(engine());
  const Header headers[] = {{"content-type", "application/json"}, {"accept", "application/x-ndjson"}};
  for (const bool is_over : {false, true}) {
    Response response;
    const std::string_view body = R"({"template":{"a":"{{[uuid4]:count=100}}"},"count":1000})";
    application.handle({.method = "POST", .path = "/template", .headers = headers, .body = body}, response);
    ASSERT_NE(response.source, nullptr);
    if (is_over) response.source->charge(kMaxPublicCpu);
    Output piece;
    EXPECT_EQ(response.source->next(piece), is_over ? BodySource::Status::failed : BodySource::Status::more);
    if (is_over) {
      EXPECT_EQ(response.source->failure(), Reason::limit_reached);
    }
  }
}

}  // namespace
}  // namespace phoney::service
