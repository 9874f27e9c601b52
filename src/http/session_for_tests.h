// A service and a conversation for tests of sessions.

#pragma once

#include <algorithm>
#include <cstring>
#include <new>
#include <stdexcept>
#include <string>
#include <vector>

#include "http/session.h"

namespace phoney::http {

// Three numbered pieces, of which the second is empty, then the end or a failure.
class Pieces final : public BodySource {
 public:
  explicit Pieces(bool fails, Reason* cut_short_by = nullptr) : fails_(fails), cut_short_by_(cut_short_by) {}
  void cut_short(Reason reason) override {
    if (cut_short_by_ != nullptr) *cut_short_by_ = reason;
  }
  std::size_t memory() const override { return 0; }
  Status next(Output& out) override {
    if (++made_ != 2) out.append("piece " + std::to_string(made_) + ";");
    if (made_ < 3) return Status::more;
    return fails_ ? Status::failed : Status::done;
  }

 private:
  bool fails_;
  Reason* cut_short_by_;
  int made_ = 0;
};

// Pieces of so many bytes, from a source of so many bytes of memory. If it is cut short, memory runs out.
class Heavy final : public BodySource {
 public:
  explicit Heavy(std::size_t memory, std::size_t piece = 5) : memory_(memory), piece_(piece) {}
  void cut_short(Reason /*reason*/) override { throw std::bad_alloc(); }
  std::size_t memory() const override { return memory_; }
  Status next(Output& out) override {
    out.append(std::string(piece_, 'p'));
    return Status::more;
  }

 private:
  std::size_t memory_;
  std::size_t piece_;
};

// Answers "METHOD path?query [x-test] body".
class Echo final : public Service {
 public:
  Reason cut_short_by = Reason::none;  // what its last stream was told

  void handle(const Request& request, Response& response) override {
    if (request.path == "/throw") throw std::runtime_error("on purpose");
    if (request.path == "/pieces" || request.path == "/torn") {
      response.body.append("first;");
      response.source = std::make_unique<Pieces>(request.path == "/torn", &cut_short_by);
      return;
    }
    if (request.path == "/heavy") {
      response.source = std::make_unique<Heavy>(std::stoul(std::string(request.query)));
      return;
    }
    if (request.path == "/heavy-pieces") {
      response.source = std::make_unique<Heavy>(0, std::stoul(std::string(request.query)));
      return;
    }
    if (request.path == "/shared") {
      static const std::string bytes(100'000, 's');
      response.shared_body = std::string_view(bytes).substr(0, std::stoul(std::string(request.query)));
      return;
    }
    if (request.path == "/slow-heavy") {
      response.source = std::make_unique<Heavy>(std::stoul(std::string(request.query)));
      return;
    }
    if (request.path == "/slow-large") {
      response.body.append(std::string(std::stoul(std::string(request.query)), 'x'));
      return;
    }
    if (request.path == "/large" || request.path == "/large-pieces") {
      response.body.append(std::string(100'000, 'x'));
      if (request.path != "/large") response.source = std::make_unique<Pieces>(false);
      return;
    }
    for (const auto part : {request.method, std::string_view(" "), request.path, std::string_view("?"), request.query,
                            std::string_view(" ["), request.header("x-test"), std::string_view("] "), request.body}) {
      response.body.append(part);
    }
  }
  std::unique_ptr<Task> begin(const Request& request, Response& response) override {
    if (request.path.starts_with("/slow")) return std::make_unique<Slow>(*this, request);
    handle(request, response);
    return nullptr;
  }
  void refuse_unread(const Request& request, Response& response) override {
    response.add_header("X-Unread", std::string(request.method) + " " + std::string(request.path) + " " +
                                        std::string(request.header("x-test")) + " " + std::string(request.peer));
  }

 private:
  class Slow final : public Task {
   public:
    Slow(Echo& echo, Request request) : echo_(echo), request_(std::move(request)) {}
    bool run(Response& response, Patience& /*patience*/) override {
      if (request_.path != "/slow-dropped") {
        echo_.handle(request_, response);
        return true;
      }
      // At the first try, a megabyte that is dropped; at the second, what is left of its memory.
      const bool is_kept = response.body.capacity() >= 1'000'000;
      response.body.append(std::string(1'000'000, 'x'));
      response.reset();
      if (std::exchange(is_dropped_, true)) response.body.append(is_kept ? "kept" : "freed");
      return response.body.size() > 0;
    }
    void refuse(Response& response) override { echo_.refuse_unread(request_, response); }
    std::string_view client() const override { return request_.path; }

   private:
    Echo& echo_;
    Request request_;
    bool is_dropped_ = false;
  };
};

struct Answers {
  std::string bytes;
  bool over = false;
  bool failed = false;
  bool broken = false;
};

inline void take_output(Session& session, Answers& answers) {
  while (session.process()) {
    for (const auto piece : session.output()) answers.bytes += piece;
    session.written();
  }
}

inline Answers converse(const std::vector<std::string_view>& pieces, const ServerOptions& options = {},
                        Peers::Place place = {}) {
  Echo echo;
  SessionContext context{.options = options, .service = echo};
  Session session(context, "127.0.0.1", std::move(place));
  Answers answers;
  for (std::string_view piece : pieces) {
    while (!piece.empty() && !session.over()) {
      const std::span<char> space = session.prepare();
      if (space.empty()) {
        session.abandon({503, "no memory for it"});
        take_output(session, answers);
        break;
      }
      const std::size_t size = std::min(space.size(), piece.size());
      std::memcpy(space.data(), piece.data(), size);
      session.received(size);
      piece.remove_prefix(size);
      take_output(session, answers);
    }
  }
  answers.over = session.over();
  answers.failed = session.failed();
  answers.broken = session.broken();
  return answers;
}

}  // namespace phoney::http
