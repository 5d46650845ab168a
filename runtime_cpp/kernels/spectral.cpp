// Complex numbers as pairs of reals, and the discrete Fourier transform.
#include <algorithm>
#include <cmath>
#include <complex>
#include <vector>

#include "kernels/elementwise.h"
#include "kernels/kernel_list.h"

namespace minijit::kernels {

namespace {

using Line = std::vector<Complex>;

DType real_of(DType dtype) { return dtype == kComplexDouble ? kFloat64 : kFloat32; }

Tensor parts(const Tensor& self) {
  Ints sizes(self.sizes().begin(), self.sizes().end()), strides;
  for (const int64_t stride : self.strides()) strides.push_back(2 * stride);
  sizes.push_back(2);
  strides.push_back(1);
  return reinterpreted(self, real_of(self.dtype()), sizes, strides, 2 * self.storage_offset());
}

/// The transform of a line whose length is a power of two.
void radix2(Line& x, double sign) {
  const size_t n = x.size();
  for (size_t i = 1, j = 0; i < n; ++i) {
    size_t bit = n >> 1;
    for (; j & bit; bit >>= 1) j ^= bit;
    j ^= bit;
    if (i < j) std::swap(x[i], x[j]);
  }
  for (size_t length = 2; length <= n; length <<= 1) {
    const size_t half = length / 2;
    Line turns(half);
    for (size_t k = 0; k < half; ++k) {
      turns[k] =
          std::polar(1.0, sign * 2 * M_PI * static_cast<double>(k) / static_cast<double>(length));
    }
    for (size_t start = 0; start < n; start += length) {
      for (size_t k = 0; k < half; ++k) {
        const Complex a = x[start + k], b = x[start + k + half] * turns[k];
        x[start + k] = a + b;
        x[start + k + half] = a - b;
      }
    }
  }
}

/// Any length: a convolution with a chirp, which transforms of a power of two carry out.
void transform(Line& x, double sign) {
  const size_t n = x.size();
  if (n < 2) return;
  if ((n & (n - 1)) == 0) return radix2(x, sign);
  size_t room = 1;
  while (room < 2 * n - 1) room <<= 1;
  Line chirp(n), a(room), b(room);
  for (size_t k = 0; k < n; ++k) {
    const double square = static_cast<double>((k * k) % (2 * n));
    chirp[k] = std::polar(1.0, sign * M_PI * square / static_cast<double>(n));
    a[k] = x[k] * chirp[k];
    b[k] = std::conj(chirp[k]);
    if (k) b[room - k] = b[k];
  }
  radix2(a, -1);
  radix2(b, -1);
  for (size_t k = 0; k < room; ++k) a[k] *= b[k];
  radix2(a, 1);
  for (size_t k = 0; k < n; ++k) x[k] = a[k] / static_cast<double>(room) * chirp[k];
}

double scale(int64_t normalization, double count) {
  return normalization == 1 ? 1 / std::sqrt(count) : normalization == 2 ? 1 / count : 1.0;
}

/// Transforms all lines of a complex128 tensor along one dimension, each first completed to
/// `length` as the half of a line with mirrored conjugates if `mirrored`.
Tensor along(const Tensor& self, int64_t dim, double sign, int64_t length, bool mirrored) {
  const Tensor turned = self.transpose(dim, -1).contiguous();
  Ints sizes(turned.sizes().begin(), turned.sizes().end());
  const int64_t have = sizes.back();
  sizes.back() = length;
  Tensor out = empty(sizes, kComplexDouble);
  const Complex* from = turned.unchecked<Complex>();
  Complex* to = out.unchecked<Complex>();
  const int64_t lines = length ? out.numel() / length : 0;
  parallel_for(0, lines, 4096 / (length + 1) + 1, [&](int64_t begin, int64_t end) {
    for (int64_t i = begin; i < end; ++i) {
      Line line(from + i * have, from + i * have + std::min(have, length));
      line.resize(static_cast<size_t>(length));
      for (int64_t k = length / 2 + 1; mirrored && k < length; ++k) {
        line[static_cast<size_t>(k)] = std::conj(line[static_cast<size_t>(length - k)]);
      }
      if (mirrored && length) line[0].imag(0);
      if (mirrored && length && length % 2 == 0) line[static_cast<size_t>(length / 2)].imag(0);
      transform(line, sign);
      std::copy(line.begin(), line.end(), to + i * length);
    }
  });
  return out.transpose(dim, -1);
}

void multiply(const Tensor& self, double factor) {
  if (factor == 1) return;
  Complex* x = self.unchecked<Complex>();
  for (int64_t i = 0; i < self.numel(); ++i) x[i] *= factor;
}

Ints dims_of(const KernelCall& call) {
  Ints dims = call.ints(1);
  for (int64_t& d : dims) d = wrap_dim(d, call.tensor(0).dim());
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

Tensor transformed(const Tensor& self, const Ints& dims, double sign, int64_t normalization) {
  Tensor x = self.to(kComplexDouble);
  double count = 1;
  for (const int64_t d : dims) {
    x = along(x, d, sign, x.size(d), false);
    count *= static_cast<double>(x.size(d));
  }
  x = x.is_same(self) ? x.clone() : x.contiguous();
  multiply(x, scale(normalization, count));
  return x;
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
  const double sign = call.boolean(3) ? -1 : 1;
  const Ints dims = dims_of(call);
  const Tensor out = transformed(self, dims, sign, call.integer(2)).to(self.dtype());
  call.set(laid(out, self, dims, false));
}

void aten__fft_r2c(KernelCall& call) {
  const Tensor& self = call.tensor(0);
  if (!is_floating_point(self.dtype())) fail("_fft_r2c is only supported for real tensors");
  if (self.element_size() == 2) {
    fail("Unsupported dtype " + std::string(scalar_type_name(self.dtype())));
  }
  const Ints dims = dims_of(call);
  Tensor out = transformed(self, dims, -1, call.integer(2));
  if (call.boolean(3) && !dims.empty()) {
    out = out.narrow(dims.back(), 0, out.size(dims.back()) / 2 + 1);
  }
  const DType dtype = self.dtype() == kFloat64 ? kComplexDouble : kComplexFloat;
  call.set(laid(out.to(dtype), self, dims, true));
}

void aten__fft_c2r(KernelCall& call) {
  require_complex(call, "_fft_c2r");
  const Tensor& self = call.tensor(0);
  const Ints dims = dims_of(call);
  const int64_t length = call.integer(3);
  if (dims.empty() || length < 1)
    fail("Invalid number of data points (" + std::to_string(length) + ") specified");
  double count = static_cast<double>(length);
  Tensor x = self.to(kComplexDouble);
  for (size_t i = 0; i + 1 < dims.size(); ++i) {
    x = along(x, dims[i], 1, x.size(dims[i]), false);
    count *= static_cast<double>(x.size(dims[i]));
  }
  x = along(x, dims.back(), 1, length, true).contiguous();
  multiply(x, scale(call.integer(2), count));
  const Tensor out = parts(x).select(-1, 0).to(real_of(self.dtype()));
  call.set(laid(out, self, dims, true));
}

}  // namespace minijit::kernels
