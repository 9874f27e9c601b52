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

// `action` is the operation's name: "GetParameters".
Result<ParameterPage> read_page(ServiceClient& client, std::string_view action, std::string_view subject,
                                std::string body, const Deadline& deadline) {
  const std::string target = fmt::format("AmazonSSM.{}", action);
  const std::string permission = fmt::format("ssm:{}", action);
  const auto response = client.call({.target = target,
                                     .action = permission,
                                     .subject = subject,
                                     .body = std::move(body),
                                     .check = [&](const Value& returned) -> Result<void> {
                                       const auto page = parse_parameter_page(returned, permission);
                                       return page ? Result<void>() : page.error();
                                     }},
                                    deadline);
  if (!response) return response.error();
  return parse_parameter_page(*response, permission);
}

}  // namespace

Result<std::vector<Parameter>> read_parameters(ServiceClient& client, const std::string& path,
                                               const Deadline& deadline) {
  std::vector<Parameter> parameters;
  std::string token;
  for (int pages = 0; pages < kMostPages; ++pages) {
    auto page = read_page(client, "GetParametersByPath", path, body_by_path(path, token), deadline);
    if (!page) return page.error();
    std::ranges::move(page->parameters, std::back_inserter(parameters));
    if (page->next_token.empty()) return parameters;
    token = std::move(page->next_token);
  }
  return malformed("ssm:GetParametersByPath", fmt::format("more than {} pages", kMostPages));
}

Result<std::vector<Parameter>> read_parameters_by_name(ServiceClient& client, std::span<const std::string> names,
                                                       const Deadline& deadline) {
  std::vector<Parameter> parameters;
  while (!names.empty()) {
    const auto some = names.first(std::min(names.size(), kNamesPerCall));
    names = names.subspan(some.size());
    auto page = read_page(client, "GetParameters", some.front(), body_by_name(some), deadline);
    if (!page) return page.error();
    std::ranges::move(page->parameters, std::back_inserter(parameters));
  }
  return parameters;
}

}  // namespace phoney::aws
