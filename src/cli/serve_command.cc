// `phoney serve`: runs the HTTP server in the foreground until SIGTERM or SIGINT.

#include <malloc.h>
#include <unistd.h>

#include <fmt/format.h>

#include "cli/colour.h"
#include "cli/commands.h"
#include "cli/report.h"
#include "cli/settings_options.h"
#include "cli/standard_streams.h"
#include "http/server.h"
#include "service/application.h"
#include "service/settings/warnings.h"

namespace phoney::cli {
namespace {

// The memory limit of one address must allow the largest body and its headers.
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
  metrics.add_gauge({"connections", "Open connections.", [&server] { return server.connections(); }});
  metrics.add_gauge({"jobs", "Long responses, and pieces of streams, that are in progress or waiting for a thread.",
                     [&server] { return server.jobs(); }});
  metrics.add_gauge({"held_bytes", "Memory of incomplete requests and of responses that their clients have not read.",
                     [&server] { return server.held_bytes(); }});
}

service::LogStyle log_style(service::LogFormat format) {
  const bool is_text =
      format == service::LogFormat::automatic ? ::isatty(STDERR_FILENO) == 1 : format == service::LogFormat::text;
  if (!is_text) return service::LogStyle::json;
  return has_colour(STDERR_FILENO) ? service::LogStyle::coloured_text : service::LogStyle::text;
}

std::string url_of(const std::string& host, std::uint16_t port) {
  return fmt::format("http://{}:{}", host.find(':') == std::string::npos ? host : fmt::format("[{}]", host), port);
}

// The URL of the server for clients on this machine. A server that listens on all addresses is also at localhost.
std::string local_url_of(const std::string& host, std::uint16_t port) {
  return url_of(host == "0.0.0.0" || host == "::" ? "localhost" : host, port);
}

// What to try next, for people at a terminal.
std::string first_steps(const service::Settings& settings, const std::string& url) {
  std::string text = fmt::format("  start page     {0}/\n  documentation  {0}/docs\n", url);
  if (has_development_login(settings)) {
    text += fmt::format("  login          {}, password {} (development only)\n", settings.api_username,
                        service::kDevelopmentPassword);
  }
  return text + fmt::format("  try            curl '{}/fake/name?seed=42'\n  stop           Ctrl-C\n", url);
}

// By default glibc raises these thresholds when large blocks are freed, up to 32 and 64 MiB, and then each thread's
// heap keeps what the largest responses took. Fixed, they give it back to the system.
void give_back_memory() {
  constexpr int kMapped = 128 << 10;
  constexpr int kKept = 4 << 20;
  mallopt(M_MMAP_THRESHOLD, kMapped);
  mallopt(M_TRIM_THRESHOLD, kKept);
}

// Prints the address on standard error once clients can connect. Returns the exit code.
int serve(const Engine& engine, const service::LoadedSettings& loaded) {
  give_back_memory();
  const service::Settings& settings = loaded.settings;
  const service::LogStyle style = log_style(settings.log_format);
  service::Application application(engine, settings, service::write_to_standard_error, style);
  http::Server server(server_options(settings), application);
  add_gauges(server, application.metrics());
  const auto listening = server.listen();
  if (!listening) {
    report(listening.error());
    return kFailed;
  }
  say(fmt::format("phoney: listening on {}\n", url_of(settings.host, *listening)));
  if (style != service::LogStyle::json) say(first_steps(settings, local_url_of(settings.host, *listening)));
  for (const std::string& warning : service::warnings_about(loaded)) warn(warning);
  server.run();
  return kDone;
}

int run_serve(const Engine& engine, const Invocation& invocation) {
  const auto loaded = read_settings(invocation);
  return loaded.errors.empty() ? serve(engine, loaded) : report_bad_settings(loaded);
}

constexpr Example kExamples[] = {
    {"phoney serve", "Listen on http://127.0.0.1:8000."},
    {"phoney serve --host 0.0.0.0 --port 80 --threads 4", "Accept connections from other machines, on port 80."},
    {"phoney config --env-file prod.env", "Print the settings that `phoney serve --env-file prod.env` would use."},
};

constexpr std::string_view kDetails =
    "Logs one line per request to standard error: readable text on a terminal, JSON elsewhere.\n"
    "\n"
    "SIGTERM or SIGINT stops the server. It finishes open requests, with at most 0.1 s more CPU\n"
    "time each; beyond that, a request gets 503 and a stream is cut short. After eight seconds, it\n"
    "closes all connections.\n\n";
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
