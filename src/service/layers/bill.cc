#include "service/layers/bill.h"

#include <algorithm>

#include "base/processor_time.h"
#include "service/layers/limits.h"

namespace phoney::service {
namespace {

using std::chrono::nanoseconds;

class BilledBody final : public BodySource {
 public:
  BilledBody(std::unique_ptr<BodySource> source, const Bill& bill) : source_(std::move(source)), bill_(bill) {}

  Status next(Output& out) override {
    const nanoseconds start = processor_time();
    const Status status = source_->next(out);
    bill_.add(processor_time() - start);
    return status;
  }
  std::uint64_t records() const override { return source_->records(); }
  std::string_view client() const override { return bill_.client(); }

 private:
  std::unique_ptr<BodySource> source_;
  Bill bill_;
};

}  // namespace

void Bill::add(nanoseconds processor) {
  const auto owed = [this] { return std::max(spent_ - RateLimiter::kProcessorPerRequest, nanoseconds(0)); };
  const nanoseconds before = owed();
  spent_ += processor;
  const nanoseconds due = owed() - before;
  if (limits_ != nullptr && due.count() > 0) limits_->charge(network_, std::chrono::steady_clock::now(), due);
}

std::unique_ptr<BodySource> billed(std::unique_ptr<BodySource> source, const Bill& bill) {
  return std::make_unique<BilledBody>(std::move(source), bill);
}

}  // namespace phoney::service
