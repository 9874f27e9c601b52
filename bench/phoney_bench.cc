// The cost of a value, with the template compiler and the engine that all front ends use, in one thread, seeded once.

#include <string>

#include <benchmark/benchmark.h>

#include "base/json_reader.h"
#include "formats/record_writer.h"
#include "generators/catalogue_of_generators.h"
#include "templates/compiler.h"

namespace phoney {
namespace {

constexpr char kRecord[] =
    R"({"name":"{{name}}","email":"{{email}}","address":"{{address}}","age":"{{random_int:min=18,max=80}}"})";

const Engine& engine() {
  static const Registry registry(packed_catalogue(), all_generators());
  static const Engine instance(registry);
  return instance;
}

LocaleId english() { return *engine().catalogue().find_locale("en_US"); }

void count_output(benchmark::State& state, std::uint64_t bytes) {
  state.SetItemsProcessed(state.iterations());
  state.SetBytesProcessed(static_cast<std::int64_t>(bytes));
}

// Records of a template as NDJSON, into one buffer that is emptied now and then.
void records(benchmark::State& state, const char* source) {
  const auto compiled = templates::compile(engine(), english(), *read_json(source), 1, {});
  if (!compiled.ok()) return state.SkipWithError(compiled.errors.front().message.c_str());
  Generation generation(engine(), compiled.program, Seed::from_integer(42), Clock(), Uniqueness::off);
  const auto writer = make_record_writer(Format::ndjson, compiled.program);
  Output out(1 << 16);
  std::uint64_t bytes = 0;
  for (auto _ : state) {
    if (out.size() > (1 << 15)) {
      bytes += out.size();
      out.clear();
    }
    writer->record(generation, out);
    benchmark::DoNotOptimize(out.data());
  }
  count_output(state, bytes + out.size());
}

// One generator's raw values.
void values(benchmark::State& state, const char* generator) {
  const auto call = engine().bind(english(), *engine().find_generator(generator), {});
  if (!call) return state.SkipWithError(call.error().message.c_str());
  Session session(engine().registry(), english(), Seed::from_integer(42), Clock());
  Output out(1 << 16);
  std::uint64_t bytes = 0;
  for (auto _ : state) {
    if (out.size() > (1 << 15)) {
      bytes += out.size();
      out.clear();
    }
    session.run(call->binding, nullptr, out);
    benchmark::DoNotOptimize(out.data());
  }
  count_output(state, bytes + out.size());
}

// A request's worth: a seed, then one record.
void seeded_records(benchmark::State& state) {
  const auto compiled = templates::compile(engine(), english(), *read_json(kRecord), 1, {});
  if (!compiled.ok()) return state.SkipWithError(compiled.errors.front().message.c_str());
  Generation generation(engine(), compiled.program, Seed::from_integer(42), Clock(), Uniqueness::off);
  const auto writer = make_record_writer(Format::ndjson, compiled.program);
  Output out(1 << 16);
  std::int64_t seed = 0;
  std::uint64_t bytes = 0;
  for (auto _ : state) {
    out.clear();
    generation.session().restart(Seed::from_integer(++seed));
    writer->record(generation, out);
    bytes += out.size();
    benchmark::DoNotOptimize(out.data());
  }
  count_output(state, bytes);
}

BENCHMARK_CAPTURE(records, record_json, kRecord)->Name("record_json");
BENCHMARK_CAPTURE(records, name_json, R"({"name":"{{name}}"})")->Name("name_json");
BENCHMARK_CAPTURE(values, name, "name")->Name("name");
BENCHMARK_CAPTURE(values, email, "email")->Name("email");
BENCHMARK_CAPTURE(values, address, "address")->Name("address");
BENCHMARK_CAPTURE(values, random_int, "random_int")->Name("random_int");
BENCHMARK_CAPTURE(values, date_time, "date_time")->Name("date_time");
BENCHMARK_CAPTURE(values, date_of_birth, "date_of_birth")->Name("date_of_birth");
BENCHMARK_CAPTURE(values, pydecimal, "pydecimal")->Name("pydecimal");
BENCHMARK(seeded_records)->Name("seed_and_record");

}  // namespace
}  // namespace phoney

BENCHMARK_MAIN();
