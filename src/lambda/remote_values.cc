#include "lambda/remote_values.h"

#include <algorithm>

#include <fmt/format.h>

#include "base/json_reader.h"
#include "base/near.h"
#include "service/settings/specs.h"

namespace phoney::lambda {
namespace {

constexpr std::size_t kQuotedBytes = 60;

struct SecretMember {
  std::string_view member;
  std::string_view setting;
};
constexpr SecretMember kSecretMembers[] = {{"api_password_hash", "API_PASSWORD_HASH"},
                                           {"jwt_secret", "SECRET_KEY"},
                                           {"api_key", "API_KEY"},
                                           {"origin_verify_secret", "ORIGIN_VERIFY_SECRET"}};

std::string unknown_name(std::string_view kind, std::string_view name, std::span<const std::string_view> known) {
  const auto near = near_names(name, known);
  std::string text = fmt::format("{} {} is not a setting of phoney", kind, shortened(name, kQuotedBytes));
  if (!near.empty()) text += "; " + did_you_mean(near);
  return text;
}

std::vector<std::string_view> setting_names() {
  std::vector<std::string_view> names;
  for (const service::SettingSpec& spec : service::kSettingSpecs) names.push_back(spec.name);
  return names;
}

Error bad_fallback(std::string message) {
  return make_error(ErrorCode::invalid_argument, std::move(message), "PARAMETER_FALLBACK");
}

Error bad_secret(std::string message) {
  return make_error(ErrorCode::invalid_argument, std::move(message), "SECRET_ID");
}

}  // namespace

RemoteValues values_of_parameters(std::span<const aws::Parameter> parameters, std::string_view path) {
  RemoteValues values;
  const auto known = setting_names();
  for (const aws::Parameter& parameter : parameters) {
    std::string_view name = parameter.name;
    if (name.starts_with(path)) name.remove_prefix(path.size());
    if (std::ranges::find(known, name) == known.end()) {
      values.warnings.push_back(unknown_name("the parameter", name, known));
    } else {
      values.texts.insert_or_assign(std::string(name), parameter.value);
    }
  }
  if (parameters.empty()) values.warnings.push_back(fmt::format("Parameter Store has no parameters under {}", path));
  return values;
}

Result<RemoteValues> values_of_fallback(std::string_view text) {
  const auto object = read_json(text, 16);
  if (!object || !object->is_object())
    return bad_fallback(R"(PARAMETER_FALLBACK must be a JSON object such as {"RATE_LIMIT_PER_MINUTE": "60"})");
  const auto known = setting_names();
  RemoteValues values;
  for (const auto& [name, value] : object->as_object()) {
    if (!value.is_text())
      return bad_fallback(fmt::format("in PARAMETER_FALLBACK, {} must be a string, not {}",
                                      shortened(name, kQuotedBytes), value.type_name()));
    if (std::ranges::find(known, name) == known.end()) {
      values.warnings.push_back(unknown_name("in PARAMETER_FALLBACK,", name, known));
    } else {
      values.texts.insert_or_assign(name, value.as_text());
    }
  }
  return values;
}

Result<RemoteValues> values_of_secret(std::string_view text, std::string_view id) {
  // Leaves out the reader's own message, because it could quote the secret.
  const auto object = read_json(text, 16);
  if (!object || !object->is_object())
    return bad_secret(fmt::format("the secret {} must be a JSON object such as {{\"jwt_secret\": \"...\"}}", id));
  std::vector<std::string_view> known;
  for (const SecretMember& entry : kSecretMembers) known.push_back(entry.member);
  RemoteValues values;
  for (const auto& [name, value] : object->as_object()) {
    const auto entry = std::ranges::find(kSecretMembers, name, &SecretMember::member);
    if (entry == std::end(kSecretMembers)) {
      values.warnings.push_back(unknown_name(fmt::format("in the secret {}, the member", id), name, known));
    } else if (!value.is_text()) {
      return bad_secret(fmt::format("in the secret {}, {} must be a string, not {}", id, name, value.type_name()));
    } else {
      values.texts.insert_or_assign(std::string(entry->setting), value.as_text());
    }
  }
  return values;
}

}  // namespace phoney::lambda
