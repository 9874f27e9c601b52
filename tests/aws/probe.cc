// What the tests here drive: signatures, one HTTPS request, and the remote settings of a Lambda function.
//
//   probe sign        reads requests as JSON, a line each; prints the headers that sign adds, as JSON
//   probe get URL     prints {"status", "body"} or {"error"}
//   probe settings    loads by the environment, with PROBE_PATIENCE_MS for a try; prints {"error"} or what is there.
//                     Then reads commands, a line each: `refresh SECONDS` lets so much time pass that a refresh is due,
//                     waits for it and prints its report

#include <chrono>
#include <cstdlib>
#include <iostream>
#include <string>

#include "aws/https_client.h"
#include "aws/sign.h"
#include "base/instant.h"
#include "base/json_reader.h"
#include "lambda/configuration.h"

namespace {

using namespace phoney;
using std::chrono::milliseconds;

void print(Value::Object members) { std::cout << Value::object(std::move(members)).to_json() << '\n' << std::flush; }

Value texts(const std::vector<std::string>& from) {
  Value::List list;
  for (const std::string& text : from) list.push_back(Value::text(text));
  return Value::list(std::move(list));
}

const std::string& member(const Value& object, std::string_view name) { return object.find(name)->as_text(); }

int sign_lines() {
  for (std::string line; std::getline(std::cin, line);) {
    const auto request = read_json(line);
    if (!request) return 1;
    std::vector<aws::Header> headers;
    for (const Value& pair : request->find("headers")->as_list())
      headers.push_back({pair.as_list()[0].as_text(), pair.as_list()[1].as_text()});
    Value::Object added;
    for (const aws::Header& header : aws::sign(
             {member(*request, "key"), member(*request, "secret"), member(*request, "token")},
             {member(*request, "region"), member(*request, "service")}, *parse_instant(member(*request, "instant")),
             {.method = member(*request, "method"),
              .path = member(*request, "path"),
              .query = member(*request, "query"),
              .headers = headers,
              .body = member(*request, "body")})) {
      added.emplace_back(header.name, Value::text(header.value));
    }
    print(std::move(added));
  }
  return 0;
}

int get(const char* url) {
  const auto endpoint = aws::parse_endpoint(url, "the argument");
  if (!endpoint) return 2;
  aws::HttpsClient client;
  const auto answer =
      client.send({"GET", *endpoint, {}, {}}, {std::chrono::steady_clock::now() + milliseconds(1500), {}});
  if (answer) {
    print({{"status", Value::integer(answer->status)}, {"body", Value::text(answer->body)}});
  } else {
    print({{"error", Value::text(answer.error().message)},
           {"again", Value::boolean(answer.error().code == ErrorCode::io_error)}});
  }
  return 0;
}

Value settings_now(const lambda::RemoteSettings& remote) {
  Value::Object object;
  for (const auto& source : remote.sources()) {
    for (const auto& spec : service::kSettingSpecs) {
      if (const auto text = source.find(spec))
        object.emplace_back(source.name + "/" + std::string(spec.name), Value::text(*text));
    }
  }
  return Value::object(std::move(object));
}

int print_settings() {
  const auto options = lambda::read_remote_options(aws::process_environment());
  if (!options) {
    print({{"error", Value::text(options.error().message)}});
    return 0;
  }
  aws::RetryPolicy policy;
  // A test of faults waits for as little as it can; one of moto must not depend on how fast moto is.
  const std::string patience = aws::process_environment()("PROBE_PATIENCE_MS");
  policy.attempt_timeout = milliseconds(std::strtol(patience.c_str(), nullptr, 10));
  auto plan = lambda::RemoteSettings::plan_of(*options);
  plan.patience = policy.attempt_timeout * 3;
  const auto exact = [] { return 0.0; };
  lambda::RemoteSettings remote(plan, lambda::make_aws_fetcher(*options, aws::process_environment(), policy), exact);
  Clock::Instant now = Clock().now();
  const auto loaded = remote.load(now);
  if (!loaded) {
    print({{"error", Value::text(loaded.error().message)}});
    return 0;
  }
  print({{"settings", settings_now(remote)},
         {"warnings", texts(loaded->warnings)},
         {"fallback", Value::text(loaded->fallback)}});
  for (std::string command; std::getline(std::cin, command);) {
    now += std::chrono::seconds(std::strtol(command.c_str() + std::string_view("refresh ").size(), nullptr, 10));
    remote.refresh_if_due(now);
    const auto accept_all = [] { return Result<void>(); };
    const lambda::RefreshReport report =
        remote.finish_refresh(std::chrono::minutes(1), accept_all).value_or(lambda::RefreshReport());
    print({{"settings", settings_now(remote)},
           {"changed", texts(report.changed)},
           {"warnings", texts(report.warnings)},
           {"problems", texts(report.problems)}});
  }
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  const std::string_view mode = argc > 1 ? argv[1] : "";
  if (mode == "sign") return sign_lines();
  if (mode == "get" && argc > 2) return get(argv[2]);
  if (mode == "settings") return print_settings();
  return 2;
}
