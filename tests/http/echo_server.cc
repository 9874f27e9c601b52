// A server for test_server.py: answers a request with what it heard of it, and a few paths that provoke something.
//
//   echo_server [--name=value ...]      prints the port, then serves until SIGTERM
//
// GET /fixed       100 bytes of JSON         GET /large?N   N bytes
// GET /sleep?MS    answers after MS ms       GET /throw     an exception
// GET /empty       204                       GET /pieces?N  N pieces of 32 KiB, one by one
// GET /torn        three such pieces, then a failure
// GET /slow?MS     as /sleep, on another thread
// GET /hold        on another thread, answered after a GET /release
// GET /until-left  on another thread, answered 503 once the client has left; GET /left says how many have
// GET /until-end   on another thread, answered once the server is about to end

#include <atomic>
#include <charconv>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <semaphore>
#include <stdexcept>
#include <string>
#include <string_view>
#include <thread>

#include "http/server.h"

namespace {

using phoney::http::ServerOptions;

std::uint64_t number(std::string_view text) {
  std::uint64_t value = 0;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

// Pieces of a letter each, "aaa...", "bbb...".
class Pieces final : public phoney::BodySource {
 public:
  Pieces(std::uint64_t count, bool fails) : count_(count), fails_(fails) {}
  std::size_t memory() const override { return 0; }
  Status next(phoney::Output& out) override {
    if (made_ == count_) return fails_ ? Status::failed : Status::done;
    std::memset(out.reserve(kSize), static_cast<int>('a' + made_++ % 26), kSize);
    out.commit(kSize);
    return Status::more;
  }

 private:
  static constexpr std::size_t kSize = 32 << 10;
  std::uint64_t count_;
  std::uint64_t made_ = 0;
  bool fails_;
};

class Echo final : public phoney::Service {
 public:
  std::unique_ptr<phoney::Task> begin(const phoney::Request& request, phoney::Response& response) override {
    if (request.path == "/slow" || request.path == "/hold" || request.path.starts_with("/until-")) {
      return std::make_unique<Slow>(*this, request);
    }
    handle(request, response);
    return nullptr;
  }
  void refuse_unread(const phoney::Request& request, phoney::Response& response) override {
    response.add_header("X-Refused", request.peer);
  }
  void handle(const phoney::Request& request, phoney::Response& response) override {
    if (request.path == "/fixed") {
      response.body.append(
          R"({"name": "Norma Fisher", "email": "norma.fisher@example.org", "city": "North Judithbury", "age": 42})");
    } else if (request.path == "/large") {
      const std::size_t size = number(request.query);
      std::memset(response.body.reserve(size), 'x', size);
      response.body.commit(size);
    } else if (request.path == "/sleep" || request.path == "/slow") {
      std::this_thread::sleep_for(std::chrono::milliseconds(number(request.query)));
      response.body.append("\"slept\"");
    } else if (request.path == "/hold") {
      releases_.acquire();
      response.body.append("\"held\"");
    } else if (request.path == "/until-left") {
      while (!request.cancellation.stop.stop_requested()) std::this_thread::sleep_for(std::chrono::milliseconds(1));
      ++left_;
      response.status = 503;
    } else if (request.path == "/until-end") {
      while (!request.cancellation.drain.stop_requested()) std::this_thread::sleep_for(std::chrono::milliseconds(1));
      response.body.append("\"ending\"");
    } else if (request.path == "/left") {
      response.body.append_integer(left_);
    } else if (request.path == "/release") {
      releases_.release();
    } else if (request.path == "/throw") {
      throw std::runtime_error("on purpose");
    } else if (request.path == "/pieces") {
      response.source = std::make_unique<Pieces>(number(request.query), false);
    } else if (request.path == "/torn") {
      response.source = std::make_unique<Pieces>(3, true);
    } else if (request.path == "/empty") {
      response.status = 204;
    } else {
      echo(request, response);
    }
  }

 private:
  class Slow final : public phoney::Task {
   public:
    Slow(Echo& echo, const phoney::Request& request) : echo_(echo), request_(request) {}
    bool run(phoney::Response& response, phoney::Patience& /*patience*/) override {
      echo_.handle(request_, response);
      return true;
    }
    void refuse(phoney::Response& response) override { echo_.refuse_unread(request_, response); }
    std::string_view client() const override { return request_.query; }

   private:
    Echo& echo_;
    phoney::Request request_;
  };

  std::counting_semaphore<> releases_{0};
  std::atomic<int> left_{0};

  static void echo(const phoney::Request& request, phoney::Response& response) {
    response.content_type = "text/plain";
    response.add_header("X-Peer", request.peer);
    phoney::Output& out = response.body;
    out.append(request.method);
    out.append(' ');
    out.append(request.path);
    out.append('?');
    out.append(request.query);
    out.append(' ');
    out.append(request.header("x-test"));
    out.append(' ');
    out.append(request.body);
  }
};

bool set(ServerOptions& options, std::string_view name, std::string_view value) {
  const std::uint64_t n = number(value);
  const std::chrono::milliseconds time(n);
  if (name == "host")
    options.host = value;
  else if (name == "port")
    options.port = static_cast<std::uint16_t>(n);
  else if (name == "threads")
    options.threads = static_cast<unsigned>(n);
  else if (name == "max-body-bytes")
    options.max_body_bytes = n;
  else if (name == "max-connections")
    options.max_connections = n;
  else if (name == "idle-timeout")
    options.idle_timeout = time;
  else if (name == "header-timeout")
    options.header_timeout = time;
  else if (name == "body-timeout")
    options.body_timeout = time;
  else if (name == "write-timeout")
    options.write_timeout = time;
  else if (name == "drain-timeout")
    options.drain_timeout = time;
  else if (name == "max-held-bytes")
    options.max_held_bytes = n;
  else if (name == "max-connections-per-address")
    options.max_connections_per_address = n;
  else if (name == "work-threads")
    options.work_threads = static_cast<unsigned>(n);
  else if (name == "work-room")
    options.work_room = n;
  else
    return false;
  return true;
}

}  // namespace

int main(int argc, char** argv) {
  ServerOptions options;
  options.port = 0;
  for (int i = 1; i < argc; ++i) {
    const std::string_view argument(argv[i]);
    const std::size_t equals = argument.find('=');
    if (!argument.starts_with("--") || equals == std::string_view::npos ||
        !set(options, argument.substr(2, equals - 2), argument.substr(equals + 1))) {
      std::fprintf(stderr, "unknown argument: %s\n", argv[i]);
      return 2;
    }
  }
  Echo echo;
  phoney::http::Server server(options, echo);
  const auto port = server.listen();
  if (!port) {
    std::fprintf(stderr, "%s\n", port.error().message.c_str());
    return 1;
  }
  std::printf("%d\n", *port);
  std::fflush(stdout);
  server.run();
  return 0;
}
