// Sums, products, extremes and their like, over all or some dimensions.
#include <algorithm>
#include <atomic>
#include <cmath>
#include <limits>

#include "kernels/elementwise.h"
#include "kernels/kernel_list.h"
#include "kernels/narrow.h"

namespace minijit::kernels {

namespace {

/// Floating sums are kept in double and rounded once; integers wrap.
template <class T>
using Sum = std::conditional_t<std::is_integral_v<T>, int64_t, double>;

/// A tensor seen as [outer, count, inner]; the middle is what is reduced.
struct Grouped {
  Tensor data;  // row-major, in the type in which is computed
  Ints sizes;   // of the result
  int64_t outer = 1, count = 1, inner = 1;
};

std::vector<bool> chosen_dims(const Tensor& self, const Ints& dims) {
  std::vector<bool> chosen(static_cast<size_t>(self.dim()), dims.empty());
  for (const int64_t dim : dims) {
    const size_t d = static_cast<size_t>(wrap_dim(dim, self.dim()));
    if (d >= chosen.size()) continue;  // of a 0-d tensor
    if (chosen[d]) fail("dim " + std::to_string(d) + " appears multiple times in the list of dims");
    chosen[d] = true;
  }
  return chosen;
}

Ints dims_argument(const KernelCall& call, int i) { return call.has(i) ? call.ints(i) : Ints(); }

/// The elements become `computed`, by default their compute type.
Grouped group(const Tensor& self, const std::vector<bool>& chosen, bool keepdim,
              std::optional<DType> computed = std::nullopt) {
  Grouped g;
  const size_t dims = chosen.size();
  // 0: before the reduced dimensions, 1: among them, 2: behind them, 3: among them again.
  int state = 0;
  for (size_t d = 0; d < dims; ++d) {
    const int64_t size = self.sizes()[d];
    if (chosen[d]) {
      if (keepdim) g.sizes.push_back(1);
      if (size != 1) state = state == 0 ? 1 : (state == 2 ? 3 : state);
    } else {
      g.sizes.push_back(size);
      if (size != 1 && state == 1) state = 2;
    }
    (chosen[d] ? g.count : state == 0 ? g.outer : g.inner) *= size;
  }
  const DType wide = computed.value_or(compute_dtype(self.dtype()));
  if (state < 3) {
    g.data = self.to(wide).contiguous();
    return g;
  }
  Ints order;
  g.outer *= g.inner;
  g.inner = 1;
  for (const bool wanted : {false, true}) {
    for (size_t d = 0; d < dims; ++d) {
      if (chosen[d] == wanted) order.push_back(static_cast<int64_t>(d));
    }
  }
  g.data = self.permute(order).to(wide).contiguous();
  return g;
}

/// For each result: acc = step(acc, element) over its elements, then out = finish(acc). `merge`
/// joins partial results.
template <class O, class T, class A, class Step, class Merge, class Finish>
void reduce(const Grouped& g, const Tensor& out, A initial, Step step, Merge merge, Finish finish) {
  const T* x = g.data.unchecked<T>();
  O* o = out.unchecked<O>();
  const int64_t n = g.count;
  if (g.inner == 1) {
    parallel_for(0, g.outer, 32768 / (n + 1) + 1, [&](int64_t begin, int64_t end) {
      for (int64_t i = begin; i < end; ++i) {
        const T* row = x + i * n;
        A total = initial;
        int64_t k = 0;
        constexpr int64_t lanes = 64 / sizeof(A);
        if (n >= 2 * lanes) {
          A parts[lanes];
          for (int64_t l = 0; l < lanes; ++l) parts[l] = initial;
          for (; k + lanes <= n; k += lanes) {
            for (int64_t l = 0; l < lanes; ++l) {
              parts[l] = step(parts[l], row[k + l]);
            }
          }
          for (int64_t l = 0; l < lanes; ++l) total = merge(total, parts[l]);
        }
        for (; k < n; ++k) total = step(total, row[k]);
        o[i] = static_cast<O>(finish(total));
      }
    });
    return;
  }
  constexpr int64_t width = 64;
  const int64_t blocks = (g.inner + width - 1) / width;
  parallel_for(0, g.outer * blocks, 32768 / (n * width + 1) + 1, [&](int64_t begin, int64_t end) {
    for (int64_t b = begin; b < end; ++b) {
      const int64_t i = b / blocks, first = b % blocks * width;
      const int64_t count = std::min(width, g.inner - first);
      A parts[width];
      for (int64_t j = 0; j < count; ++j) parts[j] = initial;
      for (int64_t k = 0; k < n; ++k) {
        const T* row = x + (i * n + k) * g.inner + first;
        for (int64_t j = 0; j < count; ++j) {
          parts[j] = step(parts[j], row[j]);
        }
      }
      O* row = o + i * g.inner + first;
      for (int64_t j = 0; j < count; ++j) row[j] = static_cast<O>(finish(parts[j]));
    }
  });
}

/// Rows of the result that are worked on at once, where it is not the last dimension that is
/// reduced: `each(first row of the input, count)`.
template <class F>
void for_columns(const Grouped& g, F&& each) {
  constexpr int64_t width = 1024;
  const int64_t blocks = (g.inner + width - 1) / width;
  parallel_for(0, g.outer * blocks, 32768 / (g.count * width + 1) + 1,
               [&](int64_t begin, int64_t end) {
                 for (int64_t b = begin; b < end; ++b) {
                   const int64_t first = b % blocks * width;
                   each(b / blocks, first, std::min(width, g.inner - first));
                 }
               });
}

/// Sums of float, times `factor`.
void sum_floats(const Grouped& g, const Tensor& out, double factor) {
  const float* x = g.data.unchecked<float>();
  float* o = out.unchecked<float>();
  const Vectors& v = vectors();
  if (g.inner == 1) {
    parallel_for(0, g.outer, 32768 / (g.count + 1) + 1, [&](int64_t begin, int64_t end) {
      for (int64_t i = begin; i < end; ++i) {
        o[i] = static_cast<float>(v.sum(x + i * g.count, g.count) * factor);
      }
    });
    return;
  }
  for_columns(g, [&](int64_t i, int64_t first, int64_t count) {
    // A few rows in float, and those sums in double.
    constexpr int64_t step = 32;
    double totals[1024];
    float sums[1024];
    std::fill(totals, totals + count, 0.0);
    for (int64_t k = 0; k < g.count; k += step) {
      std::fill(sums, sums + count, 0.0f);
      for (int64_t r = k; r < std::min(g.count, k + step); ++r) {
        v.accumulate(sums, x + (i * g.count + r) * g.inner + first, count);
      }
      for (int64_t j = 0; j < count; ++j) totals[j] += static_cast<double>(sums[j]);
    }
    float* row = o + i * g.inner + first;
    for (int64_t j = 0; j < count; ++j) row[j] = static_cast<float>(totals[j] * factor);
  });
}

void multiply_floats(const Grouped& g, const Tensor& out) {
  const float* x = g.data.unchecked<float>();
  float* o = out.unchecked<float>();
  const Vectors& v = vectors();
  if (g.inner == 1) {
    parallel_for(0, g.outer, 32768 / (g.count + 1) + 1, [&](int64_t begin, int64_t end) {
      for (int64_t i = begin; i < end; ++i) {
        o[i] = static_cast<float>(v.product(x + i * g.count, g.count));
      }
    });
    return;
  }
  for_columns(g, [&](int64_t i, int64_t first, int64_t count) {
    double products[1024];
    std::fill(products, products + count, 1.0);
    for (int64_t k = 0; k < g.count; ++k) {
      v.multiply_into(products, x + (i * g.count + k) * g.inner + first, count);
    }
    float* row = o + i * g.inner + first;
    for (int64_t j = 0; j < count; ++j) row[j] = static_cast<float>(products[j]);
  });
}

/// The largest floats, times `sign`; there is at least one for each.
void largest_floats(const Grouped& g, const Tensor& out, float sign) {
  const float* x = g.data.unchecked<float>();
  float* o = out.unchecked<float>();
  const Vectors& v = vectors();
  if (g.inner == 1) {
    parallel_for(0, g.outer, 32768 / (g.count + 1) + 1, [&](int64_t begin, int64_t end) {
      for (int64_t i = begin; i < end; ++i) o[i] = v.largest(x + i * g.count, g.count, sign);
    });
    return;
  }
  for_columns(g, [&](int64_t i, int64_t first, int64_t count) {
    float* best = o + i * g.inner + first;
    const float* start = x + i * g.count * g.inner + first;
    std::copy(start, start + count, best);
    for (int64_t k = 1; k < g.count; ++k) v.merge_largest(best, start + k * g.inner, count, sign);
  });
}

/// An empty result in the type in which is computed.
Tensor made(const Grouped& g) { return empty(g.sizes, g.data.dtype()); }

DType accumulated(const KernelCall& call, int i) {
  const DType own = call.tensor(0).dtype();
  return call.dtype_or(i, is_integral(own, true) ? kInt64 : own);
}

Tensor sum_of(const Tensor& self, const Ints& dims, bool keepdim, DType dtype) {
  const Tensor x = self.to(dtype);
  if (is_complex(dtype)) {
    const DType real = real_dtype(dtype);
    return joined(sum_of(part(x, 0), dims, keepdim, real), sum_of(part(x, 1), dims, keepdim, real),
                  dtype);
  }
  const Grouped g = group(x, chosen_dims(x, dims), keepdim);
  Tensor out = made(g);
  if (out.dtype() == kFloat32) {
    sum_floats(g, out, 1);
    return out.to(dtype);
  }
  visit_number(dtype, [&](auto tag) {
    using T = typename decltype(tag)::type;
    using A = Sum<T>;
    if constexpr (!std::is_same_v<T, float> && !std::is_same_v<T, Complex>) {
      reduce<T, T>(
          g, out, A(0), [](A a, T v) { return wrap_add(a, static_cast<A>(v)); },
          [](A a, A b) { return wrap_add(a, b); }, [](A a) { return a; });
    }
  });
  return out.to(dtype);
}

/// The dtype in which argument 0 is averaged: that of argument `i`, or its own.
DType mean_dtype(const KernelCall& call, int i) {
  const DType dtype = call.dtype_or(i, call.tensor(0).dtype());
  if (!is_floating_point(dtype) && !is_complex(dtype)) {
    fail(
        std::string("mean(): could not infer output dtype. ") +
        (call.has(i) ? "Optional" : "Input") +
        " dtype must be either a floating point or complex dtype. Got: " + scalar_type_name(dtype));
  }
  return dtype;
}

Tensor mean_of(const Tensor& self, const Ints& dims, bool keepdim, DType dtype) {
  const Tensor x = self.to(dtype);
  if (is_complex(dtype)) {
    const DType real = real_dtype(dtype);
    return joined(mean_of(part(x, 0), dims, keepdim, real),
                  mean_of(part(x, 1), dims, keepdim, real), dtype);
  }
  const Grouped g = group(x, chosen_dims(x, dims), keepdim);
  Tensor out = made(g);
  const double count = static_cast<double>(g.count);
  if (out.dtype() == kFloat32) {
    sum_floats(g, out, 1 / count);
  } else {
    const auto add = [](double a, double b) { return a + b; };
    reduce<double, double>(g, out, 0.0, add, add, [=](double a) { return a / count; });
  }
  return out.to(dtype);
}

Tensor product_of(const KernelCall& call, const Ints& dims, bool keepdim, DType dtype) {
  const Tensor x = call.tensor(0).to(dtype);
  const Grouped g = group(x, chosen_dims(x, dims), keepdim);
  Tensor out = made(g);
  visit_number(dtype, [&](auto tag) {
    using T = typename decltype(tag)::type;
    if constexpr (std::is_same_v<T, float>) {
      multiply_floats(g, out);
    } else if constexpr (std::is_same_v<T, Complex>) {
      for (int64_t r = 0; r < g.outer * g.inner; ++r) {
        const T* start = g.data.unchecked<T>() + r / g.inner * g.count * g.inner + r % g.inner;
        T total = 1;
        for (int64_t k = 0; k < g.count; ++k) total *= start[k * g.inner];
        out.template unchecked<T>()[r] = total;
      }
    } else {
      using A = Sum<T>;
      const auto multiply = [](A a, A b) { return wrap_mul(a, b); };
      reduce<T, T>(g, out, A(1), multiply, multiply, [](A a) { return a; });
    }
  });
  return out.to(dtype);
}

template <class C, bool Largest>
C worst() {
  if constexpr (std::is_floating_point_v<C>) {
    return Largest ? -std::numeric_limits<C>::infinity() : std::numeric_limits<C>::infinity();
  } else {
    return Largest ? std::numeric_limits<C>::lowest() : std::numeric_limits<C>::max();
  }
}

/// NaN is beyond every number.
template <bool Largest, class C>
C better(C best, C v) {
  return (Largest ? best < v : v < best) || v != v ? v : best;
}

void check_not_empty(const Tensor& self, const char* name) {
  if (self.numel() == 0) {
    fail(std::string(name) +
         "(): Expected reduction dim to be specified for input.numel() == 0. Specify the reduction "
         "dim "
         "with the 'dim' argument.");
  }
}

int64_t check_dim_size(const Tensor& self, int64_t dim_argument, const char* name) {
  const int64_t dim = wrap_dim(dim_argument, self.dim());
  if (self.dim() && self.sizes()[static_cast<size_t>(dim)] == 0) {
    fail_index(std::string(name) + "(): Expected reduction dim " + std::to_string(dim) +
               " to have non-zero size.");
  }
  return dim;
}

/// The dtype in which elements are compared.
std::optional<DType> compared(DType dtype) {
  return is_narrow(dtype) ? std::optional<DType>(dtype) : std::nullopt;
}

template <bool Largest>
void extreme(KernelCall& call, const Ints& dims, bool keepdim, const char* name) {
  const Tensor& self = call.tensor(0);
  if (dims.empty()) check_not_empty(self, name);
  for (const int64_t dim : dims) check_dim_size(self, dim, name);
  const Grouped g = group(self, chosen_dims(self, dims), keepdim, compared(self.dtype()));
  Tensor out = made(g);
  const auto run = [&](auto tag) {
    using T = typename decltype(tag)::type;
    const auto choose = [](T a, T b) { return better<Largest>(a, b); };
    if constexpr (std::is_same_v<T, float>) {
      if (g.count) return largest_floats(g, out, Largest ? 1 : -1);
    }
    reduce<T, T>(g, out, worst<T, Largest>(), choose, choose, [](T a) { return a; });
  };
  if (!visit_narrow(self.dtype(), run)) visit_real(call.op, self.dtype(), run);
  call.set(out.to(self.dtype()));
}

/// The extreme of a row of at least one element.
template <bool Largest, class T>
T extreme_of(const T* row, int64_t count) {
  if constexpr (std::is_same_v<T, float>) return vectors().largest(row, count, Largest ? 1 : -1);
  constexpr int64_t lanes = 64 / sizeof(T);
  T best = row[0];
  int64_t k = 0;
  if (count >= 2 * lanes) {
    T parts[lanes];
    std::copy(row, row + lanes, parts);
    for (k = lanes; k + lanes <= count; k += lanes) {
      for (int64_t l = 0; l < lanes; ++l) parts[l] = better<Largest>(parts[l], row[k + l]);
    }
    for (const T part : parts) best = better<Largest>(best, part);
  }
  for (; k < count; ++k) best = better<Largest>(best, row[k]);
  return best;
}

/// Positions of the extremes along the reduced dimension, and the extremes where `values` is
/// defined.
template <bool Largest>
void find_extremes(const OpInfo& op, const Grouped& g, const Tensor& values,
                   const Tensor& indices) {
  const auto run = [&](auto tag) {
    using T = typename decltype(tag)::type;
    const T* x = g.data.unchecked<T>();
    int64_t* where = indices.unchecked<int64_t>();
    T* found = values.defined() ? values.unchecked<T>() : nullptr;
    if (g.inner == 1) {
      parallel_for(0, g.outer, 32768 / g.count + 1, [&](int64_t begin, int64_t end) {
        for (int64_t i = begin; i < end; ++i) {
          const T* row = x + i * g.count;
          const T top = extreme_of<Largest>(row, g.count);
          int64_t k = 0;
          if (top == top) {
            while (row[k] != top) ++k;
          } else {
            while (row[k] == row[k]) ++k;
          }
          where[i] = k;
          if (found) found[i] = row[k];
        }
      });
      return;
    }
    constexpr int64_t width = 64;
    const int64_t blocks = (g.inner + width - 1) / width;
    parallel_for(0, g.outer * blocks, 8192 / (g.count * std::min(g.inner, width) + 1) + 1,
                 [&](int64_t begin, int64_t end) {
                   for (int64_t b = begin; b < end; ++b) {
                     const int64_t i = b / blocks, first = b % blocks * width;
                     const int64_t count = std::min(width, g.inner - first);
                     T best[width];
                     int64_t at[width];
                     const T* start = x + i * g.count * g.inner + first;
                     for (int64_t j = 0; j < count; ++j) {
                       best[j] = start[j];
                       at[j] = 0;
                     }
                     for (int64_t k = 1; k < g.count; ++k) {
                       const T* row = start + k * g.inner;
                       for (int64_t j = 0; j < count; ++j) {
                         const T v = row[j];
                         const bool wins = (Largest ? best[j] < v : v < best[j]) ||
                                           (v != v && best[j] == best[j]);
                         best[j] = wins ? v : best[j];
                         at[j] = wins ? k : at[j];
                       }
                     }
                     for (int64_t j = 0; j < count; ++j) {
                       where[i * g.inner + first + j] = at[j];
                       if (found) found[i * g.inner + first + j] = start[at[j] * g.inner + j];
                     }
                   }
                 });
  };
  if (!visit_narrow(g.data.dtype(), run)) visit_real(op, g.data.dtype(), run);
}

template <bool Largest>
void extreme_dim(KernelCall& call, const char* name) {
  const Tensor& self = call.tensor(0);
  const int64_t dim = check_dim_size(self, call.integer(1), name);
  const Grouped g = group(self, chosen_dims(self, {dim}), call.boolean(2), compared(self.dtype()));
  Tensor values = made(g), indices = empty(g.sizes, kInt64);
  if (self.dtype() == kUInt64) not_implemented(call.op, kUInt64);
  if (values.numel()) find_extremes<Largest>(call.op, g, values, indices);
  call.set(0, values.to(self.dtype()));
  call.set(1, std::move(indices));
}

template <bool Largest>
void argument(KernelCall& call, const char* name) {
  const Tensor& self = call.tensor(0);
  if (self.dtype() == kBool) fail(std::string(name) + "(): does not support bool input");
  Ints dims;
  if (call.has(1)) {
    dims.push_back(check_dim_size(self, call.integer(1), name));
  } else if (self.numel() == 0) {
    fail_index(
        std::string(name) +
        "(): Expected reduction dim to be specified for input.numel() == 0. Specify the reduction "
        "dim with the 'dim' argument.");
  }
  const Grouped g = group(self, chosen_dims(self, dims), call.boolean(2), compared(self.dtype()));
  Tensor indices = empty(g.sizes, kInt64);
  if (indices.numel()) find_extremes<Largest>(call.op, g, Tensor(), indices);
  call.set(std::move(indices));
}

/// any and all; uint8 stays uint8.
template <bool All>
void truth(KernelCall& call, const std::vector<bool>& chosen, bool keepdim) {
  const Tensor& self = call.tensor(0);
  const Grouped g = group(self.to(kBool), chosen, keepdim, kBool);
  Tensor out = made(g);
  const auto merge = [](bool a, bool b) { return All ? a & b : a | b; };
  reduce<bool, bool>(g, out, All, merge, merge, [](bool a) { return a; });
  call.set(self.dtype() == kUInt8 ? out.to(kUInt8) : out);
}

template <bool All>
void truth_all(KernelCall& call) {
  truth<All>(call, std::vector<bool>(static_cast<size_t>(call.tensor(0).dim()), true), false);
}
template <bool All>
void truth_dim(KernelCall& call) {
  truth<All>(call, chosen_dims(call.tensor(0), {call.integer(1)}), call.boolean(2));
}
template <bool All>
void truth_dims(KernelCall& call) {
  const Tensor& self = call.tensor(0);
  std::vector<bool> chosen(static_cast<size_t>(self.dim()), !call.has(1));
  // An empty list means no dimension here, unlike in sums.
  if (call.has(1) && !call.ints(1).empty()) chosen = chosen_dims(self, call.ints(1));
  truth<All>(call, chosen, call.boolean(2));
}

Tensor variance(const KernelCall& call, const Tensor& self, const Ints& dims, double correction,
                bool keepdim) {
  if (is_complex(self.dtype())) {
    const Tensor sum = variance(call, part(self, 0), dims, correction, keepdim);
    const Tensor other = variance(call, part(self, 1), dims, correction, keepdim);
    binary_loop<double, double>(sum, sum, other, [](double a, double b) { return a + b; });
    return sum;
  }
  if (!is_floating_point(self.dtype())) {
    fail("std and var only support floating point and complex dtypes");
  }
  const Grouped g = group(self, chosen_dims(self, dims), keepdim);
  Tensor out = made(g);
  const double count = static_cast<double>(g.count), free = std::max(count - correction, 0.0);
  visit_floating(call.op, self.dtype(), [&](auto tag) {
    using T = typename decltype(tag)::type;
    const T* x = g.data.unchecked<T>();
    T* o = out.template unchecked<T>();
    parallel_for(0, g.outer * g.inner, 32768 / (g.count + 1) + 1, [&](int64_t begin, int64_t end) {
      constexpr int64_t most = 64;
      for (int64_t r = begin; r < end;) {
        // Neighbouring columns, so that whole cache lines are read.
        const int64_t column = r % g.inner;
        const int64_t width = std::min({most, end - r, g.inner - column});
        const T* start = x + r / g.inner * g.count * g.inner + column;
        double mean[most] = {}, squares[most] = {};
        for (int64_t k = 0; k < g.count; ++k) {
          const T* row = start + k * g.inner;
          for (int64_t j = 0; j < width; ++j) mean[j] += row[j];
        }
        for (int64_t j = 0; j < width; ++j) mean[j] /= count;
        for (int64_t k = 0; k < g.count; ++k) {
          const T* row = start + k * g.inner;
          for (int64_t j = 0; j < width; ++j) {
            const double away = row[j] - mean[j];
            squares[j] += away * away;
          }
        }
        for (int64_t j = 0; j < width; ++j) o[r + j] = static_cast<T>(squares[j] / free);
        r += width;
      }
    });
  });
  return out.to(self.dtype());
}

/// False where the squares of some row go beyond float.
bool norm_of_floats(const Grouped& g, const Tensor& out) {
  const float* x = g.data.unchecked<float>();
  float* o = out.unchecked<float>();
  const Vectors& v = vectors();
  std::atomic<bool> fits{true};
  parallel_for(0, g.outer, 32768 / (g.count + 1) + 1, [&](int64_t begin, int64_t end) {
    for (int64_t i = begin; i < end; ++i) {
      const double sum = v.squares(x + i * g.count, g.count, 0);
      if (!(sum > 1e-30 && sum < 1e30)) fits = false;
      o[i] = static_cast<float>(std::sqrt(sum));
    }
  });
  return fits;
}

void norm(KernelCall& call, const Ints& dims, bool keepdim) {
  Tensor self = call.tensor(0);
  if (is_complex(self.dtype())) self = magnitude(self);
  if (!is_floating_point(self.dtype())) {
    fail("norm(): input dtype should be either floating point or complex. Got " +
         std::string(scalar_type_name(self.dtype())) + " instead.");
  }
  const double p = call.has(1) ? call.number(1) : 2.0;
  if (p == 2 && self.dtype() == kFloat32) {
    const Grouped floats = group(self, chosen_dims(self, dims), keepdim);
    Tensor out = made(floats);
    if (floats.inner == 1 && norm_of_floats(floats, out)) return call.set(std::move(out));
  }
  const Grouped g = group(self, chosen_dims(self, dims), keepdim, kFloat64);
  if (g.count == 0 && (p < 0 || std::isinf(p))) {
    fail("linalg.vector_norm cannot compute the " + std::string(p < 0 ? "-inf" : "inf") +
         " norm on an empty dimension because the operation does not have an identity");
  }
  Tensor out = made(g);
  const auto add = [](double a, double b) { return a + b; };
  const auto same = [](double a) { return a; };
  const auto run = [&](double initial, auto step, auto merge, auto finish) {
    reduce<double, double>(
        g, out, initial, [=](double a, double v) { return step(a, std::fabs(v)); }, merge, finish);
  };
  if (std::isinf(p) && p > 0) {
    const auto choose = [](double a, double b) { return better<true>(a, b); };
    run(0, choose, choose, same);
  } else if (std::isinf(p)) {
    const auto choose = [](double a, double b) { return better<false>(a, b); };
    run(std::numeric_limits<double>::infinity(), choose, choose, same);
  } else if (p == 0) {
    run(0, [](double a, double v) { return a + (v != 0); }, add, same);
  } else if (p == 1) {
    run(0, add, add, same);
  } else if (p == 2) {
    run(
        0, [](double a, double v) { return a + v * v; }, add,
        [](double a) { return std::sqrt(a); });
  } else {
    run(
        0, [p](double a, double v) { return a + std::pow(v, p); }, add,
        [p](double a) { return std::pow(a, 1 / p); });
  }
  call.set(out.to(self.dtype()));
}

}  // namespace

void aten_sum(KernelCall& call) {
  call.set(sum_of(call.tensor(0), {}, false, accumulated(call, 1)));
}
void aten_sum_dim_IntList(KernelCall& call) {
  call.set(sum_of(call.tensor(0), dims_argument(call, 1), call.boolean(2), accumulated(call, 3)));
}
void aten_mean(KernelCall& call) {
  const Tensor& self = call.tensor(0);
  call.set(mean_of(self, {}, false, mean_dtype(call, 1)));
}
void aten_mean_dim(KernelCall& call) {
  const Tensor& self = call.tensor(0);
  call.set(mean_of(self, dims_argument(call, 1), call.boolean(2), mean_dtype(call, 3)));
}
void aten_prod(KernelCall& call) { call.set(product_of(call, {}, false, accumulated(call, 1))); }
void aten_prod_dim_int(KernelCall& call) {
  call.set(product_of(call, {call.integer(1)}, call.boolean(2), accumulated(call, 3)));
}

namespace {

/// Running sums or products along a dimension.
template <bool product>
void accumulate(KernelCall& call) {
  const DType dtype = accumulated(call, 2);
  const int64_t dim = wrap_dim(call.integer(1), call.tensor(0).dim());
  const Tensor x = call.tensor(0).to(dtype);
  const Grouped g = group(x, chosen_dims(x, {dim}), false);
  Tensor out = empty(x.sizes(), g.data.dtype());
  visit_number(dtype, [&](auto tag) {
    using T = typename decltype(tag)::type;
    using A = std::conditional_t<std::is_same_v<T, Complex>, T, Sum<T>>;
    const T* from = g.data.unchecked<T>();
    T* to = out.template unchecked<T>();
    for (int64_t i = 0; i < g.outer; ++i) {
      for (int64_t j = 0; j < g.inner; ++j) {
        A total = product ? 1 : 0;
        for (int64_t k = 0; k < g.count; ++k) {
          const int64_t at = (i * g.count + k) * g.inner + j;
          const A next = static_cast<A>(from[at]);
          total = product ? wrap_mul(total, next) : wrap_add(total, next);
          to[at] = static_cast<T>(total);
        }
      }
    }
  });
  call.set(out.to(dtype));
}

}  // namespace

void aten_cumsum(KernelCall& call) { accumulate<false>(call); }
void aten_cumprod(KernelCall& call) { accumulate<true>(call); }

void aten_max(KernelCall& call) { extreme<true>(call, {}, false, "max"); }
void aten_min(KernelCall& call) { extreme<false>(call, {}, false, "min"); }
void aten_max_dim(KernelCall& call) { extreme_dim<true>(call, "max"); }
void aten_min_dim(KernelCall& call) { extreme_dim<false>(call, "min"); }
void aten_amax(KernelCall& call) {
  extreme<true>(call, dims_argument(call, 1), call.boolean(2), "amax");
}
void aten_amin(KernelCall& call) {
  extreme<false>(call, dims_argument(call, 1), call.boolean(2), "amin");
}
void aten_argmax(KernelCall& call) { argument<true>(call, "argmax"); }
void aten_argmin(KernelCall& call) { argument<false>(call, "argmin"); }

void aten_any(KernelCall& call) { truth_all<false>(call); }
void aten_any_dim(KernelCall& call) { truth_dim<false>(call); }
void aten_any_dims(KernelCall& call) { truth_dims<false>(call); }
void aten_all(KernelCall& call) { truth_all<true>(call); }
void aten_all_dim(KernelCall& call) { truth_dim<true>(call); }
void aten_all_dims(KernelCall& call) { truth_dims<true>(call); }

void aten_var(KernelCall& call) {
  call.set(variance(call, call.tensor(0), {}, call.boolean(1), false));
}
void aten_var_dim(KernelCall& call) {
  call.set(
      variance(call, call.tensor(0), dims_argument(call, 1), call.boolean(2), call.boolean(3)));
}
void aten_var_correction(KernelCall& call) {
  call.set(variance(call, call.tensor(0), dims_argument(call, 1),
                    call.has(2) ? call.number(2) : 1.0, call.boolean(3)));
}

void aten_norm_Scalar(KernelCall& call) { norm(call, {}, false); }
void aten_norm_ScalarOpt_dim(KernelCall& call) {
  norm(call, dims_argument(call, 2), call.boolean(3));
}

void aten_mse_loss(KernelCall& call) {
  const DType dtype = common_dtype(call, 0, 1);
  Tensor squares = binary(call, dtype, [](auto a, auto b) {
    const auto away = wrap_sub(a, b);
    return wrap_mul(away, away);
  });
  const int64_t reduction = call.integer(2);
  if (reduction == 1) {
    squares = mean_of(squares, {}, false, dtype);
  } else if (reduction == 2) {
    squares = sum_of(squares, {}, false, is_integral(dtype, true) ? kInt64 : dtype);
  }
  call.set(std::move(squares));
}

}  // namespace minijit::kernels
