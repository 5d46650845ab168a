// Slices of lists and strings, as in Python.
#ifndef MINIJIT_KERNELS_SLICES_H_
#define MINIJIT_KERNELS_SLICES_H_

#include <algorithm>
#include <limits>

#include "kernels/kernel_call.h"

namespace minijit::kernels {

/// Calls f(i) for each place of the slice whose start, end and step are arguments first, first + 1,
/// first + 2.
template <class F>
void for_slice(const KernelCall& call, int64_t size, int first, F&& f) {
  const int64_t step = call.integer(first + 2);
  if (step == 0) fail("List slice should have non-zero step");
  if (step == std::numeric_limits<int64_t>::min()) fail("List slice step is out of bounds");
  const auto place = [&](int i, int64_t otherwise, int64_t low, int64_t high) {
    if (!call.has(i)) return otherwise;
    int64_t v = call.integer(i);
    if (v < 0) v += size;
    return std::clamp(v, low, high);
  };
  if (step > 0) {
    const int64_t stop = place(first + 1, size, 0, size);
    for (int64_t i = place(first, 0, 0, size); i < stop;) {
      f(static_cast<size_t>(i));
      if (step >= stop - i) break;
      i += step;
    }
  } else {
    const int64_t stop = place(first + 1, -1, -1, size - 1);
    for (int64_t i = place(first, size - 1, -1, size - 1); i > stop;) {
      f(static_cast<size_t>(i));
      if (step <= stop - i) break;
      i += step;
    }
  }
}

}  // namespace minijit::kernels

#endif  // MINIJIT_KERNELS_SLICES_H_
