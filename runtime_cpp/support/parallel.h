// The thread pool. In: a range and what to do with parts of it; out: all parts done. Part of the
// closed list of process-wide state.
#ifndef MINIJIT_SUPPORT_PARALLEL_H_
#define MINIJIT_SUPPORT_PARALLEL_H_

#include <cstdint>
#include <type_traits>

namespace minijit {

/// Threads that one call may use, the caller included; at least 1. Default: the processors
/// available. Throws nothing; values below 1 mean 1.
[[gnu::visibility("default")]] void set_num_threads(int count);
[[gnu::visibility("default")]] int get_num_threads();

namespace detail {
using RangeFunction = void(void* context, int64_t begin, int64_t end);
void parallel_run(int64_t begin, int64_t end, int64_t grain, RangeFunction* function,
                  void* context);
bool runs_alone(int64_t count, int64_t grain);
}  // namespace detail

/// Calls `fn(first, last)` for parts of [begin, end) of at least `grain` elements, on several
/// threads if that is worth it. A call from within `fn` runs on its own thread. The first exception
/// of a part is rethrown.
template <class F>
void parallel_for(int64_t begin, int64_t end, int64_t grain, F&& fn) {
  if (begin >= end) return;
  if (detail::runs_alone(end - begin, grain)) {
    fn(begin, end);
    return;
  }
  using Callable = std::remove_reference_t<F>;
  detail::parallel_run(
      begin, end, grain,
      [](void* context, int64_t first, int64_t last) {
        (*static_cast<Callable*>(context))(first, last);
      },
      const_cast<void*>(static_cast<const void*>(&fn)));
}

}  // namespace minijit

#endif  // MINIJIT_SUPPORT_PARALLEL_H_
