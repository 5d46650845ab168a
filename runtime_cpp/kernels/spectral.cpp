// Complex numbers as pairs of reals, and the discrete Fourier transform.
#include <algorithm>
#include <cmath>
#include <complex>
#include <cstring>
#include <vector>

#include "kernels/elementwise.h"
#include "kernels/fourier.h"
#include "kernels/kernel_list.h"
#include "support/limits.h"

namespace minijit::kernels {

namespace {

Tensor parts(const Tensor& self) {
  Ints sizes(self.sizes().begin(), self.sizes().end()), strides;
  for (const int64_t stride : self.strides()) strides.push_back(2 * stride);
  sizes.push_back(2);
  strides.push_back(1);
  return reinterpreted(self, real_dtype(self.dtype()), sizes, strides, 2 * self.storage_offset());
}

double scale(int64_t normalization, double count) {
  return normalization == 1 ? 1 / std::sqrt(count) : normalization == 2 ? 1 / count : 1.0;
}

/// Transforms all lines of a tensor along one dimension to lines of `length`, of length / 2 + 1 if
/// they come from real ones; dtype and sizes of the result are those of the lines.
Tensor along(const Tensor& self, int64_t dim, int sign, int64_t length, Lines lines,
             double factor) {
  Tensor turned = self.transpose(dim, -1);
  const int64_t need = lines == Lines::ToReal ? length / 2 + 1 : length, have = turned.size(-1);
  if (have > need) turned = turned.narrow(-1, 0, need);
  turned = turned.contiguous();
  if (have < need) {
    Ints wider(turned.sizes().begin(), turned.sizes().end());
    wider.back() = need;
    const Tensor filled = empty(wider, self.dtype());
    std::memset(filled.data_ptr(), 0, static_cast<size_t>(filled.numel() * filled.element_size()));
    filled.narrow(-1, 0, have).copy_(turned);
    turned = filled;
  }
  Ints sizes(turned.sizes().begin(), turned.sizes().end());
  sizes.back() = lines == Lines::FromReal ? length / 2 + 1 : length;
  const bool wide = self.dtype() == kFloat64 || self.dtype() == kComplexDouble;
  const DType real = wide ? kFloat64 : kFloat32, pair = wide ? kComplexDouble : kComplexFloat;
  Tensor out = empty(sizes, lines == Lines::ToReal ? real : pair);
  if (out.numel() == 0) return out.transpose(dim, -1);
  const int64_t count = out.numel() / sizes.back();
  const int64_t in_line = need * (lines == Lines::FromReal ? 1 : 2);
  const int64_t out_line = sizes.back() * (lines == Lines::ToReal ? 1 : 2);
  const auto run = [&](auto tag) {
    using T = typename decltype(tag)::type;
    const T* from = static_cast<const T*>(turned.data_ptr());
    T* to = static_cast<T*>(out.data_ptr());
    check_alloc(static_cast<uint64_t>(length), LineTransform<T>::numbers_each * sizeof(T));
    const LineTransform<T> transform(length, sign, lines);
    spend_product({count, transform.operations()});
    parallel_for(0, count, 16384 / length + 1, [&](int64_t begin, int64_t end) {
      typename LineTransform<T>::Room room = transform.room();
      for (int64_t i = begin; i < end; i += transform.most()) {
        transform.run(from + i * in_line, to + i * out_line, std::min(transform.most(), end - i),
                      static_cast<T>(factor), room);
      }
    });
  };
  if (wide) {
    run(TypeTag<double>());
  } else {
    run(TypeTag<float>());
  }
  return out.transpose(dim, -1);
}

Ints dims_of(const KernelCall& call) {
  const Tensor& self = call.tensor(0);
  Ints dims = call.ints(1);
  for (int64_t& d : dims) {
    d = wrap_dim(d, self.dim());
    if (self.dim() == 0 || self.size(d) == 0) {
      fail("Invalid number of data points (0) specified");
    }
  }
  for (size_t i = 0; i < dims.size(); ++i) {
    if (std::count(dims.begin(), dims.end(), dims[i]) > 1) fail("FFT dims must be unique");
  }
  return dims;
}

/// A result of which the transformed dimensions vary fastest; `last`: the last one of all does.
Tensor laid(const Tensor& result, const Tensor& self, const Ints& dims, bool last) {
  Ints order;
  for (int64_t d = 0; d < result.dim(); ++d) {
    if (std::count(dims.begin(), dims.end(), d) == 0) order.push_back(d);
  }
  const auto outer_first = [&](Ints::iterator from, Ints::iterator to) {
    std::stable_sort(from, to,
                     [&](int64_t a, int64_t b) { return self.stride(a) > self.stride(b); });
  };
  outer_first(order.begin(), order.end());
  const auto signals = static_cast<std::ptrdiff_t>(order.size());
  order.insert(order.end(), dims.begin(), dims.end());
  outer_first(order.begin() + signals, order.end() - (last && !dims.empty() ? 1 : 0));
  Ints back(order.size());
  for (size_t i = 0; i < order.size(); ++i) {
    back[static_cast<size_t>(order[i])] = static_cast<int64_t>(i);
  }
  return result.permute(order).contiguous().permute(back);
}

/// All `dims` of a complex tensor.
Tensor transformed(const Tensor& self, const Ints& dims, int sign, double factor) {
  Tensor x = self;
  for (const int64_t d : dims) {
    x = along(x, d, sign, x.size(d), Lines::Pairs, d == dims.back() ? factor : 1);
  }
  return dims.empty() ? x.clone() : x;
}

double count_of(const Tensor& self, const Ints& dims) {
  double count = 1;
  for (const int64_t d : dims) count *= static_cast<double>(self.size(d));
  return count;
}

void require_complex(const KernelCall& call, const char* name) {
  if (!is_complex(call.tensor(0).dtype())) {
    fail(std::string(name) + " is only supported for complex tensors");
  }
}

}  // namespace

void aten_view_as_real(KernelCall& call) {
  require_complex(call, "view_as_real");
  call.set(parts(call.tensor(0)));
}

void aten_view_as_complex(KernelCall& call) {
  const Tensor& self = call.tensor(0);
  if (self.dtype() != kFloat32 && self.dtype() != kFloat64) {
    fail(
        "view_as_complex is only supported for half, float and double tensors, but got a tensor of "
        "scalar type: " +
        std::string(scalar_type_name(self.dtype())));
  }
  if (self.dim() == 0) fail("Input tensor must have one or more dimensions");
  if (self.size(-1) != 2) fail("Tensor must have a last dimension of size 2");
  if (self.stride(-1) != 1) fail("Tensor must have a last dimension with stride 1");
  Ints sizes(self.sizes().begin(), self.sizes().end() - 1), strides;
  for (size_t d = 0; d < sizes.size(); ++d) {
    if (self.strides()[d] % 2)
      fail("Tensor must have a stride divisible by 2 for all but last dimension");
    strides.push_back(self.strides()[d] / 2);
  }
  if (self.storage_offset() % 2) fail("Tensor must have a storage_offset divisible by 2");
  const DType dtype = self.dtype() == kFloat64 ? kComplexDouble : kComplexFloat;
  call.set(reinterpreted(self, dtype, sizes, strides, self.storage_offset() / 2));
}

void aten_real(KernelCall& call) {
  const Tensor& self = call.tensor(0);
  call.set(is_complex(self.dtype()) ? parts(self).select(-1, 0) : self);
}
void aten_imag(KernelCall& call) {
  if (!is_complex(call.tensor(0).dtype())) {
    throw Error(Diag::MJ3120,
                {{"detail", "imag is not implemented for tensors with non-complex dtypes."}});
  }
  call.set(parts(call.tensor(0)).select(-1, 1));
}

void aten_conj_physical(KernelCall& call) {
  const Tensor& self = call.tensor(0);
  if (!is_complex(self.dtype())) {
    call.set(self);
    return;
  }
  Tensor out = like(self, self.dtype());
  unary_loop<Complex, Complex>(out, self, [](Complex x) { return std::conj(x); });
  call.set(std::move(out));
}

void aten__fft_c2c(KernelCall& call) {
  require_complex(call, "_fft_c2c");
  const Tensor& self = call.tensor(0);
  const Ints dims = dims_of(call);
  const double factor = scale(call.integer(2), count_of(self, dims));
  call.set(laid(transformed(self, dims, call.boolean(3) ? -1 : 1, factor), self, dims, false));
}

void aten__fft_r2c(KernelCall& call) {
  const Tensor& self = call.tensor(0);
  if (!is_floating_point(self.dtype())) fail("_fft_r2c is only supported for real tensors");
  if (self.element_size() == 2) {
    fail("Unsupported dtype " + std::string(scalar_type_name(self.dtype())));
  }
  const Ints dims = dims_of(call);
  const double factor = scale(call.integer(2), count_of(self, dims));
  const DType dtype = self.dtype() == kFloat64 ? kComplexDouble : kComplexFloat;
  if (!call.boolean(3) || dims.empty()) {
    call.set(laid(transformed(self.to(dtype), dims, -1, factor), self, dims, true));
    return;
  }
  const int64_t last = dims.back();
  const Tensor half = along(self, last, -1, self.size(last), Lines::FromReal, factor);
  const Ints others(dims.begin(), dims.end() - 1);
  call.set(laid(others.empty() ? half : transformed(half, others, -1, 1), self, dims, true));
}

void aten__fft_c2r(KernelCall& call) {
  require_complex(call, "_fft_c2r");
  const Tensor& self = call.tensor(0);
  const Ints dims = dims_of(call);
  const int64_t length = call.integer(3);
  if (dims.empty() || length < 1)
    fail("Invalid number of data points (" + std::to_string(length) + ") specified");
  const Ints others(dims.begin(), dims.end() - 1);
  const double count = static_cast<double>(length) * count_of(self, others);
  const Tensor x = others.empty() ? self : transformed(self, others, 1, 1);
  const Tensor out = along(x, dims.back(), 1, length, Lines::ToReal, scale(call.integer(2), count));
  call.set(laid(out, self, dims, true));
}

}  // namespace minijit::kernels
