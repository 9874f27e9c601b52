// `phoney fake`: values of one generator, a line each.

#include <fmt/format.h>

#include "cli/commands.h"
#include "cli/options.h"
#include "cli/report.h"
#include "cli/sink.h"
#include "service/fake.h"
#include "templates/lexer.h"

namespace phoney::cli {
namespace {

constexpr std::size_t kChunk = 64 * 1024;

Result<Value::Object> read_parameters(const Invocation& invocation) {
  Value::Object parameters;
  for (std::size_t i = 1; i < invocation.arguments.size(); ++i) {
    const std::string_view word = invocation.arguments[i];
    const std::size_t equals = word.find('=');
    if (equals == std::string_view::npos || equals == 0) {
      return make_error(ErrorCode::usage, fmt::format("a parameter is written NAME=VALUE, not `{}`", word));
    }
    const std::string_view written = word.substr(equals + 1);
    Value value = templates::parse_parameter(written);
    if (written.starts_with('[') && !value.is_list()) {
      return make_error(ErrorCode::usage,
                        fmt::format("the list in `{}` is not closed by ] at its end; write a text in quotes", word));
    }
    parameters.emplace_back(word.substr(0, equals), std::move(value));
  }
  return parameters;
}

Result<BoundCall> bind(const Engine& engine, LocaleId locale, const Invocation& invocation) {
  auto parameters = read_parameters(invocation);
  if (!parameters) return parameters.error();
  auto generator = engine.find_generator(locale, invocation.arguments[0]);
  if (!generator) return generator.error();
  return engine.bind(locale, *generator, *parameters);
}

struct Run {
  BoundCall call;
  std::uint64_t count;
  bool as_json;
};

Result<void> print_values(Session& session, const Run& run, Sink& sink) {
  Output out(2 * kChunk);
  for (std::uint64_t i = 0; i < run.count; ++i) {
    const std::size_t start = out.size();
    if (run.as_json) {
      service::append_json_value(session, run.call, out);
    } else {
      out.set_kind(Kind::text);
      session.run(run.call.binding, run.call.arguments.get(), out);
    }
    if (auto failure = session.take_failure()) {
      out.truncate(start);
      sink.write(out.view());
      return *failure;
    }
    out.append('\n');
    if (out.size() < kChunk) continue;
    if (!sink.write(out.view())) return sink.finish();
    out.clear();
  }
  sink.write(out.view());
  return sink.finish();
}

int run_fake(const Engine& engine, const Invocation& invocation) {
  const auto making = read_making(engine, invocation);
  if (!making) return report(making.error());
  auto call = bind(engine, making->locale, invocation);
  if (!call) return report(call.error());
  auto sink = Sink::open("-");
  if (!sink) return report(sink.error());
  Session session(engine.registry(), making->locale, making->seed, making->clock);
  const auto printed = print_values(session, {std::move(*call), making->count, invocation.has("--json")}, **sink);
  return printed ? kDone : report(printed.error());
}

constexpr ArgumentSpec kArguments[] = {
    {"GENERATOR", "What to make: see `phoney generators`.", true, false, Completes::generator},
    {"NAME=VALUE", "Parameters, as in {{generator:name=value}}.", false, true, Completes::parameter},
};

constexpr OptionSpec kOptions[] = {
    kLocaleOption,
    kSeedOption,
    {"--count", 'n', "N", "Number of values: 10, 10k, 1_000_000, 1.5M. Default: 1."},
    kNowOption,
    {"--json", 0, "", "Every value as JSON, texts in quotes."},
};

constexpr Example kExamples[] = {
    {"phoney fake name --seed 42", "Allison Hill, as Faker makes it with this seed."},
    {"phoney fake random_int min=1 max=6 --count 10", "Ten throws of a die."},
    {"phoney fake random_element elements='{\"free\": 9, \"pro\": 1}'", "One of two plans, free nine times as often."},
    {"phoney fake address --locale de_DE --json", "A German address as one JSON string."},
};

}  // namespace

constinit const Command fake_command{
    "fake",
    "Print values of one generator, a line each",
    "Texts are printed as they are, values of other types as JSON.\n",
    kArguments,
    kOptions,
    kExamples,
    run_fake,
};

}  // namespace phoney::cli
