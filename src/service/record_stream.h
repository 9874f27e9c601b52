// RecordStream: a template's records alone, in pieces, in memory that does not grow with their number.

#pragma once

#include <memory>
#include <string_view>

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
  // The same with all that is known of it.
  const Error& error() const { return error_; }

 private:
  Status make_piece(Output& out);
  Status fail(Error error);

  const TemplateJob job_;
  const std::size_t max_record_bytes_;
  std::size_t bytes_left_;
  std::chrono::nanoseconds time_left_;
  Cancellation cancellation_;  // its patience is for the first piece alone
  const std::size_t kept_bytes_;
  Generation generation_;
  std::unique_ptr<RecordWriter> writer_;
  std::int64_t made_ = 0;
  Error error_;
};

struct AcceptedRecords {
  Format format;
  std::string_view parameters;  // of its media type, as the header has them
};

// The format of records alone that an Accept header asks for: of all formats' media types the one that it likes best,
// unless that is JSON's, which stands for the envelope.
std::optional<AcceptedRecords> accepted_records(std::string_view accept);

// Puts the parameters that are options of the format (text/csv; header=absent) into the options. Others mean nothing,
// as RFC 9110 has it.
void read_media_parameters(const AcceptedRecords& accepted, FormatOptions& into);

}  // namespace phoney::service
