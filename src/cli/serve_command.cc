// `phoney serve`: the HTTP service in the foreground, until SIGTERM or SIGINT.

#include <algorithm>
#include <cstdlib>
#include <thread>

#include <fmt/format.h>

#include "cli/commands.h"
#include "cli/options.h"
#include "cli/report.h"
#include "cli/serve.h"
#include "http/server.h"
#include "service/application.h"

namespace phoney::cli {
namespace {

int run_serve(const Engine& engine, const Invocation& invocation) {
  const http::ServerOptions defaults;
  const auto port = read_number(invocation, "--port", 0, 65535, defaults.port);
  if (!port) return report(port.error());
  const auto threads = read_number(invocation, "--threads", 1, 1024, std::max(1U, std::thread::hardware_concurrency()));
  if (!threads) return report(threads.error());
  return serve(engine, std::string(invocation.find("--host").value_or(defaults.host)),
               static_cast<std::uint16_t>(*port), static_cast<unsigned>(*threads));
}

constexpr OptionSpec kOptions[] = {
    {"--host", 0, "ADDRESS",
     "Numeric address to listen on. Default: 127.0.0.1; 0.0.0.0 takes\nconnections from other machines."},
    {"--port", 'p', "PORT", "Port to listen on; 0 takes any free one. Default: 8000."},
    {"--threads", 't', "N", "Threads that answer requests. Default: one per processor."},
};

constexpr Example kExamples[] = {
    {"phoney serve", "Listens on http://127.0.0.1:8000."},
    {"phoney serve --host 0.0.0.0 --port 80 --threads 4", "For other machines, on the usual port."},
};

}  // namespace

int serve(const Engine& engine, const std::string& host, std::uint16_t port, unsigned threads) {
  service::Settings settings;
  if (const char* key = std::getenv("API_KEY")) settings.api_key = key;
  service::Application application(engine, std::move(settings));
  http::ServerOptions options;
  options.host = host;
  options.port = port;
  options.threads = threads;
  http::Server server(options, application);
  const auto listening = server.listen();
  if (!listening) {
    report(listening.error());
    return kFailed;
  }
  const std::string shown = host.find(':') == std::string::npos ? host : "[" + host + "]";
  fmt::print(stderr, "phoney: listening on http://{}:{}\n", shown, *listening);
  server.run();
  return kDone;
}

constinit const Command serve_command{
    "serve",
    "Serve the HTTP API",
    "Ends by SIGTERM or SIGINT, after the requests in flight are answered.\n",
    {},
    kOptions,
    kExamples,
    run_serve,
};

}  // namespace phoney::cli
