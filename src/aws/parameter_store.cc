#include "aws/parameter_store.h"

#include <algorithm>
#include <iterator>

#include <fmt/format.h>

namespace phoney::aws {
namespace {

constexpr int kMostPages = 100;  // so that a service gone wrong cannot fill the memory
constexpr std::size_t kNamesPerCall = 10;

Error malformed(std::string_view action, std::string_view what) {
  return make_error(ErrorCode::io_error, fmt::format("{} returned {}", action, what));
}

std::string body_by_path(const std::string& path, const std::string& token) {
  std::string body = R"({"Recursive":true,"WithDecryption":true,"MaxResults":10,"Path":)";
  append_json_string(body, path);
  if (!token.empty()) {
    body += R"(,"NextToken":)";
    append_json_string(body, token);
  }
  return body + "}";
}

std::string body_by_name(std::span<const std::string> names) {
  std::string body = R"({"WithDecryption":true,"Names":[)";
  for (const std::string& name : names) {
    if (&name != names.data()) body += ',';
    append_json_string(body, name);
  }
  return body + "]}";
}

}  // namespace

Result<ParameterPage> parse_parameter_page(const Value& response, std::string_view action) {
  const Value* list = response.find("Parameters");
  if (list == nullptr || !list->is_list()) return malformed(action, "no list of parameters");
  ParameterPage page;
  for (const Value& entry : list->as_list()) {
    const Value* name = entry.find("Name");
    const Value* value = entry.find("Value");
    if (name == nullptr || !name->is_text() || value == nullptr || !value->is_text())
      return malformed(action, "a parameter without name or value");
    page.parameters.push_back({name->as_text(), value->as_text()});
  }
  if (const Value* token = response.find("NextToken"); token != nullptr && token->is_text())
    page.next_token = token->as_text();
  return page;
}

namespace {

std::function<Result<void>(const Value&)> is_page_of(std::string_view action) {
  return [action](const Value& response) -> Result<void> {
    const auto page = parse_parameter_page(response, action);
    return page ? Result<void>() : page.error();
  };
}

}  // namespace

Result<std::vector<Parameter>> read_parameters(ServiceClient& client, const std::string& path,
                                               const Deadline& deadline) {
  constexpr std::string_view kAction = "ssm:GetParametersByPath";
  std::vector<Parameter> parameters;
  std::string token;
  for (int pages = 0; pages < kMostPages; ++pages) {
    const auto response = client.call({.target = "AmazonSSM.GetParametersByPath",
                                       .action = kAction,
                                       .subject = path,
                                       .body = body_by_path(path, token),
                                       .check = is_page_of(kAction)},
                                      deadline);
    if (!response) return response.error();
    auto page = parse_parameter_page(*response, kAction);
    if (!page) return page.error();
    std::ranges::move(page->parameters, std::back_inserter(parameters));
    if (page->next_token.empty()) return parameters;
    token = std::move(page->next_token);
  }
  return malformed(kAction, fmt::format("more than {} pages", kMostPages));
}

Result<std::vector<Parameter>> read_parameters_by_name(ServiceClient& client, std::span<const std::string> names,
                                                       const Deadline& deadline) {
  constexpr std::string_view kAction = "ssm:GetParameters";
  std::vector<Parameter> parameters;
  while (!names.empty()) {
    const auto some = names.first(std::min(names.size(), kNamesPerCall));
    names = names.subspan(some.size());
    const auto response = client.call({.target = "AmazonSSM.GetParameters",
                                       .action = kAction,
                                       .subject = some.front(),
                                       .body = body_by_name(some),
                                       .check = is_page_of(kAction)},
                                      deadline);
    if (!response) return response.error();
    auto page = parse_parameter_page(*response, kAction);
    if (!page) return page.error();
    std::ranges::move(page->parameters, std::back_inserter(parameters));
  }
  return parameters;
}

}  // namespace phoney::aws
