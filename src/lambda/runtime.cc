#include "lambda/runtime.h"

#include <unistd.h>

#include <csignal>
#include <cstdlib>

#include <openssl/rand.h>

#include "lambda/function.h"
#include "lambda/function_settings.h"
#include "lambda/runtime_client.h"
#include "lambda/watchdog.h"

namespace phoney::lambda {
namespace {

using service::LogLevel;

volatile std::sig_atomic_t ended = 0;

// SIGTERM is taken only while there is nothing to do, which is where the function waits.
class Terminable {
 public:
  static void install() {
    struct sigaction action = {};
    action.sa_handler = [](int) { ended = 1; };
    sigaction(SIGTERM, &action, nullptr);  // without SA_RESTART: it ends the wait
    set(SIG_BLOCK);
  }
  Terminable() { set(SIG_UNBLOCK); }
  ~Terminable() { set(SIG_BLOCK); }
  Terminable(const Terminable&) = delete;
  Terminable& operator=(const Terminable&) = delete;

 private:
  static void set(int how) {
    sigset_t signals;
    sigemptyset(&signals);
    sigaddset(&signals, SIGTERM);
    pthread_sigmask(how, &signals, nullptr);
  }
};

class RuntimeSink final : public ReplySink {
 public:
  RuntimeSink(RuntimeClient& client, const std::string& request_id) : client_(client), request_id_(request_id) {}
  Result<Acceptance> reply(std::string_view reply) override { return client_.respond(request_id_, reply); }
  Result<Acceptance> reply_in_pieces(std::string_view head, BodySource* source) override {
    return client_.respond_in_pieces(request_id_, head, source);
  }
  Result<Acceptance> fail(const Failure& failure) override { return client_.fail(request_id_, failure); }

 private:
  RuntimeClient& client_;
  const std::string& request_id_;
};

class Runtime {
 public:
  Runtime(const Engine& engine, const Environment& environment)
      : engine_(engine),
        environment_(environment),
        client_(environment.runtime_api),
        log_(environment, STDOUT_FILENO) {}

  int run() {
    const auto start = std::chrono::steady_clock::now();
    Terminable::install();
    if (!configure()) return 1;
    log_.note_start(Clock().now(), std::chrono::steady_clock::now() - start);
    if (environment_.snapshot && !restore()) return 1;
    while (ended == 0) {
      auto invocation = next();
      if (!invocation) return ended != 0 ? 0 : 1;
      serve(*invocation);
      refresh();
    }
    return 0;
  }

 private:
  // Reads the settings and makes the function; tells Lambda if it cannot.
  bool configure() {
    auto settings = settings_.load();
    if (settings) {
      function_.emplace(engine_, environment_, log_, std::move(*settings));
      return true;
    }
    log_.say(LogLevel::error, "configuration_error", settings.error().message);
    (void)client_.fail_to_start({"Runtime.InvalidConfiguration", settings.error().message});
    return false;
  }

  // Waits until a snapshot of this process runs again, and makes new what copies of it must not share: whatever drew
  // random numbers for itself is in the function.
  bool restore() {
    if (const auto restored = client_.restore_next(); !restored) return false;
    RAND_poll();
    auto settings = settings_.load();
    if (settings) {
      function_.emplace(engine_, environment_, log_, std::move(*settings));
      return true;
    }
    log_.say(LogLevel::error, "configuration_error", settings.error().message);
    (void)client_.fail_to_restore({"Runtime.InvalidConfiguration", settings.error().message});
    return false;
  }

  Result<Invocation> next() {
    const Terminable while_waiting;
    return client_.next();
  }

  void serve(const Invocation& invocation) {
    setenv("_X_AMZN_TRACE_ID", invocation.trace_id.c_str(), 1);
    RuntimeSink sink(client_, invocation.request_id);
    const auto limits = Watchdog::limits_of(std::chrono::system_clock::now(), invocation.deadline);
    const std::stop_token stop = watchdog_.watch(limits, [&] { answer_late(invocation); });
    const auto sent = function_->answer(invocation, sink, stop, [this] { return watchdog_.claim(); });
    watchdog_.release();
    if (!sent) log_.say(LogLevel::error, "runtime_error", sent.error().message);
  }

  // On a connection of its own, because the other may be in use.
  void answer_late(const Invocation& invocation) {
    RuntimeClient client(environment_.runtime_api);
    (void)client.respond(invocation.request_id, timeout_reply());
  }

  // Takes over what has been read anew in the meantime, and has it read again when it is due.
  void refresh() {
    settings_.refresh_if_due();
    if (auto settings = settings_.take_change()) function_->use(std::move(*settings));
  }

  const Engine& engine_;
  const Environment& environment_;
  RuntimeClient client_;
  InvocationLog log_;
  FunctionSettings settings_{FunctionSettings::Use::function, log_};
  std::optional<Function> function_;
  Watchdog watchdog_;
};

}  // namespace

int run(const Engine& engine, const Environment& environment) { return Runtime(engine, environment).run(); }

}  // namespace phoney::lambda
