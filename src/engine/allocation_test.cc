// Nothing allocates per value: every generator of some locales, and records, are drawn twice from one seed, and the
// second time the allocator must not be called.
//
// The counters stand in front of glibc's own malloc, so they see operator new and C libraries alike. Sanitizers bring
// an allocator of their own, which this would bypass; there the tests are skipped.

#include <gtest/gtest.h>

#include <atomic>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "base/json_reader.h"
#include "engine/engine.h"
#include "engine/session.h"
#include "formats/record_writer.h"
#include "generators/engine_for_tests.h"
#include "templates/compiler.h"

#if defined(__GLIBC__) && !defined(PHONEY_SANITIZED)
#define PHONEY_COUNTS_ALLOCATIONS 1
#else
#define PHONEY_COUNTS_ALLOCATIONS 0
#endif

namespace {

constinit std::atomic<std::uint64_t> allocations{0};

}  // namespace

#if PHONEY_COUNTS_ALLOCATIONS
extern "C" {
void* __libc_malloc(std::size_t size);
void* __libc_calloc(std::size_t count, std::size_t size);
void* __libc_realloc(void* old, std::size_t size);
void* __libc_memalign(std::size_t alignment, std::size_t size);

void* malloc(std::size_t size) {
  allocations.fetch_add(1, std::memory_order_relaxed);
  return __libc_malloc(size);
}
void* calloc(std::size_t count, std::size_t size) {
  allocations.fetch_add(1, std::memory_order_relaxed);
  return __libc_calloc(count, size);
}
void* realloc(void* old, std::size_t size) {
  allocations.fetch_add(1, std::memory_order_relaxed);
  return __libc_realloc(old, size);
}
void* aligned_alloc(std::size_t alignment, std::size_t size) {
  allocations.fetch_add(1, std::memory_order_relaxed);
  return __libc_memalign(alignment, size);
}
}
#endif

namespace phoney {
namespace {

constexpr int kValues = 10'000;
constexpr std::size_t kRoom = 16 << 20;

void draw(Session& session, const BoundCall& call, Output& out) {
  for (int i = 0; i < kValues; ++i) {
    out.clear();
    session.run(call.binding, call.arguments.get(), out);
  }
}

// Without arguments these make up to a megabyte each, which takes long and shows no more.
Value::Object small_arguments(std::string_view generator) {
  if (generator == "binary") return {{"length", Value::integer(64)}};
  if (generator != "zip" && generator != "tar") return {};
  return {{"uncompressed_size", Value::integer(64)}, {"min_file_size", Value::integer(64)}};
}

class Allocation : public testing::TestWithParam<std::string_view> {
 protected:
  void SetUp() override {
    if (!PHONEY_COUNTS_ALLOCATIONS) GTEST_SKIP() << "the allocator is the sanitizer's";
  }
};

TEST_P(Allocation, NoValueAllocates) {
  const LocaleId locale = engine().catalogue().find_locale(GetParam()).value();
  Session session(engine().registry(), locale, Seed::from_integer(1), Clock());
  Output out(kRoom);
  std::size_t checked = 0;
  for (GeneratorId id = 0; id < engine().catalogue().generator_count(); ++id) {
    const std::string_view name = engine().catalogue().generator_name(id);
    const auto call = engine().bind(locale, id, small_arguments(name));
    if (!call) continue;
    session.restart(Seed::from_integer(1));
    draw(session, *call, out);
    if (session.take_failure()) continue;  // asks for an argument
    session.restart(Seed::from_integer(1));
    const std::uint64_t before = allocations.load();
    draw(session, *call, out);
    EXPECT_EQ(allocations.load() - before, 0) << name;
    ++checked;
  }
  EXPECT_GT(checked, 150u);
}

TEST_P(Allocation, NoRecordAllocates) {
  constexpr std::string_view kUsers =
      R"({"name":"{{name}}","email":"{{email}}","address":"{{address}}","age":"{{random_int:min=18,max=80}}"})";
  const LocaleId locale = engine().catalogue().find_locale(GetParam()).value();
  if (!engine().bind(locale, engine().find_generator("email").value(), {})) GTEST_SKIP() << "no email here yet";
  const auto program = templates::compile(engine(), locale, *read_json(kUsers), kValues, {});
  ASSERT_TRUE(program.ok());
  for (const Format format : {Format::json, Format::ndjson, Format::csv, Format::text}) {
    Generation generation(engine(), program.program, Seed::from_integer(1), Clock(), Uniqueness::off);
    const auto writer = make_record_writer(format, program.program);
    Output out(kRoom);
    ASSERT_TRUE(writer->begin(generation, out));
    for (int i = 0; i < kValues; ++i) ASSERT_TRUE(writer->record(generation, out));
    out.clear();
    generation.session().restart(Seed::from_integer(1));
    const std::uint64_t before = allocations.load();
    for (int i = 0; i < kValues; ++i) writer->record(generation, out);
    EXPECT_EQ(allocations.load() - before, 0);
  }
}

INSTANTIATE_TEST_SUITE_P(Locales, Allocation, testing::Values("en_US", "ja_JP", "de_DE", "ru_RU"),
                         [](const auto& tested) { return std::string(tested.param); });

}  // namespace
}  // namespace phoney
