// `phoney serve`: the HTTP service in the foreground, until SIGTERM or SIGINT.

#include <fmt/format.h>

#include "cli/commands.h"
#include "cli/report.h"
#include "cli/settings_options.h"
#include "cli/standard_streams.h"
#include "http/server.h"
#include "service/application.h"
#include "service/settings/warnings.h"

namespace phoney::cli {
namespace {

// A body of the largest allowed size fits, with its headers, into what one address may hold.
static_assert(service::kMostBodyBytes + http::kHeaderBytes + http::kReceiveBytes <= http::kMostHeldBytes / 2);

http::ServerOptions server_options(const service::Settings& settings) {
  http::ServerOptions options;
  options.host = settings.host;
  options.port = settings.port;
  options.threads = settings.threads;
  options.max_body_bytes = settings.max_body_bytes;
  options.max_connections_per_address = settings.max_connections_per_address;
  options.trusted_proxies = settings.trusted_proxies;
  return options;
}

void add_gauges(const http::Server& server, service::Metrics& metrics) {
  metrics.add_gauge({"connections", "Connections that are open.", [&server] { return server.connections(); }});
  metrics.add_gauge({"jobs", "Slow answers and pieces of streams that are being made or wait for a thread.",
                     [&server] { return server.jobs(); }});
  metrics.add_gauge({"held_bytes", "Memory of requests that are arriving and of answers that wait for their clients.",
                     [&server] { return server.held_bytes(); }});
}

// Returns the exit code. Prints the address on stderr once clients can connect.
int serve(const Engine& engine, const service::LoadedSettings& loaded) {
  const service::Settings& settings = loaded.settings;
  service::Application application(engine, settings, service::write_to_standard_error);
  http::Server server(server_options(settings), application);
  add_gauges(server, application.metrics());
  const auto listening = server.listen();
  if (!listening) {
    report(listening.error());
    return kFailed;
  }
  const std::string& host = settings.host;
  const std::string shown = host.find(':') == std::string::npos ? host : "[" + host + "]";
  say(fmt::format("phoney: listening on http://{}:{}\n", shown, *listening));
  for (const std::string& warning : service::warnings_about(loaded)) warn(warning);
  server.run();
  return kDone;
}

int run_serve(const Engine& engine, const Invocation& invocation) {
  const auto loaded = read_settings(invocation);
  return loaded.errors.empty() ? serve(engine, loaded) : report_bad_settings(loaded);
}

constexpr Example kExamples[] = {
    {"phoney serve", "Listens on http://127.0.0.1:8000."},
    {"phoney serve --host 0.0.0.0 --port 80 --threads 4", "For other machines, on the usual port."},
    {"phoney config --env-file prod.env", "What `phoney serve --env-file prod.env` would go by."},
};

constexpr std::string_view kDetails =
    "Ends by SIGTERM or SIGINT. Requests that have arrived are answered, but each gets 0.1 s\n"
    "more of the processor at most: a longer one gets 503, a longer stream is cut short. After\n"
    "ten seconds all connections are closed. Logs a line of JSON for each request to standard\n"
    "error.\n\n";
constexpr auto kWholeHelp = [] {
  std::array<char, kDetails.size() + kSettingsHelp.size()> text{};
  std::ranges::copy(kSettingsHelp, std::ranges::copy(kDetails, text.begin()).out);
  return text;
}();

}  // namespace

constinit const Command serve_command{
    "serve", "Serve the HTTP API", {kWholeHelp.data(), kWholeHelp.size()}, {}, kSettingsOptions, kExamples, run_serve,
};

}  // namespace phoney::cli
