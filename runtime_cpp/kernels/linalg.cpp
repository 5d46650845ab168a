// Products of vectors and matrices: a blocked kernel for float and double, plain sums for the rest.
#include <algorithm>
#include <vector>

#include "kernels/elementwise.h"
#include "kernels/gemm.h"
#include "kernels/kernel_list.h"
#include "support/limits.h"
#include "tensor/copy.h"

namespace minijit::kernels {

namespace {

std::string number(int64_t value) { return std::to_string(value); }

void check_computable(const OpInfo& op, const Tensor& a, int64_t results) {
  if (a.dtype() == kBool && results && a.numel()) not_implemented(op, a.dtype());
}

void check_matrices(const Tensor& a, const Tensor& b) {
  if (a.sizes()[1] != b.sizes()[0]) {
    throw Error(
        Diag::MJ3109,
        {{"a", a.sizes()[0]}, {"b", a.sizes()[1]}, {"c", b.sizes()[0]}, {"d", b.sizes()[1]}});
  }
  if (a.dtype() != b.dtype()) {
    fail(std::string("expected m1 and m2 to have the same dtype, but got: ") + cpp_name(a.dtype()) +
         " != " + cpp_name(b.dtype()));
  }
}

void check_scalar_type(const Tensor& a, const Tensor& b) {
  if (a.dtype() != b.dtype()) {
    fail(std::string("expected scalar type ") + scalar_type_name(a.dtype()) + " but found " +
         scalar_type_name(b.dtype()));
  }
}

/// A matrix as gemm reads its right side: rows of [k, n], or of [n, k] where it lies transposed.
struct Right {
  Tensor data;
  bool transposed;
};

Right right(const Tensor& b) {
  if (b.is_contiguous()) return {b, false};
  const Tensor turned = b.t();
  if (turned.is_contiguous()) return {turned, true};
  return {b.contiguous(), false};
}

/// Runs gemm on row-major matrices of a compute type, `count` times.
void run_gemm(const Tensor& a, const Right& b, const Tensor& out, int64_t count, int64_t m,
              int64_t k, int64_t n) {
  spend_product({count, m, k, n});
  visit_number(out.dtype(), [&](auto tag) {
    using T = typename decltype(tag)::type;
    if constexpr (!std::is_same_v<T, Complex>) {
      const T *x = a.unchecked<T>(), *y = b.data.unchecked<T>();
      T* to = out.template unchecked<T>();
      parallel_for(0, count, 65536 / (m * k * n + 1) + 1, [&](int64_t begin, int64_t end) {
        for (int64_t i = begin; i < end; ++i) {
          gemm(x + i * m * k, y + i * k * n, to + i * m * n, m, k, n, b.transposed);
        }
      });
    }
  });
}

/// A[m, k] B[k, n]; everything was checked.
Tensor multiply(const OpInfo& op, const Tensor& a, const Tensor& b) {
  const int64_t m = a.sizes()[0], k = a.sizes()[1], n = b.sizes()[1];
  check_computable(op, a, m * n);
  const DType wide = compute_dtype(a.dtype());
  if (m == 0 || n == 0) return zeros({m, n}, a.dtype());
  if (is_complex(wide)) {
    return complex_product(a, b,
                           [&](const Tensor& x, const Tensor& y) { return multiply(op, x, y); });
  }
  Tensor out = empty({m, n}, wide);
  run_gemm(a.to(wide).contiguous(), right(convert(b, wide)), out, 1, m, k, n);
  return out.to(a.dtype());
}

Tensor mm(const OpInfo& op, const Tensor& a, const Tensor& b) {
  if (a.dim() != 2) fail("self must be a matrix");
  if (b.dim() != 2) fail("mat2 must be a matrix");
  check_matrices(a, b);
  return multiply(op, a, b);
}

Tensor mv(const OpInfo& op, const Tensor& a, const Tensor& v) {
  if (a.dim() != 2 || v.dim() != 1) {
    fail("vector + matrix @ vector expected, got 1, " + number(a.dim()) + ", " + number(v.dim()));
  }
  const int64_t rows = a.sizes()[0], columns = a.sizes()[1];
  if (columns != v.sizes()[0]) {
    fail("size mismatch, got input (" + number(rows) + "), mat (" + number(rows) + "x" +
         number(columns) + "), vec (" + number(v.sizes()[0]) + ")");
  }
  check_scalar_type(a, v);
  if (a.numel() && (a.dtype() == kBool)) not_implemented("addmv_impl_cpu", a.dtype());
  return multiply(op, a, v.unsqueeze(1)).reshape({rows});
}

Tensor dot(const OpInfo& op, const Tensor& a, const Tensor& b) {
  if (a.dim() != 1 || b.dim() != 1) {
    fail("1D tensors expected, but got " + number(a.dim()) + "D and " + number(b.dim()) +
         "D tensors");
  }
  if (a.dtype() != b.dtype()) {
    fail(std::string("dot : expected both vectors to have same dtype, but found ") +
         scalar_type_name(a.dtype()) + " and " + scalar_type_name(b.dtype()));
  }
  if (a.sizes()[0] != b.sizes()[0]) {
    fail("inconsistent tensor size, expected tensor " + text(a.sizes()) + " and src " +
         text(b.sizes()) + " to have the same number of elements, but got " + number(a.sizes()[0]) +
         " and " + number(b.sizes()[0]) + " elements respectively");
  }
  if (a.dtype() == kBool) not_implemented("dot", a.dtype());
  return multiply(op, a.unsqueeze(0), b.unsqueeze(1)).reshape({});
}

Tensor bmm(const OpInfo& op, const Tensor& a, const Tensor& b) {
  if (a.dim() != 3) fail("batch1 must be a 3D tensor");
  if (b.dim() != 3) fail("batch2 must be a 3D tensor");
  const int64_t batch = a.sizes()[0], m = a.sizes()[1], k = a.sizes()[2], n = b.sizes()[2];
  if (b.sizes()[0] != batch || b.sizes()[1] != k) {
    fail("Expected size for first two dimensions of batch2 tensor to be: [" + number(batch) + ", " +
         number(k) + "] but got: [" + number(b.sizes()[0]) + ", " + number(b.sizes()[1]) + "].");
  }
  check_scalar_type(a, b);
  const int64_t results = batch * m * n;
  if (a.dtype() == kBool && results && a.numel()) not_implemented("bmm", kBool);
  check_computable(op, a, results);
  const DType wide = compute_dtype(a.dtype());
  if (results == 0) return zeros({batch, m, n}, a.dtype());
  if (is_complex(wide)) {
    return complex_product(a, b, [&](const Tensor& x, const Tensor& y) { return bmm(op, x, y); });
  }
  Tensor out = empty({batch, m, n}, wide);
  const Tensor y = convert(b, wide);
  const bool turned = !y.is_contiguous() && y.transpose(1, 2).is_contiguous();
  run_gemm(a.to(wide).contiguous(), {turned ? y.transpose(1, 2) : y.contiguous(), turned}, out,
           batch, m, k, n);
  return out.to(a.dtype());
}

/// Do the leading dimensions merge without a copy?
bool folds(const Tensor& t) {
  if (t.numel() == 0) return true;
  for (size_t d = 0; d + 2 < t.sizes().size(); ++d) {
    if (t.strides()[d] != t.strides()[d + 1] * t.sizes()[d + 1]) return false;
  }
  return true;
}

/// All dimensions but the last as one.
Tensor flattened(const Tensor& t) {
  int64_t rows = 1;
  for (size_t d = 0; d + 1 < t.sizes().size(); ++d) rows *= t.sizes()[d];
  return t.reshape({rows, t.sizes().back()});
}

/// Products of stacks of matrices; a vector is a matrix of one row or column.
Tensor batched(const OpInfo& op, const Tensor& self, const Tensor& other) {
  const Tensor a = self.dim() == 1 ? self.unsqueeze(0) : self;
  const Tensor b = other.dim() == 1 ? other.unsqueeze(1) : other;
  const size_t a_dims = a.sizes().size(), b_dims = b.sizes().size();
  const Ints batch =
      broadcast_sizes(a.sizes().subspan(0, a_dims - 2), b.sizes().subspan(0, b_dims - 2));
  int64_t count = 1;
  for (const int64_t size : batch) count *= size;
  const auto stack = [&](const Tensor& t) {
    Ints sizes = batch;
    sizes.push_back(t.size(-2));
    sizes.push_back(t.size(-1));
    return t.expand(sizes).reshape({count, t.size(-2), t.size(-1)});
  };
  Ints sizes = batch;
  if (self.dim() > 1) sizes.push_back(a.size(-2));
  if (other.dim() > 1) sizes.push_back(b.size(-1));
  return bmm(op, stack(a), stack(b)).reshape(sizes);
}

/// Adds `bias` to each row of a row-major matrix.
void add_rows(const Tensor& out, const Tensor& bias, int64_t n) {
  if (out.dtype() == kFloat32 && bias.is_contiguous()) {
    float* y = out.unchecked<float>();
    const float* b = bias.unchecked<float>();
    for (int64_t rows = out.numel() / n; rows > 0; --rows, y += n) {
      for (int64_t j = 0; j < n; ++j) y[j] += b[j];
    }
    return;
  }
  visit_number(out.dtype(), [&](auto tag) {
    using T = typename decltype(tag)::type;
    binary_loop<T, T>(out, out, bias, [](auto a, auto b) { return wrap_add(a, b); });
  });
}

/// beta * self + alpha * a b; half precision rounds once.
Tensor addmm(const OpInfo& op, const Tensor& self, const Tensor& a, const Tensor& b,
             const IValue& beta, const IValue& alpha) {
  if (a.dim() != 2) fail("mat1 must be a matrix, got " + number(a.dim()) + "-D tensor");
  if (b.dim() != 2) fail("mat2 must be a matrix, got " + number(b.dim()) + "-D tensor");
  check_matrices(a, b);
  const int64_t m = a.sizes()[0], n = b.sizes()[1];
  const Tensor added = self.expand({m, n});
  if (self.dtype() != a.dtype()) {
    fail(std::string("self and mat2 must have the same dtype, but got ") +
         scalar_type_name(self.dtype()) + " and " + scalar_type_name(b.dtype()));
  }
  check_computable(op, a, m * n);
  const bool small = a.element_size() == 2 && is_floating_point(a.dtype());
  if (small) {
    return addmm(op, self.to(kFloat32), a.to(kFloat32), b.to(kFloat32), beta, alpha).to(a.dtype());
  }
  Tensor out = multiply(op, a, b);
  if (out.numel() == 0) return out;
  const auto is_number = [](const IValue& v, double number) {
    return v.isComplexDouble() ? v.toComplexDouble() == number : v.toNumber() == number;
  };
  const bool plain = is_number(beta, 1) && is_number(alpha, 1);
  if (plain && self.dim() == 1 && self.sizes()[0] == n) {
    add_rows(out, self, n);
    return out;
  }
  visit_number(out.dtype(), [&](auto tag) {
    using T = typename decltype(tag)::type;
    const auto scalar = [](const IValue& v) {
      if constexpr (std::is_same_v<T, Complex>) {
        return v.isComplexDouble() ? v.toComplexDouble() : Complex(v.toNumber());
      }
      return v.isDouble() ? static_cast<T>(minijit::convert<T>(v.toDouble()))
                          : static_cast<T>(minijit::convert<T>(v.toScalar().toLong()));
    };
    using C = T;
    const C factor = static_cast<C>(scalar(alpha)), share = static_cast<C>(scalar(beta));
    const bool ignored = is_number(beta, 0);
    binary_loop<T, T>(out, added, out, [=](auto s, auto p) {
      const C scaled = wrap_mul(factor, p);
      return ignored ? scaled : wrap_add(wrap_mul(share, s), scaled);
    });
  });
  return out;
}

}  // namespace

Tensor matmul(const OpInfo& op, const Tensor& self, const Tensor& other) {
  const int64_t a = self.dim(), b = other.dim();
  if (a == 0 || b == 0) {
    fail("both arguments to matmul need to be at least 1D, but they are " + number(a) + "D and " +
         number(b) + "D");
  }
  if (a == 1 && b == 1) return dot(op, self, other);
  if (a == 2 && b == 1) return mv(op, self, other);
  if (a == 1 && b == 2) return mm(op, self.unsqueeze(0), other).squeeze(0);
  if (a == 2 && b == 2) return mm(op, self, other);
  Ints sizes(self.sizes().begin(), self.sizes().end() - 1);
  if (b <= 2 && folds(self)) {
    const Tensor flat = flattened(self);
    if (b == 2) sizes.push_back(other.sizes()[1]);
    return (b == 1 ? mv(op, flat, other) : mm(op, flat, other)).reshape(sizes);
  }
  if (a == 1) {
    const Tensor turned = other.transpose(-1, -2);
    if (folds(turned)) {
      sizes.assign(turned.sizes().begin(), turned.sizes().end() - 1);
      return mv(op, flattened(turned), self).reshape(sizes);
    }
  }
  return batched(op, self, other);
}

void aten_matmul(KernelCall& call) { call.set(matmul(call.op, call.tensor(0), call.tensor(1))); }
void aten_mm(KernelCall& call) { call.set(mm(call.op, call.tensor(0), call.tensor(1))); }
void aten_bmm(KernelCall& call) { call.set(bmm(call.op, call.tensor(0), call.tensor(1))); }
void aten_mv(KernelCall& call) { call.set(mv(call.op, call.tensor(0), call.tensor(1))); }
void aten_dot(KernelCall& call) { call.set(dot(call.op, call.tensor(0), call.tensor(1))); }
void aten_addmm(KernelCall& call) {
  if (!call.arg(3).isScalar()) call.wrong(3, "a number");
  if (!call.arg(4).isScalar()) call.wrong(4, "a number");
  call.set(
      addmm(call.op, call.tensor(0), call.tensor(1), call.tensor(2), call.arg(3), call.arg(4)));
}

namespace {

/// The usual case: row-major matrices of float, a bias of one dimension. False if it is another.
bool simple_linear(KernelCall& call) {
  const Tensor &input = call.tensor(0), &weight = call.tensor(1);
  const size_t dims = input.sizes().size();
  if (input.dtype() != kFloat32 || weight.dtype() != kFloat32 || weight.dim() != 2 || dims == 0 ||
      !input.is_contiguous() || !weight.is_contiguous()) {
    return false;
  }
  const int64_t n = weight.sizes()[0], k = weight.sizes()[1];
  if (input.sizes()[dims - 1] != k || input.numel() == 0 || n == 0) return false;
  const float* b = nullptr;
  if (call.has(2)) {
    const Tensor& bias = call.tensor(2);
    if (bias.dtype() != kFloat32 || bias.dim() != 1 || bias.sizes()[0] != n ||
        !bias.is_contiguous()) {
      return false;
    }
    b = bias.unchecked<float>();
  }
  int64_t sizes[TensorImpl::max_dims];
  std::copy(input.sizes().begin(), input.sizes().end(), sizes);
  sizes[dims - 1] = n;
  const int64_t m = input.numel() / k;
  spend_product({m, k, n});
  Tensor out = empty(IntSpan(sizes, dims), kFloat32);
  float* y = out.unchecked<float>();
  Product product{m, k, n, input.unchecked<float>(), k, weight.unchecked<float>(), k, y, n, true};
  product.column_bias = b;
  multiply(product);
  call.set(std::move(out));
  return true;
}

}  // namespace

void aten_linear(KernelCall& call) {
  if (simple_linear(call)) return;
  const Tensor &input = call.tensor(0), &weight = call.tensor(1);
  if (weight.dim() != 1 && weight.dim() != 2) {
    fail("linear(): weight must be 1D or 2D, but got " + number(weight.dim()) + "D");
  }
  if (input.dim() == 0) {
    fail("both arguments to linear need to be at least 1D, but they are 0D and " +
         number(weight.dim()) + "D");
  }
  const Tensor turned = weight.t();
  if (!call.has(2)) {
    call.set(matmul(call.op, input, turned));
    return;
  }
  const Tensor& bias = call.tensor(2);
  if (weight.dim() == 1 || input.dim() == 1 || bias.dim() != 1) {
    const Tensor product = matmul(call.op, input, turned);
    const Ints shape = broadcast_sizes(product.sizes(), bias.sizes());
    check_scalar_type(bias, input);
    Tensor out = empty(shape, product.dtype());
    visit_number(out.dtype(), [&](auto tag) {
      using T = typename decltype(tag)::type;
      binary_loop<T, T>(out, product, bias, [](auto a, auto b) { return wrap_add(a, b); });
    });
    call.set(std::move(out));
    return;
  }
  Ints sizes(input.sizes().begin(), input.sizes().end() - 1);
  sizes.push_back(weight.sizes()[0]);
  const IValue one(int64_t{1});
  call.set(addmm(call.op, bias, flattened(input), turned, one, one).reshape(sizes));
}

}  // namespace minijit::kernels
