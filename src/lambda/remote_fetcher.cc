#include "lambda/remote_fetcher.h"

#include <algorithm>
#include <charconv>

#include <fmt/format.h>

#include "aws/client.h"
#include "aws/secrets_manager.h"
#include "base/near.h"

namespace phoney::lambda {
namespace {

Error bad(std::string_view name, std::string_view wrong) {
  return make_error(ErrorCode::invalid_argument, fmt::format("{} {}", name, wrong), std::string(name));
}

Result<bool> read_switch(const aws::Environment& environment, const char* name) {
  const std::string text = environment(name);
  if (text == "true") return true;
  if (text.empty() || text == "false") return false;
  return bad(name, fmt::format("must be true or false, not \"{}\"", shortened(text, 40)));
}

bool is_word(std::string_view text, std::string_view also) {
  return !text.empty() && std::ranges::all_of(text, [&](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || also.find(c) != also.npos;
  });
}

// The variable, or the pattern with the stage in it.
Result<std::string> read_name(const aws::Environment& environment, const char* name, std::string_view before,
                              std::string_view after) {
  std::string text = environment(name);
  if (text.empty()) {
    const std::string stage = environment("STAGE");
    if (stage.empty()) return bad("STAGE", fmt::format("must name the stage, such as dev, unless {} is set", name));
    if (!is_word(stage, "-_")) return bad("STAGE", "must contain only letters, digits, - and _");
    text = fmt::format("{}{}{}", before, stage, after);
  }
  if (!is_word(text, "/_.-:+=@!")) return bad(name, "contains a character that AWS does not allow in names");
  return text;
}

Result<aws::Endpoint> read_endpoint(const aws::Environment& environment, const char* own, std::string_view service,
                                    const std::string& region) {
  for (const char* name : {own, "AWS_ENDPOINT_URL"}) {
    if (const std::string url = environment(name); !url.empty()) return aws::parse_endpoint(url, name);
  }
  return aws::public_endpoint(service, region);
}

// Sets `time`, if the variable is there, to that many of its units.
template <class Time>
Result<void> read_time(const aws::Environment& environment, const char* name, int least, int most, Time& time) {
  const std::string text = environment(name);
  if (text.empty()) return {};
  int count = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), count);
  if (error != std::errc() || end != text.data() + text.size() || count < least || count > most)
    return bad(name, fmt::format("must be an integer from {} to {}, not \"{}\"", least, most, shortened(text, 40)));
  time = Time(count);
  return {};
}

// The names of PARAMETER_NAMES, which stand below the path, with commas between them.
Result<std::vector<std::string>> read_parameter_names(const aws::Environment& environment, const std::string& path) {
  constexpr const char* kName = "PARAMETER_NAMES";
  std::vector<std::string> names;
  const std::string text = environment(kName);
  for (std::string_view rest = text; !rest.empty();) {
    const std::size_t end = std::min(rest.find(','), rest.size());
    const std::string_view name = rest.substr(0, end);
    if (!is_word(name, "/_.-")) return bad(kName, "must be names of parameters, with commas between them");
    names.push_back(path + std::string(name));
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  return names;
}

Result<void> read_parameter_store(const aws::Environment& environment, RemoteOptions& options) {
  auto path = read_name(environment, "PARAMETER_STORE_PATH", "/phoney/", "/");
  if (!path) return path.error();
  if (path->front() != '/') return bad("PARAMETER_STORE_PATH", "must begin with a slash");
  // With the slash, a policy that allows `/phoney/dev/*` allows the path itself too.
  if (path->back() != '/') *path += '/';
  auto endpoint = read_endpoint(environment, "AWS_ENDPOINT_URL_SSM", "ssm", options.region);
  if (!endpoint) return endpoint.error();
  auto names = read_parameter_names(environment, *path);
  if (!names) return names.error();
  options.parameter_names = std::move(*names);
  if (const std::string text = environment("PARAMETER_FALLBACK"); !text.empty()) {
    auto fallback = values_of_fallback(text);
    if (!fallback) return fallback.error();
    options.parameter_fallback = std::move(*fallback);
  }
  const auto wait = read_time(environment, "PARAMETER_WAIT_MS", 0, 4000, options.parameter_wait);
  if (!wait) return wait.error();
  options.parameter_path = std::move(*path);
  options.parameter_store = std::move(*endpoint);
  return {};
}

Result<void> read_secrets_manager(const aws::Environment& environment, RemoteOptions& options) {
  auto id = read_name(environment, "SECRET_ID", "phoney/", "/credentials");
  if (!id) return id.error();
  auto endpoint = read_endpoint(environment, "AWS_ENDPOINT_URL_SECRETS_MANAGER", "secretsmanager", options.region);
  if (!endpoint) return endpoint.error();
  options.secret_id = std::move(*id);
  options.secrets_manager = std::move(*endpoint);
  return {};
}

class AwsFetcher final : public RemoteFetcher {
 public:
  AwsFetcher(RemoteOptions options, aws::Environment environment, aws::RetryPolicy policy)
      : options_(std::move(options)),
        policy_(policy),
        credentials_(std::move(environment), sender_, aws::real_timing()) {}

  Result<RemoteValues> fetch(RemotePlace place, const Effort& effort, const std::stop_token& stop) override {
    const aws::Deadline deadline{aws::real_timing().steady() + effort.time, stop};
    aws::RetryPolicy policy = policy_;
    policy.retries = effort.retries;
    if (place == RemotePlace::parameter_store) {
      auto client = client_for(options_.parameter_store, "ssm", policy);
      const auto parameters = options_.parameter_names.empty()
                                  ? aws::read_parameters(client, options_.parameter_path, deadline)
                                  : aws::read_parameters_by_name(client, options_.parameter_names, deadline);
      if (!parameters) return parameters.error();
      return values_of_parameters(*parameters, options_.parameter_path);
    }
    auto client = client_for(options_.secrets_manager, "secretsmanager", policy);
    const auto text = aws::read_secret(client, options_.secret_id, deadline);
    if (!text) return text.error();
    return values_of_secret(*text, options_.secret_id);
  }

 private:
  aws::ServiceClient client_for(const aws::Endpoint& endpoint, const char* name, const aws::RetryPolicy& policy) {
    return {{endpoint, options_.region, name}, credentials_, sender_, aws::real_timing(), policy};
  }

  const RemoteOptions options_;
  const aws::RetryPolicy policy_;
  aws::HttpsClient sender_;
  aws::CredentialSource credentials_;
};

}  // namespace

std::string_view to_string(RemotePlace place) {
  return place == RemotePlace::parameter_store ? "Parameter Store" : "Secrets Manager";
}

Result<RemoteOptions> read_remote_options(const aws::Environment& environment) {
  RemoteOptions options;
  const auto parameter_store = read_switch(environment, "USE_PARAMETER_STORE");
  if (!parameter_store) return parameter_store.error();
  const auto secrets_manager = read_switch(environment, "USE_SECRETS_MANAGER");
  if (!secrets_manager) return secrets_manager.error();
  options.use_parameter_store = *parameter_store;
  options.use_secrets_manager = *secrets_manager;
  if (!*parameter_store && !*secrets_manager) return options;
  const auto refresh = read_time(environment, "SETTINGS_REFRESH_SECONDS", 1, 86400, options.refresh_interval);
  if (!refresh) return refresh.error();
  options.region = environment("AWS_REGION");
  if (options.region.empty()) options.region = environment("AWS_DEFAULT_REGION");
  if (!is_word(options.region, "-")) return bad("AWS_REGION", "must name an AWS region, such as us-east-1");
  if (*parameter_store) {
    if (const auto read = read_parameter_store(environment, options); !read) return read.error();
  }
  if (*secrets_manager) {
    if (const auto read = read_secrets_manager(environment, options); !read) return read.error();
  }
  return options;
}

std::unique_ptr<RemoteFetcher> make_aws_fetcher(RemoteOptions options, aws::Environment environment,
                                                aws::RetryPolicy policy) {
  return std::make_unique<AwsFetcher>(std::move(options), std::move(environment), policy);
}

}  // namespace phoney::lambda
