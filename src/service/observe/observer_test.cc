#include "service/observe/observer.h"

#include <gtest/gtest.h>

#include "base/json_reader.h"

namespace phoney::service {
namespace {

// Three pieces of ten bytes; the third may fail for want of values.
class Pieces final : public BodySource {
 public:
  explicit Pieces(bool fails) : fails_(fails) {}
  std::size_t memory() const override { return 0; }
  Status next(Output& out) override {
    out.append("0123456789");
    if (++made_ < 3) return Status::more;
    return fails_ ? Status::failed : Status::done;
  }
  Reason failure() const override { return Reason::value_failed; }
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
    Reason cut_short_by;  // as the front end says
    std::string_view reason;
  } tests[] = {
      {3, false, 35, true, Reason::none, ""},
      {3, false, 35, true, Reason::shutting_down, ""},
      {3, true, 35, false, Reason::none, "value_failed"},
      {2, false, 25, false, Reason::none, "client_gone"},
      {2, false, 25, false, Reason::client_slow, "client_slow"},
      {2, false, 25, false, Reason::memory_full, "memory_full"},
      {0, false, 5, false, Reason::shutting_down, "shutting_down"},
  };
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
      if (test.cut_short_by != Reason::none) source->cut_short(test.cut_short_by);
      source.reset();
    }
    const auto line = read_json(lines);
    ASSERT_TRUE(line) << lines;
    EXPECT_EQ(line->find("bytes")->as_integer(), test.bytes);
    EXPECT_EQ(line->find("path")->as_text(), "/a/path/that/is/gone/when/the/stream/ends");
    EXPECT_EQ(line->find("level")->as_text(), test.complete ? "info" : "warning");
    EXPECT_EQ(line->find("incomplete") != nullptr, !test.complete);
    const Value* reason = line->find("reason");
    EXPECT_EQ(reason == nullptr ? "" : reason->as_text(), test.reason);
    Output text;
    metrics.append(text);
    EXPECT_NE(text.view().find("phoney_records_generated_total " + std::to_string(test.pieces) + "\n"),
              std::string_view::npos);
    const std::string count = "phoney_responses_cut_short_total{reason=\"" + std::string(test.reason) + "\"} 1\n";
    EXPECT_EQ(text.view().find(count) != std::string_view::npos, !test.complete) << text.view();
  }
}

}  // namespace
}  // namespace phoney::service
