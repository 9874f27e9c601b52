#include "service/layers/bill.h"

#include <algorithm>

#include "base/processor_time.h"
#include "service/layers/limits.h"

namespace phoney::service {
namespace {

using std::chrono::nanoseconds;

class BilledBody final : public BodySource {
 public:
  BilledBody(std::unique_ptr<BodySource> source, const Bill& bill, const Cancellation& cancellation)
      : source_(std::move(source)),
        bill_(bill),
        drain_(cancellation.drain),
        left_when_draining_(cancellation.drain_allowance) {}

  Status next(Output& out) override {
    const bool draining = drain_.stop_requested();
    if (draining && left_when_draining_.count() <= 0) {
      source_->cut_short(Reason::shutting_down);
      return Status::failed;
    }
    const nanoseconds start = processor_time();
    const Status status = source_->next(out);
    const nanoseconds taken = processor_time() - start;
    if (draining) left_when_draining_ -= taken;
    bill_.add(taken);
    return status;
  }
  Reason failure() const override { return source_->failure(); }
  const Error* error() const override { return source_->error(); }
  void cut_short(Reason reason) override { source_->cut_short(reason); }
  std::uint64_t records() const override { return source_->records(); }
  void charge(nanoseconds time) override { source_->charge(time); }
  std::string_view client() const override { return bill_.client(); }
  std::size_t memory() const override { return source_->memory(); }

 private:
  std::unique_ptr<BodySource> source_;
  Bill bill_;
  std::stop_token drain_;
  nanoseconds left_when_draining_;
};

}  // namespace

void Bill::add(nanoseconds processor) {
  const auto owed = [this] { return std::max(spent_ - RateLimiter::kProcessorPerRequest, nanoseconds(0)); };
  const nanoseconds before = owed();
  spent_ += processor;
  const nanoseconds due = owed() - before;
  if (limits_ != nullptr && due.count() > 0) limits_->charge(address_, std::chrono::steady_clock::now(), due);
}

std::unique_ptr<BodySource> billed(std::unique_ptr<BodySource> source, const Bill& bill,
                                   const Cancellation& cancellation) {
  return std::make_unique<BilledBody>(std::move(source), bill, cancellation);
}

}  // namespace phoney::service
