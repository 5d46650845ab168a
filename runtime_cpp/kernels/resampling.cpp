// What resizing does along one dimension; the rest of it is composites.
#include "kernels/along.h"
#include "kernels/iterator.h"
#include "kernels/kernel_list.h"
#include "support/limits.h"

namespace minijit::kernels {

namespace {

constexpr char wanted[] =
    "weighted_sum: expected (size, taps) places and shares, and (size) counts from 1 to taps";

/// In float32 the roundings are those of PyTorch's compiled loop, since bytes are rounded after it.
template <class T>
T rounded_once(T total, T value, T share) {
  return static_cast<T>(double{total} + double{value} * double{share});
}

/// Of one output: after the first product, products are rounded and added four at a time; of those
/// that are left, product and sum are rounded once.
int64_t rounded_apart(int64_t count) { return (count - 1) / 4 * 4; }

struct Taps {
  const int64_t* places;
  const int64_t* counts;
  int64_t width;
};

template <class T>
void along_rows(const T* row, T* out, int64_t size, const Taps& taps, const T* shares) {
  for (int64_t i = 0; i < size; ++i) {
    const int64_t* at = taps.places + i * taps.width;
    const T* share = shares + i * taps.width;
    const int64_t count = taps.counts[i], apart = rounded_apart(count);
    T total = row[at[0]] * share[0];
    int64_t j = 1;
    for (; j <= apart; ++j) total += row[at[j]] * share[j];
    for (; j < count; ++j) total = rounded_once(total, row[at[j]], share[j]);
    out[i] = total;
  }
}

template <class T>
void across_rows(const T* rows, T* out, int64_t inner, int64_t i, const Taps& taps,
                 const T* shares) {
  const int64_t* at = taps.places + i * taps.width;
  const T* share = shares + i * taps.width;
  const int64_t count = taps.counts[i], apart = rounded_apart(count);
  const T* first = rows + at[0] * inner;
  for (int64_t k = 0; k < inner; ++k) out[k] = first[k] * share[0];
  for (int64_t j = 1; j < count; ++j) {
    const T* row = rows + at[j] * inner;
    const T weight = share[j];
    if (j <= apart) {
      for (int64_t k = 0; k < inner; ++k) out[k] += row[k] * weight;
    } else {
      for (int64_t k = 0; k < inner; ++k) out[k] = rounded_once(out[k], row[k], weight);
    }
  }
}

}  // namespace

void prim_weighted_sum(KernelCall& call) {
  const Tensor& self = call.tensor(0);
  if (self.dtype() != kFloat32 && self.dtype() != kFloat64) {
    not_implemented("weighted_sum", self.dtype());
  }
  const int64_t dim = wrap_dim(call.integer(1), self.dim());
  const Tensor &places = call.tensor(2), &shares = call.tensor(3), &counts = call.tensor(4);
  if (places.dim() != 2 || places.size(1) == 0 || self.dim() == 0 ||
      shares.sizes() != places.sizes() || counts.dim() != 1 || counts.size(0) != places.size(0) ||
      shares.dtype() != self.dtype() || places.dtype() != kInt64 || counts.dtype() != kInt64) {
    fail(wanted);
  }
  const int64_t size = places.size(0), width = places.size(1), n = self.size(dim);
  const Tensor at = places.contiguous(), numbers = counts.contiguous(), share = shares.contiguous();
  const Taps taps = {at.unchecked<int64_t>(), numbers.unchecked<int64_t>(), width};
  for (int64_t i = 0; i < size * width; ++i) {
    if (taps.places[i] < 0 || taps.places[i] >= n) fail_index("index out of range in self");
  }
  for (int64_t i = 0; i < size; ++i) {
    if (taps.counts[i] < 1 || taps.counts[i] > width) fail(wanted);
  }
  Ints sizes(self.sizes().begin(), self.sizes().end());
  sizes[static_cast<size_t>(dim)] = size;
  Tensor out = empty(sizes, self.dtype());
  if (out.numel() == 0) {
    call.set(std::move(out));
    return;
  }
  const Along along(self, dim);
  const int64_t outer = along.outer, inner = along.inner;
  spend_product({outer, inner, size, width});
  const Tensor source = self.contiguous();
  visit_floating(call.op, self.dtype(), [&](auto tag) {
    using T = typename decltype(tag)::type;
    const T* from = source.unchecked<T>();
    const T* weights = share.unchecked<T>();
    T* to = out.unchecked<T>();
    const int64_t grain = 32768 / (inner * width + 1) + 1;
    if (inner == 1) {
      parallel_for(0, outer, grain / (size + 1) + 1, [&](int64_t begin, int64_t end) {
        for (int64_t o = begin; o < end; ++o) {
          along_rows(from + o * n, to + o * size, size, taps, weights);
        }
      });
    } else {
      parallel_for(0, outer * size, grain, [&](int64_t begin, int64_t end) {
        for (int64_t r = begin; r < end; ++r) {
          across_rows(from + r / size * n * inner, to + r * inner, inner, r % size, taps, weights);
        }
      });
    }
  });
  call.set(std::move(out));
}

}  // namespace minijit::kernels
