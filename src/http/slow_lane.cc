#include "http/slow_lane.h"

#include <atomic>
#include <boost/asio/post.hpp>
#include <boost/asio/thread_pool.hpp>
#include <utility>

namespace phoney::http {

struct SlowLane::Impl {
  const std::size_t room;
  std::atomic<std::size_t> works{0};
  boost::asio::thread_pool threads;
};

SlowLane::SlowLane(unsigned threads, std::size_t room) : impl_(new Impl{room, 0, boost::asio::thread_pool(threads)}) {}

SlowLane::~SlowLane() { impl_->threads.join(); }

bool SlowLane::submit(Work work) {
  if (impl_->works.fetch_add(1) >= impl_->room) {
    impl_->works.fetch_sub(1);
    return false;
  }
  boost::asio::post(impl_->threads, [this, work = std::move(work)] {
    work();
    impl_->works.fetch_sub(1);
  });
  return true;
}

}  // namespace phoney::http
