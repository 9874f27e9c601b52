#include "cli/man_page.h"

#include <algorithm>
#include <iterator>

#include <fmt/format.h>

#include "cli/command.h"
#include "cli/help.h"
#include "cli/parser.h"

namespace phoney::cli {
namespace {

// Escapes what roff would interpret, and hyphens, so that they can be copied as hyphens.
std::string escaped(std::string_view text) {
  std::string result;
  for (const char c : text) {
    switch (c) {
      case '\\':
        result += "\\e";
        break;
      case '-':
        result += "\\-";
        break;
      case '^':
        result += "\\(ha";
        break;
      case '~':
        result += "\\(ti";
        break;
      case '`':
        result += "\\(ga";
        break;
      case '\'':
        result += "\\(aq";
        break;
      case '"':
        result += "\\(dq";
        break;
      case '\n':
        result += ' ';
        break;
      default:
        result += c;
    }
  }
  return result.starts_with('.') ? "\\&" + result : result;
}

class Page {
 public:
  void title() { text_ += ".TH PHONEY 1 \"\" \"phoney " PHONEY_VERSION "\" \"User Commands\"\n"; }
  void section(std::string_view name) { add(".SH {}\n", name); }
  void subsection(std::string_view name) { add(".SS {}\n", escaped(name)); }
  void paragraph(std::string_view text) { add(".PP\n{}\n", escaped(text)); }
  // Within a subsection, for which man pages have no level of their own.
  void heading(std::string_view name) { add(".PP\n.B {}\n", name); }
  void line(std::string_view text) { add("{}\n", escaped(text)); }
  void bold_line(std::string_view text) { add(".B {}\n", escaped(text)); }
  void entry(std::string_view term, std::string_view description) {
    add(".TP\n.B {}\n{}\n", escaped(term), escaped(description));
  }
  void example(std::string_view line, std::string_view description) {
    add(".PP\n.nf\n{}\n.fi\n.RS 4\n{}\n.RE\n", escaped(line), escaped(description));
  }
  std::string finish() { return std::move(text_); }

 private:
  template <class... Args>
  void add(fmt::format_string<Args...> format, Args&&... args) {
    fmt::format_to(std::back_inserter(text_), format, std::forward<Args>(args)...);
  }

  std::string text_;
};

// An empty line ends a paragraph. Single line breaks come from the help's layout.
void add_details(Page& page, std::string_view details) {
  while (!details.empty()) {
    const std::size_t end = details.find("\n\n");
    std::string_view paragraph = details.substr(0, end);
    if (paragraph.ends_with('\n')) paragraph.remove_suffix(1);
    if (!paragraph.empty()) page.paragraph(paragraph);
    if (end == std::string_view::npos) return;
    details.remove_prefix(end + 2);
  }
}

std::string names_of(const OptionSpec& option) {
  const std::string names =
      option.letter == 0 ? std::string(option.name) : fmt::format("-{}, {}", option.letter, option.name);
  return option.value.empty() ? names : fmt::format("{} {}", names, option.value);
}

void add_command(Page& page, const Command& command) {
  page.subsection(fmt::format("phoney {}", command.name));
  page.line(fmt::format("{}.", command.summary));
  page.paragraph(fmt::format("Usage: {}", usage_line(command)));
  add_details(page, command.details);
  for (const ArgumentSpec& argument : command.arguments) page.entry(argument.name, argument.description);
  if (!command.options.empty()) page.heading("Options");
  for (const OptionSpec& option : command.options) page.entry(names_of(option), option_description(option));
  page.heading("Examples");
  for (const Example& example : command.examples) page.example(example.line, example.description);
}

}  // namespace

std::string man_page() {
  Page page;
  page.title();
  page.section("NAME");
  page.line("phoney - generate realistic fake data, with the same values as Python's Faker");
  page.section("SYNOPSIS");
  page.bold_line("phoney");
  page.line("COMMAND [arguments] [options]");
  page.section("DESCRIPTION");
  page.line(
      "phoney generates fake names, addresses, dates and several hundred other kinds of values. It prints single "
      "values or fills in templates, on the command line, over HTTP or as an AWS Lambda function.");
  page.paragraph("All commands have the option -h, --help.");
  page.section("COMMANDS");
  for (const Command* command : all_commands()) add_command(page, *command);
  page.section("EXIT STATUS");
  for (const HelpEntry& code : kExitCodes) page.entry(code.name, code.description);
  page.section("ENVIRONMENT");
  for (const HelpEntry& variable : kColourVariables) page.entry(variable.name, variable.description);
  page.paragraph(
      "phoney serve also reads its settings from variables that begin with PHONEY_. phoney config prints them.");
  return page.finish();
}

}  // namespace phoney::cli
