// Disposal: destroys on the work pool what would take an event loop too long to destroy.

#pragma once

#include <memory>
#include <new>
#include <utility>

#include "http/peers.h"
#include "http/work_pool.h"
#include "service/message.h"

namespace phoney::http {

// A job that owns the rest of an abandoned response, the place that its memory counts for, and itself.
class Disposal final : public WorkPool::Job {
 public:
  Disposal(std::unique_ptr<BodySource> source, Peers::Place place)
      : place_(std::move(place)), source_(std::move(source)) {}

  static void submit(WorkPool& pool, std::unique_ptr<BodySource> source, Peers::Place place) noexcept {
    Disposal* queued = nullptr;
    try {
      auto job = std::make_unique<Disposal>(std::move(source), std::move(place));
      queued = job.get();
      queued->self_ = std::move(job);
      pool.submit_always(queued->source_->client(), *queued);
    } catch (const std::bad_alloc&) {
      if (queued != nullptr) queued->destroy();  // here, then
    }
  }

  bool run(Patience& /*patience*/) override {
    destroy();
    return true;
  }
  void refuse() override { destroy(); }

 private:
  void destroy() { const auto self = std::move(self_); }

  Peers::Place place_;
  std::unique_ptr<BodySource> source_;
  std::unique_ptr<Disposal> self_;  // until it has run
};

}  // namespace phoney::http
