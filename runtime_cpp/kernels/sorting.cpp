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

}  // namespace

void aten_sort(KernelCall& call) { sort(call, 1); }
void aten_sort_stable(KernelCall& call) { sort(call, 2); }

}  // namespace minijit::kernels
