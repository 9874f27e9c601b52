// `phoney hash-password`: makes API_PASSWORD_HASH.

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
    "--cost", 0, "N", "Work for each login and each guess; one more doubles it. 4 to 16.", Completes::nothing, "12"};

// While it lives, the terminal does not show what is typed.
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

// A line of standard input, without its end. No more is kept than shows that it is too long.
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
    return make_error(ErrorCode::invalid_argument, "a password is one line, and there are more");
  }
  note_interrupts();  // else the terminal would stay without echo
  std::string password;
  std::string again;
  {
    const WithoutEcho silence;
    password = ask("Password: ");
    if (!interrupted()) again = ask("Again: ");
  }
  end_if_interrupted();
  if (again != password) return make_error(ErrorCode::invalid_argument, "the two passwords differ");
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
    {"phoney hash-password", "Asks for the password twice, without showing it."},
    {"printf '%s' \"$PASSWORD\" | phoney hash-password", "Reads it from a pipe, where it is one line."},
};

}  // namespace

constinit const Command hash_password_command{
    "hash-password",
    "Make the bcrypt hash of a password, for PHONEY_API_PASSWORD_HASH",
    "In a shell or a .env file, put the hash into single quotes: it has $ in it.\n",
    {},
    kOptions,
    kExamples,
    run_hash_password,
};

}  // namespace phoney::cli
