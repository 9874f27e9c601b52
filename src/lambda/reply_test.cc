#include "lambda/reply.h"

#include <gtest/gtest.h>

#include "base/json_reader.h"

namespace phoney::lambda {
namespace {

Response made(int status, std::string_view body) {
  Response response;
  response.status = status;
  response.body.append(body);
  response.add_header("Vary", "Accept");
  response.add_header("Vary", "Origin");
  response.shared_headers = "X-Frame: no\r\n";
  return response;
}

std::string reply_to(Sender sender, const Response& response, bool multi_value = false) {
  Output out;
  HttpEvent event;
  event.sender = sender;
  event.multi_value = multi_value;
  EXPECT_TRUE(append_reply(event, response, out));
  return std::string(out.view());
}

TEST(Reply, HasTheFormOfItsSender) {
  const Response response = made(200, R"({"a":"ä"})");
  constexpr std::string_view kOneText =
      R"("headers":{"Content-Type":"application/json","Vary":"Accept, Origin","X-Frame":"no"},)"
      R"("body":"{\"a\":\"ä\"}","isBase64Encoded":false})";
  constexpr std::string_view kLists =
      R"("multiValueHeaders":{"Content-Type":["application/json"],"Vary":["Accept","Origin"],"X-Frame":["no"]},)"
      R"("body":"{\"a\":\"ä\"}","isBase64Encoded":false})";
  const std::string status = R"({"statusCode":200,)";
  const std::string described = R"({"statusCode":200,"statusDescription":"200 OK",)";
  EXPECT_EQ(reply_to(Sender::http_api, response), status + std::string(kOneText));
  EXPECT_EQ(reply_to(Sender::function_url, response), status + std::string(kOneText));
  EXPECT_EQ(reply_to(Sender::rest_api, response, true), status + std::string(kLists));
  EXPECT_EQ(reply_to(Sender::http_api, response, true), status + std::string(kLists));
  EXPECT_EQ(reply_to(Sender::load_balancer, response), described + std::string(kOneText));
  EXPECT_EQ(reply_to(Sender::load_balancer, response, true), described + std::string(kLists));
}

TEST(Reply, PutsWhatIsNotTextIntoBase64) {
  Response coded = made(200, "\x1f\x8b\xff");
  coded.add_header("Content-Encoding", "gzip");
  const auto reply = read_json(reply_to(Sender::http_api, coded));
  ASSERT_TRUE(reply);
  EXPECT_EQ(reply->find("body")->as_text(), "H4v/");
  EXPECT_TRUE(reply->find("isBase64Encoded")->as_boolean());
}

TEST(Reply, AnEmptyOneHasNoType) {
  const std::string reply = reply_to(Sender::http_api, made(204, ""));
  EXPECT_EQ(reply.find("Content-Type"), std::string::npos) << reply;
}

TEST(Reply, IsRefusedIfItIsTooLarge) {
  Output out;
  out.append("before");
  // The quotes double, so that less than the limit does not fit.
  constexpr std::size_t kMost = 6 << 20;
  EXPECT_FALSE(append_reply({}, made(200, std::string(kMost / 2 + 1, '"')), out));
  EXPECT_FALSE(append_reply({}, made(200, std::string(kMost + 1, 'a')), out));
  HttpEvent balanced;
  balanced.sender = Sender::load_balancer;
  EXPECT_FALSE(append_reply(balanced, made(200, std::string(1 << 20, 'a')), out));
  EXPECT_EQ(out.view(), "before");
  EXPECT_TRUE(append_reply({}, made(200, std::string(kMost - 1000, 'a')), out));
}

TEST(Reply, StreamsBehindAPrelude) {
  Output out;
  append_prelude(made(422, "x"), out);
  EXPECT_EQ(out.view(), R"({"statusCode":422,"headers":{"Content-Type":"application/json","Vary":"Accept, Origin",)"
                        R"("X-Frame":"no"}})" +
                            std::string(8, '\0'));
}

}  // namespace
}  // namespace phoney::lambda
