// `phoney hash-password`: prints a bcrypt hash for API_PASSWORD_HASH.

#include <termios.h>
#include <unistd.h>

#include <cstdio>

#include <fmt/format.h>

#include "base/text_encoding.h"
#include "cli/commands.h"
#include "cli/interrupt.h"
#include "cli/options.h"
#include "cli/report.h"
#include "cli/sink.h"
#include "cli/standard_streams.h"
#include "service/auth/password.h"

namespace phoney::cli {
namespace {

constexpr OptionSpec kCostOption{
    "--cost", 0, "N", "bcrypt cost, 4 to 16. Each step doubles the time of a login.", Completes::nothing, "12"};

// Turns the terminal's echo off during its lifetime.
class WithoutEcho {
 public:
  WithoutEcho() {
    if (tcgetattr(STDIN_FILENO, &usual_) != 0) return;
    termios silent = usual_;
    silent.c_lflag &= ~static_cast<tcflag_t>(ECHO);
    changed_ = tcsetattr(STDIN_FILENO, TCSAFLUSH, &silent) == 0;
  }
  ~WithoutEcho() {
    if (changed_) tcsetattr(STDIN_FILENO, TCSAFLUSH, &usual_);
  }
  WithoutEcho(const WithoutEcho&) = delete;
  WithoutEcho& operator=(const WithoutEcho&) = delete;

 private:
  termios usual_{};
  bool changed_ = false;
};

// A line of standard input, without its line feed. A line that is too long is cut, but stays too long.
std::string read_line() {
  std::string line;
  for (int c = std::getchar(); c != EOF && c != '\n'; c = std::getchar()) {
    if (line.size() <= service::kMaxPasswordBytes) line += static_cast<char>(c);
  }
  if (line.ends_with('\r')) line.pop_back();
  return line;
}

std::string ask(std::string_view prompt) {
  say(prompt);
  std::string line;
  if (wait_for_input(STDIN_FILENO)) line = read_line();
  say("\n");
  return line;
}

Result<std::string> read_password() {
  if (isatty(STDIN_FILENO) == 0) {
    const std::string line = read_line();
    const auto password = utf8_text(line);
    if (!password) return password.error();
    if (std::getchar() == EOF) return std::string(*password);
    return make_error(ErrorCode::invalid_argument, "the password must be a single line");
  }
  note_interrupts();  // otherwise Ctrl-C would leave the terminal without echo
  std::string password;
  std::string again;
  {
    const WithoutEcho silence;
    password = ask("Password: ");
    if (!interrupted()) again = ask("Repeat password: ");
  }
  end_if_interrupted();
  if (again != password) return make_error(ErrorCode::invalid_argument, "the passwords do not match");
  return password;
}

int run_hash_password(const Engine&, const Invocation& invocation) {
  using service::kLeastPasswordCost;
  const auto cost = read_number(invocation, kCostOption.name, kLeastPasswordCost, service::kMostPasswordCost,
                                service::kDefaultPasswordCost);
  if (!cost) return report(cost.error());
  const auto password = read_password();
  if (!password) return report(password.error());
  const auto hash = service::hash_password(*password, static_cast<unsigned>(*cost));
  return hash ? print(*hash + '\n') : report(hash.error());
}

constexpr OptionSpec kOptions[] = {kCostOption};
constexpr Example kExamples[] = {
    {"phoney hash-password", "Ask for the password twice, without echo."},
    {"printf '%s' \"$PASSWORD\" | phoney hash-password", "Read the password from a pipe, as a single line."},
};

}  // namespace

constinit const Command hash_password_command{
    "hash-password",
    "Hash a password with bcrypt, for PHONEY_API_PASSWORD_HASH",
    "In a shell or a .env file, put the hash in single quotes, because it contains $.\n",
    {},
    kOptions,
    kExamples,
    run_hash_password,
};

}  // namespace phoney::cli
