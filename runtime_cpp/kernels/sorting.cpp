// Sorted copies of tensors.
#include <algorithm>
#include <numeric>
#include <vector>

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

/// Numbers of each row along a dimension, and their places: `choose(row, n, places)` puts the
/// places of as many as the results have first.
template <class F>
void choose(KernelCall& call, int64_t dim, Tensor values, Tensor indices, F choose) {
  const Tensor& self = call.tensor(0);
  if (values.numel()) {
    // The dimension goes last.
    const bool zero_dim = self.dim() == 0;
    const auto turned = [&](const Tensor& t) {
      return zero_dim ? t.unsqueeze(0) : t.transpose(dim, -1);
    };
    const Tensor x = turned(self).to(compute_dtype(self.dtype())).contiguous();
    const int64_t n = x.sizes().back(), count = turned(values).sizes().back();
    Tensor best = empty(turned(values).sizes(), x.dtype()), at = empty(best.sizes(), kInt64);
    int64_t* where = at.unchecked<int64_t>();
    visit_real(call.op, self.dtype(), [&](auto tag) {
      using T = typename decltype(tag)::type;
      const T* from = x.template unchecked<T>();
      T* to = best.template unchecked<T>();
      parallel_for(0, x.numel() / n, 1024 / n + 1, [&](int64_t begin, int64_t end) {
        std::vector<int64_t> places(static_cast<size_t>(n));
        for (int64_t r = begin; r < end; ++r) {
          const T* row = from + r * n;
          std::iota(places.begin(), places.end(), int64_t{0});
          choose(row, n, places.data());
          for (int64_t k = 0; k < count; ++k) {
            where[r * count + k] = places[static_cast<size_t>(k)];
            to[r * count + k] = row[places[static_cast<size_t>(k)]];
          }
        }
      });
    });
    turned(values).copy_(best);
    turned(indices).copy_(at);
  }
  call.set(0, std::move(values));
  call.set(1, std::move(indices));
}

void sort(KernelCall& call, int dim_index) {
  const Tensor& self = call.tensor(0);
  const int64_t dim = wrap_dim(call.integer(dim_index), self.dim());
  const bool descending = call.boolean(dim_index + 1);
  choose(call, dim, like(self, self.dtype()), like(self, kInt64),
         [=](const auto* row, int64_t n, int64_t* at) {
           std::stable_sort(at, at + n, [=](int64_t a, int64_t b) {
             return precedes(row[a], row[b], descending);
           });
         });
}

/// A dimension that a reduction takes to one number, which must have a size.
int64_t reduced_dim(const KernelCall& call, int index, const char* name) {
  const Tensor& self = call.tensor(0);
  const int64_t dim = wrap_dim(call.integer(index), self.dim());
  if (self.dim() && self.size(dim) == 0) {
    fail_index(std::string(name) + "(): Expected reduction dim " + std::to_string(dim) +
               " to have non-zero size.");
  }
  return dim;
}

/// The one of each row that `take` puts first; `keepdim` is the argument after the dimension.
template <class F>
void choose_one(KernelCall& call, int64_t dim, bool keepdim, F take) {
  const Tensor& self = call.tensor(0);
  Ints sizes(self.sizes().begin(), self.sizes().end());
  if (!sizes.empty()) sizes[static_cast<size_t>(dim)] = 1;
  choose(call, dim, empty(sizes, self.dtype()), empty(sizes, kInt64), take);
  if (keepdim || sizes.empty()) return;
  for (const int i : {0, 1}) call.set(i, call.out[i].toTensor().squeeze(dim));
}

/// PyTorch's own quick selection, so that ties fall as there: the k-th smallest goes to place k.
template <class T>
void quick_select(const T* row, int64_t n, int64_t* at, int64_t k) {
  const auto greater = [=](int64_t a, int64_t b) { return precedes(row[b], row[a], false); };
  const auto order = [&](int64_t i, int64_t j) {
    if (greater(at[i], at[j])) std::swap(at[i], at[j]);
  };
  int64_t left = 0, right = n - 1;
  while (right > left) {
    if (right == left + 1) return order(left, right);
    std::swap(at[left + (right - left) / 2], at[left + 1]);
    order(left + 1, right);
    order(left, right);
    order(left + 1, left);
    int64_t i = left + 1, j = right;
    const int64_t pivot = at[left];
    for (;;) {
      do ++i;
      while (greater(pivot, at[i]));
      do --j;
      while (greater(at[j], pivot));
      if (j < i) break;
      std::swap(at[i], at[j]);
    }
    std::swap(at[left], at[j]);
    if (j <= k) left = i;
    if (j >= k) right = j - 1;
  }
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

void aten_topk(KernelCall& call) {
  const Tensor& self = call.tensor(0);
  const int64_t k = call.integer(1), dim = wrap_dim(call.integer(2), self.dim());
  const bool largest = call.boolean(3), sorted = call.boolean(4);
  if (k < 0 || k > (self.dim() ? self.size(dim) : 1)) fail("selected index k out of range");
  if (is_complex(self.dtype()) || self.dtype() == kBool) {
    fail(std::string("topk does not support ") + (self.dtype() == kBool ? "bool" : "complex") +
         " dtypes on CPU");
  }
  Ints sizes(self.sizes().begin(), self.sizes().end());
  if (!sizes.empty()) sizes[static_cast<size_t>(dim)] = k;
  // The standard library's algorithms are PyTorch's too: ties fall alike.
  choose(call, dim, empty(sizes, self.dtype()), empty(sizes, kInt64),
         [=](const auto* row, int64_t n, int64_t* at) {
           const auto before = [=](int64_t a, int64_t b) {
             return precedes(row[a], row[b], largest);
           };
           if (k <= n / 64) {
             std::partial_sort(at, at + k, at + n, before);
           } else if (k) {
             std::nth_element(at, at + k - 1, at + n, before);
             if (sorted) std::sort(at, at + k - 1, before);
           }
         });
}

void aten_kthvalue(KernelCall& call) {
  const Tensor& self = call.tensor(0);
  const int64_t k = call.integer(1), dim = reduced_dim(call, 2, "kthvalue");
  if (k < 1 || k > (self.dim() ? self.size(dim) : 1)) {
    fail("kthvalue(): selected number k out of range for dimension " + std::to_string(dim));
  }
  if (is_complex(self.dtype()) || self.dtype() == kBool) {
    not_implemented("kthvalue_cpu", self.dtype());
  }
  choose_one(call, dim, call.boolean(3), [=](const auto* row, int64_t n, int64_t* at) {
    quick_select(row, n, at, k - 1);
    at[0] = at[k - 1];
  });
}

void aten_mode(KernelCall& call) {
  const int64_t dim = reduced_dim(call, 1, "mode");
  if (is_complex(call.tensor(0).dtype())) not_implemented("mode_cpu", call.tensor(0).dtype());
  choose_one(call, dim, call.boolean(2), [](const auto* row, int64_t n, int64_t* at) {
    std::sort(at, at + n, [=](int64_t a, int64_t b) { return precedes(row[a], row[b], false); });
    int64_t best = at[0], most = 0, count = 0;
    for (int64_t i = 0; i < n; ++i) {
      ++count;
      if (i + 1 < n && !(row[at[i]] != row[at[i + 1]])) continue;
      if (count > most) {
        best = at[i];
        most = count;
      }
      count = 0;
    }
    at[0] = best;
  });
}

void aten_sort(KernelCall& call) { sort(call, 1); }
void aten_sort_stable(KernelCall& call) { sort(call, 2); }

}  // namespace minijit::kernels
