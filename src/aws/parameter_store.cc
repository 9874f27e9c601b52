#include "aws/parameter_store.h"

#include <iterator>

#include <fmt/format.h>

namespace phoney::aws {
namespace {

constexpr int kMostPages = 100;  // so that a service gone wrong cannot fill the memory

Error malformed(std::string_view what) {
  return make_error(ErrorCode::io_error, fmt::format("ssm:GetParametersByPath returned {}", what));
}

std::string request_body(const std::string& path, const std::string& token) {
  std::string body = R"({"Recursive":true,"WithDecryption":true,"MaxResults":10,"Path":)";
  append_json_string(body, path);
  if (!token.empty()) {
    body += R"(,"NextToken":)";
    append_json_string(body, token);
  }
  return body + "}";
}

}  // namespace

Result<ParameterPage> parse_parameter_page(const Value& answer) {
  const Value* list = answer.find("Parameters");
  if (list == nullptr || !list->is_list()) return malformed("no list of parameters");
  ParameterPage page;
  for (const Value& entry : list->as_list()) {
    const Value* name = entry.find("Name");
    const Value* value = entry.find("Value");
    if (name == nullptr || !name->is_text() || value == nullptr || !value->is_text())
      return malformed("a parameter without name or value");
    page.parameters.push_back({name->as_text(), value->as_text()});
  }
  if (const Value* token = answer.find("NextToken"); token != nullptr && token->is_text())
    page.next_token = token->as_text();
  return page;
}

Result<std::vector<Parameter>> read_parameters(ServiceClient& client, const std::string& path,
                                               const Deadline& deadline) {
  std::vector<Parameter> parameters;
  std::string token;
  for (int pages = 0; pages < kMostPages; ++pages) {
    const auto answer = client.call({.target = "AmazonSSM.GetParametersByPath",
                                     .action = "ssm:GetParametersByPath",
                                     .subject = path,
                                     .body = request_body(path, token)},
                                    deadline);
    if (!answer) return answer.error();
    auto page = parse_parameter_page(*answer);
    if (!page) return page.error();
    std::ranges::move(page->parameters, std::back_inserter(parameters));
    if (page->next_token.empty()) return parameters;
    token = std::move(page->next_token);
  }
  return malformed(fmt::format("more than {} pages", kMostPages));
}

}  // namespace phoney::aws
