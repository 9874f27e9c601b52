// UnsentBytes: how many bytes of large answers wait in memory for their clients, over all connections.

#pragma once

#include <atomic>
#include <cstddef>

namespace phoney::http {

// Called from several threads at once.
class UnsentBytes {
 public:
  explicit UnsentBytes(std::size_t limit) : limit_(limit) {}

  // Returns false, and takes nothing, if that would be too many.
  bool take(std::size_t size) {
    if (waiting_.fetch_add(size) + size <= limit_) return true;
    waiting_.fetch_sub(size);
    return false;
  }
  void give_back(std::size_t size) { waiting_.fetch_sub(size); }

 private:
  const std::size_t limit_;
  std::atomic<std::size_t> waiting_{0};
};

}  // namespace phoney::http
