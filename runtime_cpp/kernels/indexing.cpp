// Elements chosen by tensors of indices.
#include <algorithm>
#include <cstring>
#include <limits>
#include <utility>

#include "kernels/along.h"
#include "kernels/elementwise.h"
#include "kernels/kernel_list.h"
#include "tensor/views.h"

namespace minijit::kernels {

namespace {

std::string shape_text(const Tensor& t) { return text(t.sizes()); }

/// Calls f(row-major position) for each element that is not 0.
template <class F>
void each_true(const Tensor& t, F&& f) {
  const Tensor x = t.to(kBool).contiguous();
  const bool* p = x.unchecked<bool>();
  for (int64_t i = 0; i < x.numel(); ++i) {
    if (p[i]) f(i);
  }
}

/// One row per dimension, one column per element that is not 0.
Tensor positions(const Tensor& t) {
  int64_t count = 0;
  each_true(t, [&](int64_t) { ++count; });
  Tensor found = empty({t.dim(), count}, kInt64);
  int64_t* to = found.unchecked<int64_t>();
  each_true(t, [&](int64_t at) {
    for (int64_t d = t.dim(); d-- > 0;) {
      const int64_t size = t.sizes()[static_cast<size_t>(d)];
      to[d * count] = at % size;
      at /= size;
    }
    ++to;
  });
  return found;
}

/// A tensor with some of its dimensions replaced by those of the indices.
struct Choice {
  Tensor self;
  Ints before_sizes, before_strides;  // dimensions in front of the indices; in elements
  Ints after_sizes, after_strides;
  Ints index_sizes;
  Ints offsets;  // of each index, in elements

  Ints result_sizes() const {
    Ints sizes = before_sizes;
    sizes.insert(sizes.end(), index_sizes.begin(), index_sizes.end());
    sizes.insert(sizes.end(), after_sizes.begin(), after_sizes.end());
    return sizes;
  }
};

Choice choose(Tensor self, const std::vector<Tensor>& given) {
  std::vector<Tensor> indices;  // one per dimension; undefined: the whole dimension
  const int64_t own_dims = self.dim();
  int64_t used = 0;
  for (const Tensor& index : given) {
    const int64_t dim = static_cast<int64_t>(indices.size());
    if (!index.defined()) {
      if (++used > own_dims) throw Error(Diag::MJ3041, {{"dims", own_dims}});
      indices.emplace_back();
      continue;
    }
    if (index.dtype() == kBool || index.dtype() == kUInt8) {
      used += index.dim();
      if (used > own_dims) throw Error(Diag::MJ3041, {{"dims", own_dims}});
      if (index.dim() == 0) {
        // A single truth value is a new dimension of size 1 or 0.
        self = self.unsqueeze(dim);
        indices.push_back(positions(index.unsqueeze(0)).select(0, 0));
        continue;
      }
      for (int64_t i = 0; i < index.dim(); ++i) {
        if (index.size(i) != self.size(dim + i)) {
          fail_index("The shape of the mask " + shape_text(index) + " at index " +
                     std::to_string(i) + " does not match the shape of the indexed tensor " +
                     shape_text(self) + " at index " + std::to_string(dim + i));
        }
      }
      const Tensor found = positions(index);
      for (int64_t i = 0; i < index.dim(); ++i) indices.push_back(found.select(0, i));
      continue;
    }
    if (index.dtype() != kInt64 && index.dtype() != kInt32) {
      fail_index("tensors used as indices must be long, int, byte or bool tensors");
    }
    if (++used > own_dims) throw Error(Diag::MJ3041, {{"dims", own_dims}});
    indices.push_back(index.to(kInt64));
  }
  Choice c;
  c.self = self;
  const size_t dims = self.sizes().size();
  indices.resize(dims);
  bool any = false;
  try {
    for (const Tensor& index : indices) {
      if (!index.defined()) continue;
      c.index_sizes = any ? broadcast_sizes(c.index_sizes, index.sizes())
                          : Ints(index.sizes().begin(), index.sizes().end());
      any = true;
    }
  } catch (const Error&) {
    std::string shapes;
    for (const Tensor& index : indices) {
      if (index.defined()) shapes += (shapes.empty() ? "" : ", ") + shape_text(index);
    }
    fail_index("shape mismatch: indexing tensors could not be broadcast together with shapes " +
               shapes);
  }
  int64_t count = 1;
  for (const int64_t size : c.index_sizes) count *= size;
  c.offsets.assign(static_cast<size_t>(count), 0);
  // Indices that do not stand side by side come first in the result.
  size_t first = dims, last = 0;
  for (size_t d = 0; d < dims; ++d) {
    if (indices[d].defined()) {
      first = std::min(first, d);
      last = d;
    }
  }
  bool together = true;
  for (size_t d = first; d < last; ++d) together = together && indices[d].defined();
  for (size_t d = 0; d < dims; ++d) {
    const int64_t size = self.sizes()[d], stride = self.strides()[d];
    if (!indices[d].defined()) {
      const bool front = together && d < first;
      (front ? c.before_sizes : c.after_sizes).push_back(size);
      (front ? c.before_strides : c.after_strides).push_back(stride);
      continue;
    }
    const Tensor index = indices[d].expand(c.index_sizes).contiguous();
    const int64_t* at = index.unchecked<int64_t>();
    if (count) {
      const auto ends = std::minmax_element(at, at + count);
      if (*ends.first < -size || *ends.second >= size) {
        throw Error(Diag::MJ3114, {{"index", *ends.first < -size ? *ends.first : *ends.second},
                                   {"dim", d},
                                   {"size", size}});
      }
    }
    for (int64_t i = 0; i < count; ++i) {
      c.offsets[static_cast<size_t>(i)] += (at[i] < 0 ? at[i] + size : at[i]) * stride;
    }
  }
  return c;
}

/// Calls f(place) for each combination of indices of a few dimensions; the place is in elements.
template <class F>
void odometer(const Ints& sizes, const Ints& strides, F&& f) {
  for (const int64_t size : sizes) {
    if (size == 0) return;
  }
  Ints at(sizes.size(), 0);
  int64_t place = 0;
  for (;;) {
    f(place);
    size_t d = sizes.size();
    for (;; --d) {
      if (d == 0) return;
      place += strides[d - 1];
      if (++at[d - 1] < sizes[d - 1]) break;
      place -= strides[d - 1] * sizes[d - 1];
      at[d - 1] = 0;
    }
  }
}

/// Calls f(element of self, position in the result, how many, step in self) for all runs of chosen
/// elements.
template <class T, class F>
void each_run(Choice c, F&& f) {
  // Dimensions behind the indices that are one run become one.
  while (c.after_sizes.size() > 1) {
    const size_t n = c.after_sizes.size();
    if (c.after_strides[n - 2] != c.after_strides[n - 1] * c.after_sizes[n - 1]) break;
    c.after_sizes[n - 2] *= c.after_sizes[n - 1];
    c.after_strides[n - 2] = c.after_strides[n - 1];
    c.after_sizes.pop_back();
    c.after_strides.pop_back();
  }
  int64_t run = 1, step = 0;
  if (!c.after_sizes.empty()) {
    run = c.after_sizes.back();
    step = c.after_strides.back();
    c.after_sizes.pop_back();
    c.after_strides.pop_back();
  }
  if (run == 0) return;
  T* base = c.self.unchecked<T>();
  int64_t position = 0;
  odometer(c.before_sizes, c.before_strides, [&](int64_t before) {
    for (const int64_t offset : c.offsets) {
      odometer(c.after_sizes, c.after_strides, [&](int64_t after) {
        f(base + before + offset + after, position, run, step);
        position += run;
      });
    }
  });
}

Tensor take(const Choice& c) {
  Tensor out = empty(c.result_sizes(), c.self.dtype());
  if (out.numel() == 0) return out;
  visit_size(out.dtype(), [&](auto tag) {
    using T = typename decltype(tag)::type;
    T* to = out.template unchecked<T>();
    each_run<T>(c, [&](const T* from, int64_t position, int64_t count, int64_t step) {
      if (step == 1) {
        std::copy(from, from + count, to + position);
      } else {
        for (int64_t i = 0; i < count; ++i) to[position + i] = from[i * step];
      }
    });
  });
  return out;
}

bool is_one_mask(const std::vector<Tensor>& indices) {
  const Tensor* only = nullptr;
  for (const Tensor& index : indices) {
    if (!index.defined()) continue;
    if (only) return false;
    only = &index;
  }
  return only && (only->dtype() == kBool || only->dtype() == kUInt8);
}

void index_put(KernelCall& call) {
  const Tensor& self = call.tensor(0);
  Tensor values = call.tensor(2);
  const bool accumulate = call.boolean(3);
  if (has_internal_overlap(self)) throw Error(Diag::MJ3036);
  if (!accumulate && values.numel() == 1 && is_one_mask(call.tensors(1))) {
    values = values.to(self.dtype());
  }
  if (values.dtype() != self.dtype()) {
    fail(std::string("Index put requires the source and destination dtypes match, got ") +
         scalar_type_name(self.dtype()) + " for the destination and " +
         scalar_type_name(values.dtype()) + " for the source.");
  }
  const Choice c = choose(self, call.tensors(1));
  const Ints sizes = c.result_sizes();
  Tensor given;
  try {
    given = values.expand(sizes);
  } catch (const Error&) {
    fail("shape mismatch: value tensor of shape " + shape_text(values) +
         " cannot be broadcast to indexing result of shape " + text(sizes));
  }
  if (given.numel()) {
    given = given.storage() == self.storage() ? given.clone().contiguous() : given.contiguous();
    if (accumulate) {
      // Half precision rounds once: sums are made in the wider type.
      const DType wide = compute_dtype(self.dtype());
      given = given.to(wide);
      Choice places = c;
      const Tensor total = wide == self.dtype() ? self : self.to(wide).contiguous();
      if (!total.is_same(self)) places = choose(total, call.tensors(1));
      visit_number(wide, [&](auto tag) {
        using T = typename decltype(tag)::type;
        const T* from = given.template unchecked<T>();
        each_run<T>(places, [&](T* to, int64_t position, int64_t count, int64_t step) {
          for (int64_t i = 0; i < count; ++i)
            to[i * step] = wrap_add(to[i * step], from[position + i]);
        });
      });
      if (!total.is_same(self)) self.copy_(total);
    } else {
      visit_size(self.dtype(), [&](auto tag) {
        using T = typename decltype(tag)::type;
        const T* from = given.template unchecked<T>();
        each_run<T>(c, [&](T* to, int64_t position, int64_t count, int64_t step) {
          for (int64_t i = 0; i < count; ++i) to[i * step] = from[position + i];
        });
      });
    }
  }
  call.set(self);
}

void check_integers(const Tensor& index, const char* what) {
  if (index.dtype() != kInt64 && index.dtype() != kInt32) fail(what);
}

}  // namespace

void aten_index_Tensor(KernelCall& call) {
  call.set(take(choose(call.tensor(0), call.tensors(1))));
}
void aten_index_Tensor_hacked_twin(KernelCall& call) { aten_index_Tensor(call); }
void aten_index_put_(KernelCall& call) { index_put(call); }
void aten_index_put__hacked_twin(KernelCall& call) { index_put(call); }

void aten_index_select(KernelCall& call) {
  const Tensor &self = call.tensor(0), &index = call.tensor(2);
  const int64_t dim = wrap_dim(call.integer(1), self.dim());
  if (index.dim() > 1) fail_index("index_select(): Index is supposed to be a vector");
  check_integers(index, "index_select(): Expected dtype int32 or int64 for index");
  if (self.dim() == 0) {
    if (index.numel() > 1) {
      fail("index_select(): Index to scalar can have only 1 value, got " +
           std::to_string(index.numel()) + " value(s)");
    }
    call.set(self.clone());
    return;
  }
  const Tensor positions_ = index.to(kInt64).reshape({index.numel()}).contiguous();
  const int64_t* at = positions_.unchecked<int64_t>();
  if (self.dim() > 1 && !self.size(dim) && positions_.numel())
    fail("index_select(): self indexing axis dim should be positive");
  for (int64_t i = 0; i < positions_.numel(); ++i) {
    if (at[i] < 0 || at[i] >= self.size(dim)) fail_index("index out of range in self");
  }
  if (!self.is_contiguous()) {
    std::vector<Tensor> indices(static_cast<size_t>(dim));
    indices.push_back(positions_);
    call.set(take(choose(self, indices)));
    return;
  }
  Ints sizes(self.sizes().begin(), self.sizes().end());
  const int64_t n = self.size(dim), count = positions_.numel();
  sizes[static_cast<size_t>(dim)] = count;
  Tensor out = empty(sizes, self.dtype());
  if (out.numel() != 0) {
    const Along along(self, dim);
    const int64_t outer = along.outer, inner = along.inner;
    visit_size(self.dtype(), [&](auto tag) {
      using T = typename decltype(tag)::type;
      const T* from = self.unchecked<T>();
      T* to = out.unchecked<T>();
      parallel_for(0, outer, 32768 / (count * inner) + 1, [&](int64_t begin, int64_t end) {
        for (int64_t o = begin; o < end; ++o) {
          const T* block = from + o * n * inner;
          T* row = to + o * count * inner;
          if (inner == 1) {
            for (int64_t i = 0; i < count; ++i) row[i] = block[at[i]];
          } else {
            for (int64_t i = 0; i < count; ++i) {
              std::copy_n(block + at[i] * inner, inner, row + i * inner);
            }
          }
        }
      });
    });
  }
  call.set(std::move(out));
}

namespace {

enum class Combine { Write, Sum, Product, Mean, Largest, Smallest };

template <class T>
T combined(Combine how, T a, T b) {
  switch (how) {
    case Combine::Product:
      return wrap_mul(a, b);
    case Combine::Largest:
      return a != a || a > b ? a : b;
    case Combine::Smallest:
      return a != a || a < b ? a : b;
    default:
      return wrap_add(a, b);
  }
}

template <class T>
T floor_div_or_quotient(T a, T b) {
  if constexpr (std::is_integral_v<T>) {
    return floor_div(a, b);
  } else {
    return a / b;
  }
}

/// What changes nothing when it is combined.
template <class T>
T neutral(Combine how) {
  using Limits = std::numeric_limits<T>;
  const T top = Limits::has_infinity ? Limits::infinity() : Limits::max();
  if (how == Combine::Largest) return Limits::has_infinity ? -top : Limits::lowest();
  if (how == Combine::Smallest) return top;
  return how == Combine::Product ? T(1) : T(0);
}

/// Elements of `src`, or one number, written over or combined with a copy of argument 0 at the
/// places that argument 2 names along a dimension.
void scatter(KernelCall& call, bool has_source, Combine how, bool include_self = true) {
  const Tensor &self = call.tensor(0), &given = call.tensor(2);
  const bool add = how != Combine::Write;
  const char* name = add ? "scatter_add" : "scatter";
  const int64_t dim = wrap_dim(call.integer(1), self.dim());
  const Tensor src = has_source ? call.tensor(3) : number_tensor(call.arg(3), self.dtype());
  if (has_source && src.dtype() != self.dtype()) {
    fail("scatter(): Expected self.dtype to be equal to src.dtype");
  }
  check_integers(given, (std::string(name) + "(): Expected dtype int32/int64 for index").c_str());
  Tensor out = self.clone().contiguous();
  if (given.numel() == 0) return call.set(std::move(out));
  const auto rank = [](const Tensor& x) { return std::max<int64_t>(x.dim(), 1); };
  if (rank(given) != rank(self)) {
    fail("Index tensor must have the same number of dimensions as self tensor");
  }
  if (has_source && rank(given) != rank(src)) {
    fail("Index tensor must have the same number of dimensions as src tensor");
  }
  const Tensor target = out.dim() ? out : out.unsqueeze(0);
  const Tensor source = has_source && !src.dim() ? src.unsqueeze(0) : src;
  const Tensor index = (given.dim() ? given : given.unsqueeze(0)).to(kInt64).contiguous();
  for (int64_t d = 0; d < index.dim(); ++d) {
    const int64_t n = index.size(d);
    if ((d != dim && n > target.size(d)) || (has_source && n > source.size(d))) {
      fail("Expected index " + shape_text(given) + " to be no larger than self " +
           shape_text(self) + " apart from dimension " + std::to_string(dim) +
           (has_source ? " and to be no larger size than src " + shape_text(src) : ""));
    }
  }
  const int64_t size = target.size(dim), stride = target.stride(dim);
  const int64_t* at = index.unchecked<int64_t>();
  for (int64_t i = 0; i < index.numel(); ++i) {
    if (at[i] < 0 || at[i] >= size) {
      fail("index " + std::to_string(at[i]) + " is out of bounds for dimension " +
           std::to_string(dim) + " with size " + std::to_string(size));
    }
  }
  const Ints sizes(index.sizes().begin(), index.sizes().end());
  Ints strides(target.strides().begin(), target.strides().end());
  strides[static_cast<size_t>(dim)] = 0;
  const Ints from_strides =
      has_source ? Ints(source.strides().begin(), source.strides().end()) : Ints(sizes.size(), 0);
  Ints from_places;
  from_places.reserve(static_cast<size_t>(index.numel()));
  odometer(sizes, from_strides, [&](int64_t place) { from_places.push_back(place); });
  const int64_t* from_at = from_places.data();
  if (!add) {
    visit_size(self.dtype(), [&](auto tag) {
      using T = typename decltype(tag)::type;
      const T* from = source.template unchecked<T>();
      T* to = target.template unchecked<T>();
      odometer(sizes, strides,
               [&](int64_t place) { to[place + *at++ * stride] = from[*from_at++]; });
    });
    return call.set(std::move(out));
  }
  // One place may be named often: rounding waits until all is added.
  const DType compute = compute_dtype(self.dtype());
  const bool narrow = compute != self.dtype();
  const Tensor sum = target.to(compute);
  const Tensor terms = narrow ? source.to(compute).contiguous() : source;
  if (narrow) {
    Ints dense(terms.strides().begin(), terms.strides().end());
    from_places.clear();
    odometer(sizes, dense, [&](int64_t place) { from_places.push_back(place); });
    from_at = from_places.data();
  }
  if (is_complex(compute)) {
    if (how != Combine::Sum) not_implemented("scatter_reduce", self.dtype());
    const Complex* from = terms.unchecked<Complex>();
    Complex* to = sum.unchecked<Complex>();
    const int64_t* const first = at;
    if (!include_self) {
      odometer(sizes, strides, [&](int64_t place) { to[place + *at++ * stride] = 0; });
      at = first;
    }
    odometer(sizes, strides,
             [&](int64_t place) { to[place + *at++ * stride] += from[*from_at++]; });
    if (narrow) target.copy_(sum);
    return call.set(std::move(out));
  }
  visit_real(call.op, sum.dtype(), [&](auto tag) {
    using T = typename decltype(tag)::type;
    const T* from = terms.template unchecked<T>();
    T* to = sum.template unchecked<T>();
    const int64_t* const first = at;
    if (!include_self) {
      odometer(sizes, strides,
               [&](int64_t place) { to[place + *at++ * stride] = neutral<T>(how); });
      at = first;
    }
    odometer(sizes, strides, [&](int64_t place) {
      T& element = to[place + *at++ * stride];
      element = combined(how, element, from[*from_at++]);
    });
    if (how != Combine::Mean) return;
    at = first;
    const Tensor counts = zeros(sum.sizes(), kInt64);
    int64_t* count = counts.unchecked<int64_t>();
    if (include_self) std::fill(count, count + counts.numel(), 1);
    odometer(sizes, strides, [&](int64_t place) { ++count[place + *at++ * stride]; });
    for (int64_t i = 0; i < sum.numel(); ++i) {
      if (count[i] > 1) to[i] = floor_div_or_quotient(to[i], static_cast<T>(count[i]));
    }
  });
  if (narrow) target.copy_(sum);
  call.set(std::move(out));
}

}  // namespace

void aten_scatter_value(KernelCall& call) { scatter(call, false, Combine::Write); }
void aten_scatter_src(KernelCall& call) { scatter(call, true, Combine::Write); }
void aten_scatter_add(KernelCall& call) { scatter(call, true, Combine::Sum); }
void aten_scatter_reduce_two(KernelCall& call) {
  const std::string& reduce = call.string(4);
  const std::pair<const char*, Combine> known[] = {
      {"sum", Combine::Sum},      {"prod", Combine::Product},  {"mean", Combine::Mean},
      {"amax", Combine::Largest}, {"amin", Combine::Smallest}, {"max", Combine::Largest},
      {"min", Combine::Smallest}};
  for (const auto& [name, how] : known) {
    if (reduce == name) return scatter(call, true, how, call.boolean(5));
  }
  fail("reduce argument must be either sum, prod, mean, amax or amin, got " + reduce);
}

void aten_gather(KernelCall& call) {
  const Tensor &self = call.tensor(0), &given = call.tensor(2);
  const int64_t dim = wrap_dim(call.integer(1), self.dim());
  if (given.numel()) check_integers(given, "gather(): Expected dtype int32/int64 for index");
  Tensor out = empty(given.sizes(), self.dtype());
  if (given.numel() == 0) {
    call.set(std::move(out));
    return;
  }
  if (std::max<int64_t>(given.dim(), 1) != std::max<int64_t>(self.dim(), 1)) {
    fail("Index tensor must have the same number of dimensions as input tensor");
  }
  const Tensor source = self.dim() ? self : self.unsqueeze(0);
  const Tensor index = (given.dim() ? given : given.unsqueeze(0)).to(kInt64).contiguous();
  for (int64_t d = 0; d < index.dim(); ++d) {
    if (d != dim && index.size(d) > source.size(d)) {
      fail("Size does not match at dimension " + std::to_string(d) + " expected index " +
           shape_text(given) + " to be no larger than self " + shape_text(self) +
           " apart from dimension " + std::to_string(dim));
    }
  }
  const int64_t size = source.size(dim), stride = source.stride(dim);
  const int64_t* at = index.unchecked<int64_t>();
  for (int64_t i = 0; i < index.numel(); ++i) {
    if (at[i] < 0 || at[i] >= size) {
      fail("index " + std::to_string(at[i]) + " is out of bounds for dimension " +
           std::to_string(dim) + " with size " + std::to_string(size));
    }
  }
  const Ints sizes(index.sizes().begin(), index.sizes().end());
  Ints strides(source.strides().begin(), source.strides().end());
  strides[static_cast<size_t>(dim)] = 0;
  visit_size(self.dtype(), [&](auto tag) {
    using T = typename decltype(tag)::type;
    const T* from = source.template unchecked<T>();
    T* to = out.template unchecked<T>();
    odometer(sizes, strides, [&](int64_t place) { *to++ = from[place + *at++ * stride]; });
  });
  call.set(std::move(out));
}

void aten_masked_select(KernelCall& call) {
  const Tensor &self = call.tensor(0), &mask = call.tensor(1);
  if (mask.dtype() != kBool) fail("masked_select: expected BoolTensor for mask");
  const Ints sizes = broadcast_sizes(mask.sizes(), self.sizes());
  const Tensor x = self.expand(sizes).contiguous(), chosen = mask.expand(sizes).contiguous();
  const bool* take_it = chosen.unchecked<bool>();
  const int64_t count = std::count(take_it, take_it + chosen.numel(), true);
  Tensor out = empty({count}, self.dtype());
  visit_size(self.dtype(), [&](auto tag) {
    using T = typename decltype(tag)::type;
    const T* from = x.template unchecked<T>();
    T* to = out.template unchecked<T>();
    for (int64_t i = 0; i < x.numel(); ++i) {
      if (take_it[i]) *to++ = from[i];
    }
  });
  call.set(std::move(out));
}

void aten_nonzero(KernelCall& call) {
  const Tensor& self = call.tensor(0);
  if (self.dim() == 0) {
    call.set(empty({positions(self.unsqueeze(0)).size(1), 0}, kInt64));
    return;
  }
  const Tensor found = positions(self);
  call.set(found.numel() ? found.t() : found.t().contiguous());
}

void aten_where(KernelCall& call) {
  const Tensor& self = call.tensor(0);
  const Tensor found = positions(self.dim() ? self : self.unsqueeze(0));
  std::vector<Tensor> result;
  for (int64_t d = 0; d < found.size(0); ++d) result.push_back(found.select(0, d));
  call.set(IValue(std::move(result)));
}

}  // namespace minijit::kernels
