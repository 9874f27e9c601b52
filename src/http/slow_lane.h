// SlowLane: a few threads for the requests that take long to answer, so that the event loops need not wait for them.

#pragma once

#include <cstddef>
#include <functional>
#include <memory>

namespace phoney::http {

class SlowLane {
 public:
  using Work = std::function<void()>;

  // Does `threads` works at once, and has at most `room` of them, those that are being done included.
  SlowLane(unsigned threads, std::size_t room);
  // Waits for all works.
  ~SlowLane();
  SlowLane(const SlowLane&) = delete;
  SlowLane& operator=(const SlowLane&) = delete;

  // Has `work`, which must not throw, done on another thread; returns false if there is no room. From any thread.
  bool submit(Work work);

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace phoney::http
