// What a format's writer makes of a template, for tests.

#pragma once

#include <gtest/gtest.h>

#include <string>

#include "base/json_reader.h"
#include "formats/record_writer.h"
#include "generators/engine_for_tests.h"
#include "templates/compiler.h"

namespace phoney {

inline Program compiled(std::string_view source) {
  auto result = templates::compile(engine(), *engine().catalogue().find_locale("en_US"), *read_json(source), 1, {});
  EXPECT_TRUE(result.ok()) << source << ": " << (result.ok() ? "" : result.errors.front().message);
  return std::move(result.program);
}

// The text of `count` records of en_US with the seed 1.
inline std::string render(Format format, std::string_view source, int count = 1, const FormatOptions& options = {}) {
  const Program program = compiled(source);
  Generation generation(engine(), program, Seed::from_integer(1), Clock(), Uniqueness::off);
  const auto writer = make_record_writer(format, program, options);
  Output out(1);
  EXPECT_TRUE(writer->begin(generation, out));
  for (int i = 0; i < count; ++i) EXPECT_TRUE(writer->record(generation, out)) << generation.failure().message;
  writer->end(out);
  return std::string(out.view());
}

}  // namespace phoney
