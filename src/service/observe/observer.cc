#include "service/observe/observer.h"

#include "service/observe/access_log.h"

namespace phoney::service {
namespace {

LogLevel level_of(const Note& note) {
  if (note.status >= 500) return LogLevel::error;
  if (note.status >= 400 || !note.complete) return LogLevel::warning;
  return note.probe ? LogLevel::debug : LogLevel::info;
}

class ObservedBody final : public BodySource {
 public:
  ObservedBody(const Observer& observer, std::unique_ptr<BodySource> source, const Note& note)
      : observer_(observer),
        source_(std::move(source)),
        texts_{std::string(note.request_id), std::string(note.method), std::string(note.path),
               std::string(note.client)},
        note_(note) {
    // The request is gone by the time this is noted.
    note_.request_id = texts_[0];
    note_.method = texts_[1];
    note_.path = texts_[2];
    note_.client = texts_[3];
    note_.complete = false;
    note_.reason = Reason::client_gone;
  }
  ~ObservedBody() override {
    note_.records = source_->records();
    observer_.note(note_);
  }
  ObservedBody(const ObservedBody&) = delete;
  ObservedBody& operator=(const ObservedBody&) = delete;

  Status next(Output& out) override {
    const std::size_t before = out.size();
    const Status status = source_->next(out);
    note_.bytes += out.size() - before;
    note_.complete = status == Status::done;
    if (status == Status::done) note_.reason = Reason::none;
    if (status == Status::failed) note_.reason = source_->failure();
    return status;
  }
  Reason failure() const override { return source_->failure(); }
  const Error* error() const override { return source_->error(); }
  void cut_short(Reason reason) override {
    if (!note_.complete) note_.reason = reason;
  }
  std::uint64_t records() const override { return source_->records(); }
  void charge(std::chrono::nanoseconds time) override { source_->charge(time); }
  std::size_t memory() const override { return source_->memory(); }

 private:
  const Observer& observer_;
  std::unique_ptr<BodySource> source_;
  std::array<std::string, 4> texts_;
  Note note_;
};

}  // namespace

void Observer::note(const Note& note) const {
  const auto duration = std::chrono::steady_clock::now() - note.start;
  const Reason cut_short = note.complete ? Reason::none : note.reason;
  metrics_.count({note.route, note.status, duration, note.bytes, note.records, cut_short});
  const LogLevel level = level_of(note);
  if (!log_.wants(level)) return;
  thread_local Output line;
  line.clear();
  const AccessLine access{Clock().now(), to_string(level), note.request_id, note.method,   note.path,  note.status,
                          duration,      note.bytes,       note.client,     note.complete, note.reason};
  if (log_.style() == LogStyle::json) {
    append_access_line(access, line);
  } else {
    append_access_text(access, log_.style() == LogStyle::coloured_text, line);
  }
  log_.write(line.view());
}

std::unique_ptr<BodySource> Observer::observed(std::unique_ptr<BodySource> source, const Note& note) const {
  return std::make_unique<ObservedBody>(*this, std::move(source), note);
}

}  // namespace phoney::service
