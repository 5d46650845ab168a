// Products of vectors and matrices: a blocked kernel for float and double, plain sums for the rest.
#include <algorithm>
#include <vector>

#include "kernels/elementwise.h"
#include "kernels/gemm.h"
#include "kernels/kernel_list.h"

namespace minijit::kernels {

namespace {

/// C[m, n] += A[m, k] B[k, n] by panels of 4 rows: the compiler keeps a row of C in vector registers.
template <class T>
void multiply_rows(const T* a, const T* b, T* c, int64_t begin, int64_t end, int64_t k, int64_t n) {
  constexpr int64_t block_k = 256, block_n = 512;
  for (int64_t k0 = 0; k0 < k; k0 += block_k) {
    const int64_t k1 = std::min(k, k0 + block_k);
    for (int64_t n0 = 0; n0 < n; n0 += block_n) {
      const int64_t n1 = std::min(n, n0 + block_n);
      int64_t i = begin;
      for (; i + 4 <= end; i += 4) {
        T *c0 = c + i * n, *c1 = c0 + n, *c2 = c1 + n, *c3 = c2 + n;
        for (int64_t p = k0; p < k1; ++p) {
          const T a0 = a[i * k + p], a1 = a[(i + 1) * k + p], a2 = a[(i + 2) * k + p],
                  a3 = a[(i + 3) * k + p];
          const T* row = b + p * n;
          for (int64_t j = n0; j < n1; ++j) {
            const T v = row[j];
            c0[j] += a0 * v;
            c1[j] += a1 * v;
            c2[j] += a2 * v;
            c3[j] += a3 * v;
          }
        }
      }
      for (; i < end; ++i) {
        T* row_c = c + i * n;
        for (int64_t p = k0; p < k1; ++p) {
          const T v = a[i * k + p];
          const T* row = b + p * n;
          for (int64_t j = n0; j < n1; ++j) row_c[j] += v * row[j];
        }
      }
    }
  }
}

template <class T>
T dot(const T* a, const T* b, int64_t k) {
  // Several sums at once: shorter chains of additions, and less rounding.
  T sums[8] = {};
  int64_t p = 0;
  for (; p + 8 <= k; p += 8) {
    for (int64_t q = 0; q < 8; ++q) sums[q] += a[p + q] * b[p + q];
  }
  T rest = 0;
  for (; p < k; ++p) rest += a[p] * b[p];
  return ((sums[0] + sums[1]) + (sums[2] + sums[3])) + ((sums[4] + sums[5]) + (sums[6] + sums[7])) + rest;
}

template <class T>
void product(const T* a, const T* b, T* c, int64_t m, int64_t k, int64_t n, bool b_transposed) {
  using C = Compute<T>;
  if constexpr (std::is_same_v<T, float> || std::is_same_v<T, double>) {
    const int64_t grain = std::max<int64_t>(4, 65536 / std::max<int64_t>(1, k * n));
    if (b_transposed && (m < 8 || k * n < 1024)) {
      parallel_for(0, m, grain, [&](int64_t begin, int64_t end) {
        for (int64_t i = begin; i < end; ++i) {
          for (int64_t j = 0; j < n; ++j) c[i * n + j] = dot(a + i * k, b + j * k, k);
        }
      });
      return;
    }
    std::vector<T> turned;
    if (b_transposed) {
      turned.resize(static_cast<size_t>(k * n));
      for (int64_t j = 0; j < n; ++j) {
        for (int64_t p = 0; p < k; ++p) turned[static_cast<size_t>(p * n + j)] = b[j * k + p];
      }
      b = turned.data();
    }
    std::fill(c, c + m * n, T(0));
    parallel_for(0, m, grain, [&](int64_t begin, int64_t end) { multiply_rows(a, b, c, begin, end, k, n); });
  } else {
    for (int64_t i = 0; i < m; ++i) {
      for (int64_t j = 0; j < n; ++j) {
        C sum = 0;
        for (int64_t p = 0; p < k; ++p) {
          const C x = static_cast<C>(a[i * k + p]);
          const C y = static_cast<C>(b_transposed ? b[j * k + p] : b[p * n + j]);
          sum = wrap_add(sum, wrap_mul(x, y));
        }
        c[i * n + j] = static_cast<T>(sum);
      }
    }
  }
}

void check_dtypes(const OpInfo& op, const Tensor& a, const Tensor& b) {
  if (a.dtype() != b.dtype()) {
    fail(std::string("expected m1 and m2 to have the same dtype, but got: ") + dtype_name(a.dtype()) + " != " + dtype_name(b.dtype()));
  }
  if (a.dtype() == kBool) not_implemented(op, kBool);
}

[[noreturn]] void wrong_shapes(int64_t a, int64_t b, int64_t c, int64_t d) {
  throw Error(Diag::MJ3109, {{"a", a}, {"b", b}, {"c", c}, {"d", d}});
}

}  // namespace

void gemm(const OpInfo& op, DType dtype, const void* a, const void* b, void* c, int64_t m, int64_t k, int64_t n,
          bool b_transposed) {
  visit_real(op, dtype, [&](auto tag) {
    using T = typename decltype(tag)::type;
    product(static_cast<const T*>(a), static_cast<const T*>(b), static_cast<T*>(c), m, k, n, b_transposed);
  });
}

Tensor matmul(const OpInfo& op, const Tensor& self, const Tensor& other) {
  if (self.dim() == 0 || other.dim() == 0) {
    fail("both arguments to matmul need to be at least 1D, but they are " + std::to_string(self.dim()) + "D and " +
         std::to_string(other.dim()) + "D");
  }
  check_dtypes(op, self, other);
  const Tensor x = self.dim() == 1 ? self.unsqueeze(0) : self;
  const Tensor y = other.dim() == 1 ? other.unsqueeze(1) : other;
  const int64_t m = x.size(-2), k = x.size(-1), n = y.size(-1);
  if (y.size(-2) != k) {
    if (self.dim() == 1 && other.dim() == 1) {
      fail("inconsistent tensor size, expected tensor [" + std::to_string(self.size(0)) + "] and src [" +
           std::to_string(other.size(0)) + "] to have the same number of elements");
    }
    if (self.dim() == 2 && other.dim() == 1) {
      fail("size mismatch, got input (" + std::to_string(m) + "), mat (" + std::to_string(m) + "x" + std::to_string(k) +
           "), vec (" + std::to_string(other.size(0)) + ")");
    }
    wrong_shapes(m, k, y.size(-2), n);
  }
  const Ints batch = broadcast_sizes(x.sizes().subspan(0).size() > 2 ? IntSpan(x.sizes().data(), x.sizes().size() - 2) : IntSpan(),
                                     y.sizes().size() > 2 ? IntSpan(y.sizes().data(), y.sizes().size() - 2) : IntSpan());
  Ints out_sizes = batch, x_sizes = batch, y_sizes = batch;
  for (const int64_t s : {m, n}) out_sizes.push_back(s);
  for (const int64_t s : {m, k}) x_sizes.push_back(s);
  for (const int64_t s : {k, n}) y_sizes.push_back(s);
  Tensor out = empty(out_sizes, x.dtype());
  int64_t count = 1;
  for (const int64_t s : batch) count *= s;
  const Tensor xs = x.expand(x_sizes).contiguous();
  // A transposed matrix is read as it lies.
  const bool turned = batch.empty() && !y.is_contiguous() && y.transpose(-2, -1).is_contiguous();
  const Tensor ys = turned ? y.transpose(-2, -1) : y.expand(y_sizes).contiguous();
  const size_t item = itemsize(x.dtype());
  for (int64_t i = 0; i < count; ++i) {
    gemm(op, x.dtype(), static_cast<char*>(xs.data()) + static_cast<size_t>(i * m * k) * item,
         static_cast<char*>(ys.data()) + static_cast<size_t>(i * k * n) * item,
         static_cast<char*>(out.data()) + static_cast<size_t>(i * m * n) * item, m, k, n, turned);
  }
  if (other.dim() == 1) out = out.squeeze(-1);
  if (self.dim() == 1) out = out.squeeze(other.dim() == 1 ? -1 : -2);
  return out;
}

void aten_matmul(KernelCall& call) { call.set(matmul(call.op, call.tensor(0), call.tensor(1))); }
void aten_mm(KernelCall& call) {
  if (call.tensor(0).dim() != 2) fail("self must be a matrix");
  if (call.tensor(1).dim() != 2) fail("mat2 must be a matrix");
  aten_matmul(call);
}
void aten_bmm(KernelCall& call) {
  const Tensor &a = call.tensor(0), &b = call.tensor(1);
  if (a.dim() != 3) fail("batch1 must be a 3D tensor");
  if (b.dim() != 3) fail("batch2 must be a 3D tensor");
  if (a.size(0) != b.size(0) || a.size(2) != b.size(1)) {
    fail("Expected size for first two dimensions of batch2 tensor to be: [" + std::to_string(a.size(0)) + ", " +
         std::to_string(a.size(2)) + "] but got: [" + std::to_string(b.size(0)) + ", " + std::to_string(b.size(1)) + "].");
  }
  aten_matmul(call);
}
void aten_mv(KernelCall& call) {
  if (call.tensor(0).dim() != 2 || call.tensor(1).dim() != 1) fail("vector + matrix @ vector expected");
  aten_matmul(call);
}
void aten_dot(KernelCall& call) {
  if (call.tensor(0).dim() != 1 || call.tensor(1).dim() != 1) {
    fail("1D tensors expected, but got " + std::to_string(call.tensor(0).dim()) + "D and " +
         std::to_string(call.tensor(1).dim()) + "D tensors");
  }
  aten_matmul(call);
}
void aten_addmm(KernelCall& call) {
  const Tensor &a = call.tensor(1), &b = call.tensor(2);
  if (a.dim() != 2) fail("mat1 must be a matrix, got " + std::to_string(a.dim()) + "-D tensor");
  if (b.dim() != 2) fail("mat2 must be a matrix, got " + std::to_string(b.dim()) + "-D tensor");
  const Tensor product = matmul(call.op, a, b);
  const double beta = call.number(3), alpha = call.number(4);
  const Tensor self = call.tensor(0).expand(product.sizes()).to(product.dtype());
  Tensor out = empty(product.sizes(), product.dtype());
  visit_real(call.op, product.dtype(), [&](auto tag) {
    using T = typename decltype(tag)::type;
    binary_loop<T, T>(out, self, product, [=](auto s, auto p) {
      using C = decltype(s);
      const C scaled = wrap_mul(static_cast<C>(alpha), p);
      return beta == 0 ? scaled : wrap_add(wrap_mul(static_cast<C>(beta), s), scaled);
    });
  });
  call.set(out);
}

void aten_linear(KernelCall& call) {
  const Tensor &input = call.tensor(0), &weight = call.tensor(1);
  if (weight.dim() != 1 && weight.dim() != 2) fail("linear(): weight must be 1D or 2D, but got " + std::to_string(weight.dim()) + "D");
  if (input.dim() == 0) fail("both arguments to linear need to be at least 1D, but they are 0D and 2D");
  check_dtypes(call.op, input, weight);
  const int64_t k = input.sizes().back(), n = weight.dim() == 2 ? weight.sizes()[0] : 1;
  int64_t m = 1;
  for (int64_t i = 0; i + 1 < input.dim(); ++i) m *= input.sizes()[static_cast<size_t>(i)];
  if (weight.sizes().back() != k) wrong_shapes(m, k, weight.sizes().back(), n);
  int64_t inline_sizes[TensorImpl::max_dims];
  const size_t dims = input.sizes().size() - (weight.dim() == 1 ? 1 : 0);
  std::copy(input.sizes().begin(), input.sizes().end(), inline_sizes);
  if (weight.dim() == 2) inline_sizes[dims - 1] = n;
  Tensor out = empty(IntSpan(inline_sizes, dims), input.dtype());
  if (out.numel() == 0) {
    call.set(std::move(out));
    return;
  }
  const Tensor x = input.contiguous(), w = weight.contiguous();
  gemm(call.op, input.dtype(), x.data(), w.data(), out.data(), m, k, n, true);
  if (call.has(2)) {
    const Tensor& bias = call.tensor(2);
    if (bias.dtype() != input.dtype()) {
      fail(std::string("self and mat2 must have the same dtype, but got ") + scalar_type_name(bias.dtype()) + " and " +
           scalar_type_name(input.dtype()));
    }
    if (bias.dtype() == kFloat32 && bias.dim() == 1 && bias.sizes()[0] == n && bias.is_contiguous()) {
      float* y = out.unchecked<float>();
      const float* b = bias.unchecked<float>();
      for (int64_t i = 0; i < m; ++i) {
        for (int64_t j = 0; j < n; ++j) y[i * n + j] += b[j];
      }
    } else {
      if (!(broadcast_sizes(out.sizes(), bias.sizes()) == Ints(out.sizes().begin(), out.sizes().end()))) {
        fail("the bias does not fit the output of linear");
      }
      visit_real(call.op, out.dtype(), [&](auto tag) {
        using T = typename decltype(tag)::type;
        binary_loop<T, T>(out, out, bias, [](auto a, auto b) { return wrap_add(a, b); });
      });
    }
  }
  call.set(std::move(out));
}

}  // namespace minijit::kernels
