// Disposal: destroys on the work pool what takes too long to destroy on an event loop.

#pragma once

#include <memory>
#include <new>
#include <utility>

#include "http/work_pool.h"
#include "service/message.h"

namespace phoney::http {

// A job that owns the rest of an answer that nobody wants, and itself.
class Disposal final : public WorkPool::Job {
 public:
  static void submit(WorkPool& pool, std::unique_ptr<BodySource> source) {
    auto job = std::make_unique<Disposal>(std::move(source));
    Disposal& queued = *job;
    queued.self_ = std::move(job);
    try {
      pool.submit_always(queued.source_->client(), queued);
    } catch (const std::bad_alloc&) {
      queued.run();
    }
  }
  explicit Disposal(std::unique_ptr<BodySource> source) : source_(std::move(source)) {}

  void run() override { const auto self = std::move(self_); }
  void refuse() override { run(); }

 private:
  std::unique_ptr<BodySource> source_;
  std::unique_ptr<Disposal> self_;  // until it has run
};

}  // namespace phoney::http
