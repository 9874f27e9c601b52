#include "generators/date_time/parameters.h"

#include <gtest/gtest.h>

namespace phoney::date_time {
namespace {

TEST(DateParameters, ReadEveryForm) {
  const struct {
    Value value;
    When::Kind kind;
    std::int64_t number, day;
  } tests[] = {
      {Value::text("now"), When::Kind::now, 0, 0},
      {Value::text("today"), When::Kind::today, 0, 0},
      {Value::text("-30y"), When::Kind::relative, 0, 0},
      {Value::text(" 30d"), When::Kind::relative, 0, 0},  // a query string's +30d
      {Value::text("-P30DT0.5S"), When::Kind::relative, 0, 0},
      {Value::integer(-5), When::Kind::number, -5, 0},
      {Value::text("1970-01-03"), When::Kind::day, 172800, 2},
      {Value::text("1970-01-03T00:30:00.9+01:00"), When::Kind::moment, 171000, 2},
      {Value::text("1970-01-03T00:30:00.9999999 01:00"), When::Kind::moment, 171000, 2},  // a query string's +01:00
      {Value::text("1970-01-03T00:30:00,123456789Z"), When::Kind::moment, 174600, 2},
      // Dates of Python's years, although UTC has another year then.
      {Value::text("0001-01-01T00:00:00+05:00"), When::Kind::moment, -62135614800, -719162},
      {Value::text("9999-12-31T23:30:00-05:00"), When::Kind::moment, 253402317000, 2932896},
  };
  for (const auto& test : tests) {
    When when;
    ASSERT_TRUE(ParameterTraits<When>::read(test.value, when)) << test.value.to_json();
    EXPECT_EQ(when.kind, test.kind) << test.value.to_json();
    EXPECT_EQ(when.number, test.number) << test.value.to_json();
    EXPECT_EQ(when.day, test.day) << test.value.to_json();
    EXPECT_EQ(ParameterTraits<When>::show(when), test.value.to_json());
  }
}

TEST(DateParameters, RefuseTheRestAndNameTheForms) {
  for (const Value& value : {Value::text(""), Value::text("2y"), Value::text("yesterday"), Value::text("2024-2-9"),
                             Value::text("2023-02-29"), Value::text("20240229"), Value::boolean(true), Value::null(),
                             Value::number(1.5, "1.5"), Value::integer(INT64_MAX)}) {
    When when;
    const auto read = ParameterTraits<When>::read(value, when);
    ASSERT_FALSE(read) << value.to_json();
    EXPECT_NE(read.error().message.find("takes"), std::string::npos);
  }
}

TEST(DateParameters, ReadSpansAndZones) {
  Span span;
  for (const Value& value : {Value::integer(3600), Value::text("+1h"), Value::text(" 1h"), Value::text("PT1H")}) {
    ASSERT_TRUE(ParameterTraits<Span>::read(value, span));
    EXPECT_EQ(span.seconds, 3600.0);
  }
  EXPECT_FALSE(ParameterTraits<Span>::read(Value::text("1h"), span));
  Zone zone;
  ASSERT_TRUE(ParameterTraits<Zone>::read(Value::text("Asia/Kolkata"), zone));
  EXPECT_EQ(zone.rules->name(), "Asia/Kolkata");
  Zone none;
  const auto read = ParameterTraits<Zone>::read(Value::text("Asia/Kolkatta"), none);
  ASSERT_FALSE(read);
  EXPECT_EQ(read.error().suggestions.front(), "Asia/Kolkata");
}

}  // namespace
}  // namespace phoney::date_time
