// The rows of grammar/limits.table, as the process has set them.
#ifndef MINIJIT_SUPPORT_LIMITS_H_
#define MINIJIT_SUPPORT_LIMITS_H_

#include <atomic>
#include <cstdint>
#include <string_view>

namespace minijit {

namespace limits {

/// A number that any thread may read and set.
class Limit {
 public:
  constexpr explicit Limit(uint64_t value) : value_(value) {}
  operator uint64_t() const { return value_.load(std::memory_order_relaxed); }
  void set(uint64_t value) { value_.store(value, std::memory_order_relaxed); }

 private:
  std::atomic<uint64_t> value_;
};

#define MJ_LIMIT(name, value) inline Limit name{value};
#include "generated/limits.inc"
#undef MJ_LIMIT

}  // namespace limits

// Declared for users in minijit/module.h.
[[gnu::visibility("default")]] void set_limit(std::string_view name, uint64_t value);
[[gnu::visibility("default")]] uint64_t get_limit(std::string_view name);

/// Throws MJ9005 for an allocation that `max_alloc_bytes` forbids.
void check_alloc(uint64_t bytes);
/// The same for `count` things of some bytes each.
void check_alloc(uint64_t count, uint64_t bytes_each);

}  // namespace minijit

#endif  // MINIJIT_SUPPORT_LIMITS_H_
