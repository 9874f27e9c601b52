#include "service/observe/observer.h"

#include <gtest/gtest.h>

#include "base/json_reader.h"

namespace phoney::service {
namespace {

// Three pieces of ten bytes; the third may fail.
class Pieces final : public BodySource {
 public:
  explicit Pieces(bool fails) : fails_(fails) {}
  Status next(Output& out) override {
    out.append("0123456789");
    if (++made_ < 3) return Status::more;
    return fails_ ? Status::failed : Status::done;
  }
  std::uint64_t records() const override { return made_; }

 private:
  bool fails_;
  std::uint64_t made_ = 0;
};

TEST(Observer, NotesAStreamWhenItEnds) {
  const struct {
    int pieces;
    bool fails;
    std::int64_t bytes;
    bool complete;
  } tests[] = {{3, false, 35, true}, {3, true, 35, false}, {2, false, 25, false}, {0, false, 5, false}};
  for (const auto& test : tests) {
    std::string lines;
    Metrics metrics(std::vector{Metrics::RouteName{"POST", "/a"}});
    {
      Log log(LogLevel::info, [&](std::string_view text) { lines += text; });
      const Observer observer(metrics, log);
      std::string path = "/a/path/that/is/gone/when/the/stream/ends";
      auto source = observer.observed(std::make_unique<Pieces>(test.fails), {.start = std::chrono::steady_clock::now(),
                                                                             .request_id = "r1",
                                                                             .method = "POST",
                                                                             .path = path,
                                                                             .status = 200,
                                                                             .bytes = 5});
      path.assign(path.size(), 'x');
      Output out;
      for (int i = 0; i < test.pieces; ++i) source->next(out);
      log.flush();
      EXPECT_EQ(lines, "") << "not before its end";
      source.reset();
    }
    const auto line = read_json(lines);
    ASSERT_TRUE(line) << lines;
    EXPECT_EQ(line->find("bytes")->as_integer(), test.bytes);
    EXPECT_EQ(line->find("path")->as_text(), "/a/path/that/is/gone/when/the/stream/ends");
    EXPECT_EQ(line->find("level")->as_text(), test.complete ? "info" : "warning");
    EXPECT_EQ(line->find("incomplete") != nullptr, !test.complete);
    Output text;
    metrics.append(text);
    EXPECT_NE(text.view().find("phoney_records_generated_total " + std::to_string(test.pieces) + "\n"),
              std::string_view::npos);
  }
}

}  // namespace
}  // namespace phoney::service
