// RecordStream: a template's records without an envelope, in pieces, in constant memory.

#pragma once

#include <memory>

#include "formats/record_writer.h"
#include "service/message.h"
#include "service/template_request.h"

namespace phoney::service {

class RecordStream final : public BodySource {
 public:
  // `engine` must outlive the stream. `request_bytes` is the size of the request, whose arguments the stream keeps.
  RecordStream(const Engine& engine, TemplateJob job, const TemplateLimits& limits, std::size_t request_bytes);

  Status next(Output& out) override;
  std::uint64_t records() const override { return static_cast<std::uint64_t>(made_); }
  std::size_t memory() const override;
  const TemplateJob& job() const { return job_; }
  Reason failure() const override;
  const Error* error() const override { return &error_; }
  void charge(std::chrono::nanoseconds time) override;

 private:
  Status make_piece(Output& out);
  Status fail(Error error);

  const TemplateJob job_;
  const std::size_t max_record_bytes_;
  std::size_t bytes_left_;
  std::chrono::nanoseconds time_left_;
  Cancellation cancellation_;  // its patience is for the first piece only
  const std::size_t kept_bytes_;
  Generation generation_;
  std::unique_ptr<RecordWriter> writer_;
  bool has_begun_ = false;  // the header is written
  std::int64_t made_ = 0;
  Error error_;
};

}  // namespace phoney::service
