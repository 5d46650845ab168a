// The rows of grammar/limits.table, as the process has set them.
#ifndef MINIJIT_SUPPORT_LIMITS_H_
#define MINIJIT_SUPPORT_LIMITS_H_

#include <atomic>
#include <cstdint>
#include <initializer_list>
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

/// The steps of one outermost call: rounds of loops, calls, and work that operators do.
class StepCounter {
 public:
  /// 0 is without limit.
  explicit StepCounter(uint64_t max_steps);
  StepCounter(const StepCounter&) = delete;
  StepCounter& operator=(const StepCounter&) = delete;
  ~StepCounter();

  /// After `until_check` steps. Throws MJ3117.
  void next_check();
  /// Counts several at once. Throws MJ3117.
  void add(uint64_t count);

  const uint64_t max_steps;
  uint64_t until_check = 0;

 private:
  uint64_t steps_ = 0;  // up to the next check
  StepCounter* outer_;
};

/// Operations on elements that are one step.
constexpr uint64_t operations_per_step = 4096;
/// Counts the work of an operator, in operations on elements, as steps of the call that runs on
/// this thread, if those are limited. Said by kernels whose work is more than their arguments and
/// results are large, before they do it. Throws MJ3117.
void spend(uint64_t operations);
/// The same for a product of sizes, none of which is negative.
void spend_product(std::initializer_list<int64_t> sizes);

/// Throws MJ9005 for an allocation that `max_alloc_bytes` forbids.
void check_alloc(uint64_t bytes);
/// The same for `count` things of some bytes each.
void check_alloc(uint64_t count, uint64_t bytes_each);

}  // namespace minijit

#endif  // MINIJIT_SUPPORT_LIMITS_H_
