#include "lambda/event_path.h"

#include <gtest/gtest.h>

namespace phoney::lambda {
namespace {

TEST(EventPath, LeadsIntoTheApplication) {
  const struct {
    GatewayPath gateway;
    std::string_view want;
  } tests[] = {
      {{.path = "/template"}, "/template"},
      {{.path = ""}, "/"},
      {{.path = "template"}, "/template"},
      // Stages.
      {{.path = "/dev/template", .stage = "dev", .route = "$default"}, "/template"},
      {{.path = "/dev", .stage = "dev"}, "/"},
      {{.path = "/device", .stage = "dev"}, "/device"},
      {{.path = "/fake/name", .stage = "$default"}, "/fake/name"},
      // Routes that take all show what a base path mapping put before them.
      {{.path = "/mapped/fake/name", .route = "/{proxy+}", .parameters = {{"proxy", "fake/name"}}}, "/fake/name"},
      {{.path = "/dev/fake/name", .stage = "dev", .route = "ANY /{proxy+}", .parameters = {{"proxy", "fake/name"}}},
       "/fake/name"},
      {{.path = "/fake/name", .route = "/{proxy+}", .parameters = {{"proxy", "fake/name"}}}, "/fake/name"},
      {{.path = "/api/api/v1/generate",
        .stage = "api",
        .route = "ANY /{proxy+}",
        .parameters = {{"proxy", "api/v1/generate"}}},
       "/api/v1/generate"},
      // An encoded slash is part of a value.
      {{.path = "/mapped/fake/a%2Fb", .route = "/{proxy+}", .parameters = {{"proxy", "fake/a/b"}}}, "/fake/a%2Fb"},
      {{.path = "/mapped/fake/a%2Fb/", .route = "/{proxy+}", .parameters = {{"proxy", "fake/a/b"}}}, "/fake/a%2Fb"},
      {{.path = "/mapped/fake/a%2Fb", .route = "/{proxy+}", .parameters = {{"proxy", "fake/a%2Fb"}}}, "/fake/a%2Fb"},
      {{.path = "/mapped/a%2Fb", .route = "/{x}", .parameters = {{"x", "a/b"}}}, "/a%2Fb"},
      {{.path = "/a%2Fb/fake/name", .route = "/{proxy+}", .parameters = {{"proxy", "fake/name"}}}, "/fake/name"},
      {{.path = "/mapped/a%2fb%", .route = "/{proxy+}", .parameters = {{"proxy", "a%2fb%"}}}, "/a%2fb%25"},
      {{.path = "/generators/", .route = "/{proxy+}"}, "/generators/"},
      {{.path = "/mapped/fake/name/", .route = "/{proxy+}", .parameters = {{"proxy", "fake/name"}}}, "/fake/name"},
      {{.path = "/mapped/fake/name/", .route = "/{proxy+}", .parameters = {{"proxy", "fake/name/"}}}, "/fake/name"},
      {{.path = "/dev/fake/name/",
        .stage = "dev",
        .route = "GET /fake/{generator}",
        .parameters = {{"generator", "name"}}},
       "/fake/name"},
      {{.path = "/dev/docs/", .stage = "dev", .route = "$default"}, "/docs/"},
      {{.path = "/dev/", .stage = "dev", .route = "$default"}, "/"},
      {{.path = "/fake/ename", .route = "/{proxy+}", .parameters = {{"proxy", "name"}}}, "/fake/ename"},
      {{.path = "/mapped/template", .route = "/template"}, "/template"},
      {{.path = "/mapped/template", .route = "POST /template"}, "/template"},
      {{.path = "/mapped", .route = "/"}, "/"},
      // So do routes with parameters.
      {{.path = "/mapped/fake/name", .route = "/fake/{generator}", .parameters = {{"generator", "name"}}},
       "/fake/name"},
      {{.path = "/mapped/fake/a%20b", .route = "/fake/{generator}", .parameters = {{"generator", "a b"}}},
       "/fake/a%20b"},
      {{.path = "/mapped/fake/a b", .route = "/fake/{generator}", .parameters = {{"generator", "a b"}}}, "/fake/a%20b"},
      {{.path = "/dev/fake/a/b", .stage = "dev", .route = "GET /fake/{rest+}", .parameters = {{"rest", "a/b"}}},
       "/fake/a/b"},
      {{.path = "/fake/name", .route = "/fake/{generator}"}, "/fake/name"},
      // A stage whose name is also the start of one of phoney's paths.
      {{.path = "/fake/fake/name", .stage = "fake", .route = "$default"}, "/fake/name"},
      {{.path = "/fake/fake/name",
        .stage = "fake",
        .route = "GET /fake/{generator}",
        .parameters = {{"generator", "name"}}},
       "/fake/name"},
      {{.path = "/fake/name", .stage = "fake", .route = "GET /fake/{generator}", .parameters = {{"generator", "name"}}},
       "/fake/name"},
      {{.path = "/fake/a%20b", .stage = "fake", .route = "ANY /{proxy+}", .parameters = {{"proxy", "fake/a b"}}},
       "/fake/a%20b"},
      {{.path = "/template/template", .stage = "template", .route = "POST /template"}, "/template"},
      {{.path = "/template", .stage = "template", .route = "POST /template"}, "/template"},
      {{.path = "/docs/template", .stage = "docs", .route = "$default"}, "/template"},
      {{.path = "/docs", .stage = "docs", .route = "$default"}, "/"},
      {{.path = "/api/fake/name", .base_path = "/api"}, "/fake/name"},
      {{.path = "/apis/fake/name", .base_path = "/api"}, "/apis/fake/name"},
      // Routes below the base path, and a mapping of the same name.
      {{.path = "/phoney/fake/name",
        .route = "ANY /phoney/{proxy+}",
        .parameters = {{"proxy", "fake/name"}},
        .base_path = "/phoney"},
       "/fake/name"},
      {{.path = "/dev/phoney/fake/name",
        .stage = "dev",
        .route = "/phoney/{proxy+}",
        .parameters = {{"proxy", "fake/name"}},
        .base_path = "/phoney"},
       "/fake/name"},
      {{.path = "/phoney/template", .route = "POST /phoney/template", .base_path = "/phoney"}, "/template"},
      {{.path = "/api/api/v1/generate",
        .route = "ANY /{proxy+}",
        .parameters = {{"proxy", "api/v1/generate"}},
        .base_path = "/api"},
       "/api/v1/generate"},
      // Encoded stays encoded; decoded is encoded again.
      {{.path = "/fake/a%20b"}, "/fake/a%20b"},
      {{.path = "/fake/a b"}, "/fake/a%20b"},
      {{.path = "/fake/\xc3\xa4?#"}, "/fake/%C3%A4%3F%23"},
      {{.path = "/fake/100%"}, "/fake/100%25"},
      {{.path = "/fake/%zz"}, "/fake/%25zz"},
  };
  for (const auto& test : tests) EXPECT_EQ(application_path(test.gateway), test.want) << test.gateway.path;
}

}  // namespace
}  // namespace phoney::lambda
