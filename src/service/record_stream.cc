#include "service/record_stream.h"

#include <algorithm>

namespace phoney::service {
namespace {

// Large enough to cost little per record, small enough for many streams at once.
constexpr std::size_t kPieceBytes = 32 << 10;
// An element of a list takes two bytes in a request, and some forty as an argument.
constexpr std::size_t kArgumentsPerByte = 20;

// A later piece ends after this time even if it is small, because other clients wait for the thread.
constexpr std::chrono::milliseconds kPieceTime{5};

// Looks at the clock after each record, but less often while records are quick.
class PieceTime {
 public:
  bool is_over() {
    if (--until_look_ > 0) return false;
    const auto now = std::chrono::steady_clock::now();
    interval_ = now - looked_ < kOften ? std::min(2 * interval_, kMostRecords) : 1;
    until_look_ = interval_;
    looked_ = now;
    return now >= end_;
  }

 private:
  static constexpr std::chrono::microseconds kOften{50};
  static constexpr int kMostRecords = 64;

  std::chrono::steady_clock::time_point looked_ = std::chrono::steady_clock::now();
  const std::chrono::steady_clock::time_point end_ = looked_ + kPieceTime;
  int interval_ = 1;
  int until_look_ = 2;  // a piece has at least one record
};

}  // namespace

std::size_t RecordStream::memory() const { return kept_bytes_ + generation_.memory() + writer_->memory(); }

RecordStream::RecordStream(const Engine& engine, TemplateJob job, const TemplateLimits& limits,
                           std::size_t request_bytes)
    : job_(std::move(job)),
      max_record_bytes_(limits.max_bytes),
      bytes_left_(limits.max_stream_bytes),
      time_left_(limits.max_cpu),
      cancellation_(job_.request.cancellation),
      kept_bytes_(job_.program.memory() + kArgumentsPerByte * request_bytes),
      generation_(engine, job_.program, job_.seed, job_.request.clock,
                  job_.request.unique ? Uniqueness::where_possible : Uniqueness::off),
      writer_(make_record_writer(job_.request.format, job_.program, job_.request.options)) {
  generation_.limit_memory(limits.max_unique_bytes);
}

BodySource::Status RecordStream::fail(Error error) {
  error_ = std::move(error);
  return Status::failed;
}

void RecordStream::charge(std::chrono::nanoseconds time) {
  if (time_left_ != std::chrono::nanoseconds::max()) time_left_ -= std::min(time_left_, time);
}

Reason RecordStream::failure() const {
  switch (error_.code) {
    case ErrorCode::interrupted:
      return cancellation_.stop.stop_requested() ? Reason::client_gone : Reason::shutting_down;
    case ErrorCode::capacity_exceeded:
      return Reason::limit_reached;
    default:
      return Reason::value_failed;
  }
}

BodySource::Status RecordStream::next(Output& out) {
  WorkLimit& limit = generation_.work_limit();
  const std::size_t start = out.size();
  OutputCeiling ceiling(out, std::min(max_record_bytes_, bytes_left_));
  limit.limit_time(time_left_, cancellation_);
  cancellation_.patience = nullptr;  // only the first piece may be made on an event loop
  Status status = Status::failed;
  if (!ceiling.holds([&] { status = make_piece(out); })) return fail(limit.size_error());
  bytes_left_ -= std::min(bytes_left_, out.size() - start);
  time_left_ = limit.time_left();
  return status;
}

BodySource::Status RecordStream::make_piece(Output& out) {
  const std::size_t start = out.size();
  // The first piece ends by size alone, because a failure in it still gets a status of its own, and its patience lets
  // other clients come first.
  const bool is_first = !has_begun_;
  if (!has_begun_) {  // the header alone can fill a piece
    generation_.work_limit().limit_size(start, std::min(max_record_bytes_, bytes_left_));
    if (!writer_->begin(generation_, out)) return fail(generation_.failure());
    has_begun_ = true;
  }
  PieceTime time;
  while (made_ < job_.request.count && out.size() - start < kPieceBytes && (is_first || !time.is_over())) {
    const std::size_t made_bytes = std::min(out.size() - start, bytes_left_);
    generation_.work_limit().limit_size(out.size(), std::min(max_record_bytes_, bytes_left_ - made_bytes));
    if (!writer_->record(generation_, out)) return fail(generation_.failure());
    ++made_;
  }
  if (made_ < job_.request.count) return Status::more;
  writer_->end(out);
  return Status::done;
}

}  // namespace phoney::service
