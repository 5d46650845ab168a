// Sorted copies of tensors.
#include <algorithm>
#include <numeric>

#include "kernels/elementwise.h"
#include "kernels/kernel_list.h"

namespace minijit::kernels {

namespace {

/// NaN is larger than every number.
template <class C>
bool precedes(C a, C b, bool descending) {
  if (descending) return a > b || (a != a && b == b);
  return a < b || (b != b && a == a);
}

void sort(KernelCall& call, int dim_index) {
  const Tensor& self = call.tensor(0);
  const int64_t dim = wrap_dim(call.integer(dim_index), self.dim());
  const bool descending = call.boolean(dim_index + 1);
  Tensor values = like(self, self.dtype()), indices = like(self, kInt64);
  if (values.numel()) {
    // The dimension to be sorted goes last.
    const bool zero_dim = self.dim() == 0;
    const auto turned = [&](const Tensor& t) {
      return zero_dim ? t.unsqueeze(0) : t.transpose(dim, -1);
    };
    const Tensor x = turned(self).to(compute_dtype(self.dtype())).contiguous();
    const int64_t n = x.sizes().back();
    Tensor sorted = empty(x.sizes(), x.dtype()), order = empty(x.sizes(), kInt64);
    int64_t* where = order.unchecked<int64_t>();
    visit_real(call.op, self.dtype(), [&](auto tag) {
      using T = typename decltype(tag)::type;
      const T* from = x.template unchecked<T>();
      T* to = sorted.template unchecked<T>();
      parallel_for(0, x.numel() / n, 1024 / n + 1, [&](int64_t begin, int64_t end) {
        for (int64_t r = begin; r < end; ++r) {
          const T* row = from + r * n;
          int64_t* at = where + r * n;
          std::iota(at, at + n, int64_t{0});
          std::stable_sort(at, at + n, [&](int64_t a, int64_t b) {
            return precedes(row[a], row[b], descending);
          });
          for (int64_t k = 0; k < n; ++k) to[r * n + k] = row[at[k]];
        }
      });
    });
    turned(values).copy_(sorted);
    turned(indices).copy_(order);
  }
  call.set(0, std::move(values));
  call.set(1, std::move(indices));
}

/// The largest (or smallest) element so far along a dimension, and its place.
void record(KernelCall& call, bool largest) {
  const Tensor& self = call.tensor(0);
  const int64_t dim = wrap_dim(call.integer(1), self.dim());
  Tensor values = empty(self.sizes(), self.dtype()), indices = zeros(self.sizes(), kInt64);
  if (self.dim() == 0 || self.numel() == 0) {
    values.copy_(self);
  } else {
    const Tensor x = self.to(compute_dtype(self.dtype())).transpose(dim, -1).contiguous();
    const int64_t n = x.sizes().back();
    Tensor best = empty(x.sizes(), x.dtype()), at = empty(x.sizes(), kInt64);
    visit_real(call.op, self.dtype(), [&](auto tag) {
      using T = typename decltype(tag)::type;
      const T* from = x.template unchecked<T>();
      T* to = best.template unchecked<T>();
      int64_t* where = at.unchecked<int64_t>();
      for (int64_t i = 0; i < x.numel(); ++i) {
        const int64_t k = i % n;
        const bool fresh =
            k == 0 || from[i] != from[i] ||
            (to[i - 1] == to[i - 1] && (largest ? from[i] >= to[i - 1] : from[i] <= to[i - 1]));
        to[i] = fresh ? from[i] : to[i - 1];
        where[i] = fresh ? k : where[i - 1];
      }
    });
    values.transpose(dim, -1).copy_(best);
    indices.transpose(dim, -1).copy_(at);
  }
  call.set(0, std::move(values));
  call.set(1, std::move(indices));
}

/// Where each value would stand in the sorted rows of `sorted`.
Tensor search(const KernelCall& call, const Tensor& sorted, const Tensor& wanted, int options) {
  const bool narrow = call.boolean(options);
  bool right = call.boolean(options + 1);
  if (call.has(options + 2)) {
    const std::string& side = call.string(options + 2);
    if (side != "left" && side != "right") {
      fail("torch.searchsorted(): side can only be 'left' or 'right' but got " + side);
    }
    if (right && side == "left") {
      fail(
          "torch.searchsorted(): side and right can't be set to opposites, got side of left while "
          "right was True");
    }
    right = side == "right";
  }
  if (sorted.dim() == 0) {
    fail(
        "torch.searchsorted(): boundaries tensor should have positive dimension, but got 0 "
        "dimension");
  }
  const bool shared = sorted.dim() == 1;
  if (!shared) {
    bool fits = sorted.dim() == wanted.dim();
    for (size_t d = 0; fits && d + 1 < sorted.sizes().size(); ++d) {
      fits = sorted.sizes()[d] == wanted.sizes()[d];
    }
    if (!fits) {
      fail(
          "torch.searchsorted(): boundaries tensor should be 1 dimension or the first N-1 "
          "dimensions of boundaries tensor and input value tensor must match, but we got "
          "boundaries tensor " +
          text(sorted.sizes()) + " and input value tensor " + text(wanted.sizes()));
    }
  }
  const DType dtype = ResultType().add(sorted).add(wanted).get();
  const Tensor rows = sorted.to(compute_dtype(dtype)).contiguous(),
               x = wanted.to(compute_dtype(dtype)).contiguous();
  Tensor order;
  if (call.has(options + 3)) order = call.tensor(options + 3).to(kInt64).contiguous();
  if (order.defined() && !(order.sizes() == sorted.sizes())) {
    fail("torch.searchsorted(): boundary and sorter must have the same size");
  }
  Tensor out = empty(wanted.sizes(), kInt64);
  const int64_t n = rows.sizes().back(),
                per = shared || x.dim() == 0 ? x.numel() : x.sizes().back();
  visit_real(call.op, dtype, [&](auto tag) {
    using T = typename decltype(tag)::type;
    for (int64_t i = 0; i < x.numel(); ++i) {
      const int64_t row = i / per * n;
      const T* line = rows.template unchecked<T>() + row;
      const int64_t* by = order.defined() ? order.unchecked<int64_t>() + row : nullptr;
      const T value = x.template unchecked<T>()[i];
      int64_t low = 0, high = n;
      while (low < high) {
        const int64_t middle = low + (high - low) / 2;
        int64_t at = by ? by[middle] : middle;
        if (at < 0 || at >= n) fail("torch.searchsorted(): sorter index out of range");
        const bool beyond =
            right ? precedes(value, line[at], false) : !precedes(line[at], value, false);
        (beyond ? high : low) = beyond ? middle : middle + 1;
      }
      out.unchecked<int64_t>()[i] = low;
    }
  });
  return narrow ? out.to(kInt32) : out;
}

}  // namespace

void aten_cummax(KernelCall& call) { record(call, true); }
void aten_cummin(KernelCall& call) { record(call, false); }
void aten_searchsorted_Tensor(KernelCall& call) {
  call.set(search(call, call.tensor(0), call.tensor(1), 2));
}
void aten_searchsorted_Scalar(KernelCall& call) {
  const DType dtype = call.tensor(0).dtype();
  call.set(search(call, call.tensor(0), number_tensor(call.arg(1), dtype), 2));
}

void aten_sort(KernelCall& call) { sort(call, 1); }
void aten_sort_stable(KernelCall& call) { sort(call, 2); }

}  // namespace minijit::kernels
