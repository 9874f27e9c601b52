#include "aws/secrets_manager.h"

#include <fmt/format.h>

namespace phoney::aws {

Result<std::string> parse_secret(const Value& response, std::string_view id) {
  if (const Value* text = response.find("SecretString"); text != nullptr && text->is_text()) return text->as_text();
  if (response.find("SecretBinary") != nullptr) {
    return make_error(ErrorCode::invalid_argument,
                      fmt::format("the secret {} is binary; store a JSON object as text (SecretString) instead", id),
                      "SECRET_ID");
  }
  return make_error(ErrorCode::io_error, "secretsmanager:GetSecretValue returned no secret");
}

Result<std::string> read_secret(ServiceClient& client, const std::string& id, const Deadline& deadline) {
  std::string body = R"({"SecretId":)";
  append_json_string(body, id);
  const auto response = client.call({.target = "secretsmanager.GetSecretValue",
                                     .action = "secretsmanager:GetSecretValue",
                                     .subject = id,
                                     .body = body + "}",
                                     .check = [&](const Value& returned) -> Result<void> {
                                       const auto secret = parse_secret(returned, id);
                                       return secret ? Result<void>() : secret.error();
                                     }},
                                    deadline);
  if (!response) return response.error();
  return parse_secret(*response, id);
}

}  // namespace phoney::aws
