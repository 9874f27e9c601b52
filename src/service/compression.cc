#include "service/compression.h"

#include <memory>
#include <new>

#include "base/processor_time.h"
#include "service/encoder.h"
#include "service/preference.h"

namespace phoney::service {
namespace {

// Smaller bodies fit into one packet as they are.
constexpr std::size_t kSmallBody = 1024;

// About what a byte takes to be compressed.
constexpr std::chrono::nanoseconds kCodingOfByte{20};

// The rest of a body, compressed on its way.
class CompressedSource final : public BodySource {
 public:
  CompressedSource(std::unique_ptr<Encoder> encoder, std::unique_ptr<BodySource> source)
      : encoder_(std::move(encoder)), source_(std::move(source)) {}

  Status next(Output& out) override {
    Output piece;  // not kept, because it may be large, and many streams wait for their next piece
    const Status status = source_->next(piece);
    const std::chrono::nanoseconds start = processor_time();
    encoder_failed_ = !encoder_->write(piece.view(), status == Status::done, out);
    source_->charge(processor_time() - start);
    return encoder_failed_ ? Status::failed : status;
  }
  void charge(std::chrono::nanoseconds time) override { source_->charge(time); }
  Reason failure() const override { return encoder_failed_ ? Reason::out_of_memory : source_->failure(); }
  const Error* error() const override { return encoder_failed_ ? nullptr : source_->error(); }
  std::uint64_t records() const override { return source_->records(); }
  std::size_t memory() const override { return encoder_->memory() + source_->memory(); }

 private:
  std::unique_ptr<Encoder> encoder_;
  std::unique_ptr<BodySource> source_;
  bool encoder_failed_ = false;
};

// The response to HEAD for what GET would get in `coding`.
void leave_out_body(Coding coding, Response& response) {
  if (coding != Coding::identity) response.add_header("Content-Encoding", coding_name(coding));
  if (response.left_out) return;
  const bool is_known = coding == Coding::identity && !response.source;
  if (response.body.size() > 0 || response.source) response.left_out = is_known ? response.body.size() : 0;
  response.body.clear();
  response.source.reset();
}

// Whether the handler has chosen a form already.
bool is_negotiated(const Response& response) {
  for (const auto& [name, value] : response.headers) {
    if (equals_ignoring_case(name, "Vary") && equals_ignoring_case(value, "Accept-Encoding")) return true;
  }
  return false;
}

// Compresses the body, which may be large, unless it is cancelled meanwhile.
bool write_in_steps(Encoder& encoder, const Cancellation& cancellation, const Response& response, Output& coded) {
  constexpr std::size_t kStep = std::size_t{1} << 20;
  std::string_view rest = response.body.view();
  for (;;) {
    const std::string_view step = rest.substr(0, kStep);
    rest.remove_prefix(step.size());
    if (!encoder.write(step, rest.empty() && !response.source, coded)) return false;
    if (rest.empty()) return true;
    if (cancellation.stop.stop_requested() || cancellation.drain.stop_requested()) return false;
  }
}

}  // namespace

Coding accepted_coding(std::string_view accept_encoding, std::span<const Coding> offered) {
  Coding best = Coding::identity;
  int best_quality = 0;
  const auto preferences = parse_preferences(accept_encoding);
  for (const Coding coding : offered) {
    const int quality = quality_of(preferences, coding_name(coding), "*");
    if (quality > best_quality) {
      best = coding;
      best_quality = quality;
    }
  }
  return quality_of(preferences, "identity", "") > best_quality ? Coding::identity : best;
}

void compress(const Request& request, Response& response) {
  const bool head_only = request.method == "HEAD";
  const bool fits = response.body.size() >= kSmallBody || response.source;
  Coding coding = Coding::identity;
  if (fits && !is_negotiated(response)) {
    response.add_header("Vary", "Accept-Encoding");
    coding = accepted_coding(request.header("accept-encoding"));
  }
  if (head_only) return leave_out_body(coding, response);
  if (coding == Coding::identity) return;
  if (!request.cancellation.has_time_for(response.body.size() * kCodingOfByte)) return;
  auto encoder = make_encoder(coding);
  Output coded;
  if (!write_in_steps(*encoder, request.cancellation, response, coded)) return;  // then it is sent as it stands
  response.add_header("Content-Encoding", coding_name(coding));
  response.body = std::move(coded);
  if (response.source) {
    response.source = std::make_unique<CompressedSource>(std::move(encoder), std::move(response.source));
  }
}

void append_coded(Output& out, Coding coding, std::string_view text) {
  if (!make_encoder(coding)->write(text, true, out)) throw std::bad_alloc();  // its only failure
}

}  // namespace phoney::service
