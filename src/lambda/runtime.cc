#include "lambda/runtime.h"

#include <unistd.h>

#include <algorithm>
#include <array>
#include <csignal>
#include <cstdlib>

#include <openssl/rand.h>

#include "lambda/function.h"
#include "lambda/function_settings.h"
#include "lambda/runtime_client.h"
#include "lambda/watchdog.h"
#include "random/system_seeds.h"

namespace phoney::lambda {
namespace {

using service::LogLevel;

// A refresh of the settings has its own, smaller budget.
constexpr std::chrono::milliseconds kRefreshPatience{5000};
constexpr std::chrono::milliseconds kBeforeDeadline{500};

volatile std::sig_atomic_t ended = 0;

// SIGTERM is blocked except while the function waits for work, so that work is finished first.
void take_sigterm_while_waiting() {
  struct sigaction action = {};
  action.sa_handler = [](int) { ended = 1; };
  sigaction(SIGTERM, &action, nullptr);
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGTERM);
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);
}

// For whoever in this process looks for it. The variable's memory is our own, because setenv never gives back the
// memory of a value, and a sandbox may see millions.
void tell_trace_id(std::string_view id) {
  constexpr std::string_view kName = "_X_AMZN_TRACE_ID=";
  static std::array<char, 1024> variable{};
  if (variable[0] == 0) {
    std::ranges::copy(kName, variable.begin());
    putenv(variable.data());
  }
  id = id.substr(0, variable.size() - kName.size() - 1);
  *std::ranges::copy(id, variable.begin() + kName.size()).out = 0;
}

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
    if (!configure()) return 1;
    init_time_ = std::chrono::steady_clock::now() - start;
    if (environment_.snapshot) {
      finish_start();
      if (!restore()) return ended != 0 ? 0 : 1;
    }
    while (ended == 0) {
      auto invocation = client_.next([this] { finish_start(); });
      if (!invocation) {
        if (ended != 0) return 0;
        log_.say(LogLevel::error, "runtime_error", invocation.error().message);
        return 1;
      }
      begin_refresh();
      serve(*invocation);
      finish_refresh(invocation->deadline);
    }
    return 0;
  }

 private:
  // Work that can be done while Lambda prepares the first invocation.
  void finish_start() {
    if (!init_time_) return;
    watchdog_.start();
    log_.note_start(Clock().now(), *std::exchange(init_time_, std::nullopt));
    (void)function_->rehearse();
  }

  bool configure() {
    const auto made = make_function();
    if (!made) (void)client_.fail_to_start(invalid_configuration(made.error()));
    return made.has_value();
  }

  // Waits until a snapshot of this process is restored, and renews what copies must not share: the sources of random
  // numbers, and the function, because its parts have drawn random numbers.
  bool restore() {
    if (const auto restored = client_.restore_next(); !restored) {
      if (ended == 0) log_.say(LogLevel::error, "runtime_error", restored.error().message);
      return false;
    }
    renew_random_sources();
    const auto made = make_function();
    if (!made) (void)client_.fail_to_restore(invalid_configuration(made.error()));
    return made.has_value();
  }

  // With the present settings.
  Result<void> make_function() {
    auto settings = load_settings();
    if (!settings) {
      log_.say(LogLevel::error, "configuration_error", settings.error().message);
      return settings.error();
    }
    function_.emplace(engine_, environment_, log_, std::move(*settings));
    return {};
  }

  Result<service::Settings> load_settings() {
    if (const auto good = check_environment(environment_); !good) return good.error();
    return settings_.load();
  }

  static Failure invalid_configuration(const Error& error) { return {"Runtime.InvalidConfiguration", error.message}; }

  void serve(const Invocation& invocation) {
    tell_trace_id(invocation.trace_id);
    RuntimeSink sink(client_, invocation.request_id);
    const auto limits = Watchdog::limits_of(std::chrono::system_clock::now(), invocation.deadline);
    const std::stop_token stop =
        watchdog_.watch(limits, {[&] { answer_late(invocation); }, [this] { client_.break_off(); }});
    const auto sent = function_->answer(invocation, sink, stop, [this] { return watchdog_.claim(); });
    watchdog_.release();
    if (!sent) log_.say(LogLevel::error, "runtime_error", sent.error().message);
  }

  // On a connection of its own, because the other may be in use.
  void answer_late(const Invocation& invocation) {
    try {
      RuntimeClient client(environment_.runtime_api);
      if (function_->answers_in_pieces()) {
        (void)client.respond_in_pieces(invocation.request_id, timeout_head(), nullptr);
      } else {
        (void)client.respond(invocation.request_id, timeout_reply());
      }
    } catch (const std::exception&) {  // out of memory; Lambda itself then reports the timeout
      return;
    }
  }

  // If due, AWS's values are read again during an invocation.
  void begin_refresh() {
    try {
      settings_.refresh_if_due();
    } catch (const std::exception& error) {  // no memory or thread for it now
      log_.say(LogLevel::error, "configuration_error", error.what());
    }
  }

  // The client has its response. Requesting the next invocation freezes the sandbox and the refresh in it, so we wait
  // for the refresh, but not up to the deadline, at which Lambda would end the sandbox.
  void finish_refresh(std::chrono::system_clock::time_point deadline) {
    using std::chrono::milliseconds;
    const auto left = std::chrono::duration_cast<milliseconds>(deadline - std::chrono::system_clock::now());
    try {
      const auto patience = std::clamp(left - kBeforeDeadline, milliseconds(0), kRefreshPatience);
      if (auto settings = settings_.finish_refresh(patience)) function_->use(std::move(*settings));
    } catch (const std::exception& error) {  // no memory for it now; the settings of before stay in force
      log_.say(LogLevel::error, "configuration_error", error.what());
    }
  }

  const Engine& engine_;
  const Environment& environment_;
  RuntimeClient client_;
  InvocationLog log_;
  std::optional<std::chrono::nanoseconds> init_time_;  // until it is logged
  FunctionSettings settings_{FunctionSettings::Use::function, log_};
  std::optional<Function> function_;
  Watchdog watchdog_;
};

}  // namespace

void renew_random_sources() {
  RAND_poll();
  SystemSeeds::forget();
}

int run(const Engine& engine, const Environment& environment) {
  take_sigterm_while_waiting();  // before other threads start, which inherit the blocked signals
  return Runtime(engine, environment).run();
}

}  // namespace phoney::lambda
