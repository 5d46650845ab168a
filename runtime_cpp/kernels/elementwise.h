// Helpers of the elementwise families: operands that are tensors or numbers, brought to one dtype.
#ifndef MINIJIT_KERNELS_ELEMENTWISE_H_
#define MINIJIT_KERNELS_ELEMENTWISE_H_

#include <cmath>
#include <limits>
#include <type_traits>

#include "kernels/iterator.h"
#include "kernels/promotion.h"
#include "kernels/vectors.h"

namespace minijit::kernels {

/// A 0-d tensor of a number, in `dtype`.
Tensor number_tensor(const IValue& number, DType dtype);
/// The only element of a tensor; MJ3017 where it has another number of them.
IValue only_number(const Tensor& self);
/// Throws MJ3100 for a number outside the range of `dtype`.
void check_fits(const IValue& number, DType dtype);
/// Argument i as a tensor of `dtype`: a tensor is converted, a number becomes a 0-d tensor.
Tensor operand(const KernelCall& call, int i, DType dtype);
/// The dtype of arguments i and j together.
DType common_dtype(const KernelCall& call, int i, int j);
/// Sizes of an argument: none for a number.
IntSpan sizes_of(const KernelCall& call, int i);

/// An empty result for these arguments, broadcast.
Tensor result_of(const KernelCall& call, std::initializer_list<int> arguments, DType dtype);

/// out[i] = function(a[i]), computed in float.
void map_function(const Tensor& out, const Tensor& a, Function function,
                  const FunctionSettings& settings);

/// Argument 0 with every element brought between two numbers, in its own dtype.
Tensor clamped(const KernelCall& call, double low, double high);

/// Two's complement arithmetic for integers, plain for the rest.
template <class T>
T wrap_add(T a, T b) {
  if constexpr (std::is_integral_v<T>) {
    return static_cast<T>(static_cast<uint64_t>(a) + static_cast<uint64_t>(b));
  } else {
    return a + b;
  }
}
template <class T>
T wrap_sub(T a, T b) {
  if constexpr (std::is_integral_v<T>) {
    return static_cast<T>(static_cast<uint64_t>(a) - static_cast<uint64_t>(b));
  } else {
    return a - b;
  }
}
template <class T>
T wrap_mul(T a, T b) {
  if constexpr (std::is_integral_v<T>) {
    return static_cast<T>(static_cast<uint64_t>(a) * static_cast<uint64_t>(b));
  } else {
    return a * b;
  }
}
/// Rounds towards minus infinity; b is not 0 for integers. `rounded` is done to each step on
/// floats.
template <class T, class R>
T floor_div(T a, T b, R rounded) {
  if constexpr (std::is_integral_v<T>) {
    if (b == T(-1)) return wrap_sub(T(0), a);
    const T q = a / b;
    return a % b != 0 && ((a < 0) != (b < 0)) ? q - 1 : q;
  } else {
    // Python's: exact where a / b is, never one too large.
    if (b == 0) return a / b;
    const T mod = std::fmod(a, b);
    T q = rounded(rounded(a - mod) / b);
    if (mod != 0 && (b < 0) != (mod < 0)) q = rounded(q - T(1));
    if (q == 0) return std::copysign(T(0), a / b);
    const T f = std::floor(q);
    return rounded(q - f) > T(0.5) ? f + T(1) : f;
  }
}
template <class T>
T floor_div(T a, T b) {
  return floor_div(a, b, [](T x) { return x; });
}
/// Has the sign of b; b is not 0 for integers.
template <class T>
T python_mod(T a, T b) {
  if constexpr (std::is_integral_v<T>) {
    if (b == T(-1)) return 0;
    const T m = a % b;
    return m != 0 && ((m < 0) != (b < 0)) ? m + b : m;
  } else {
    const T m = std::fmod(a, b);
    return m != 0 && ((b < 0) != (m < 0)) ? m + b : m;
  }
}

/// f on each pair of elements of arguments i and j in their common dtype `dtype`. `Complex`:
/// complex and uint64 too.
template <bool Complex = false, class F>
Tensor binary(const KernelCall& call, DType dtype, F f, int i = 0, int j = 1) {
  const Tensor a = operand(call, i, dtype), b = operand(call, j, dtype);
  Tensor out = result_of(call, {i, j}, dtype);
  const auto run = [&](auto tag) {
    using T = typename decltype(tag)::type;
    binary_loop<T, T>(out, a, b, f);
  };
  if constexpr (Complex) {
    visit_number(dtype, run);
  } else {
    visit_real(call.op, dtype, run);
  }
  return out;
}

using Complex = std::complex<double>;

/// The memory of `self` as elements of another dtype.
Tensor reinterpreted(const Tensor& self, DType dtype, IntSpan sizes, IntSpan strides,
                     int64_t offset);
/// The real or imaginary parts of a complex tensor, as a view.
Tensor part(const Tensor& complex, int64_t which);
/// A complex tensor of real and imaginary parts.
Tensor joined(const Tensor& real, const Tensor& imag, DType dtype);
/// (a + bi) (c + di), of four products of real tensors.
template <class F>
Tensor complex_product(const Tensor& x, const Tensor& y, F multiply) {
  const Tensor a = part(x, 0), b = part(x, 1), c = part(y, 0), d = part(y, 1);
  const Tensor real = multiply(a, c), imag = multiply(a, d);
  const Tensor less = multiply(b, d), more = multiply(b, c);
  binary_loop<double, double>(real, real, less, [](double p, double q) { return p - q; });
  binary_loop<double, double>(imag, imag, more, [](double p, double q) { return p + q; });
  return joined(real, imag, x.dtype());
}
/// The absolute values of a complex tensor.
Tensor magnitude(const Tensor& complex);
/// f on each element of a complex tensor, computed in complex128.
Tensor unary_complex(const Tensor& self, Complex (*f)(const Complex&));

/// f on each element of argument 0, which is floating or is converted to the default dtype.
template <class F>
Tensor unary_floating(const KernelCall& call, F f) {
  const Tensor& self = call.tensor(0);
  const DType dtype = is_floating_point(self.dtype()) ? self.dtype() : default_dtype();
  if (is_complex(self.dtype())) not_implemented(call.op, self.dtype());
  const Tensor a = convert(self, dtype);
  Tensor out = like(self, dtype);
  visit_floating(call.op, dtype, [&](auto tag) {
    using T = typename decltype(tag)::type;
    unary_loop<T, T>(out, a, f);
  });
  return out;
}

/// The same with float computed by `function`, by vectors.
template <class F>
Tensor unary_floating(const KernelCall& call, Function function, F f,
                      const FunctionSettings& settings = {}) {
  const Tensor& self = call.tensor(0);
  const DType dtype = is_floating_point(self.dtype()) ? self.dtype() : default_dtype();
  if (is_complex(self.dtype())) not_implemented(call.op, self.dtype());
  const Tensor a = convert(self, dtype);
  Tensor out = like(self, dtype);
  if (dtype == kFloat64) {
    unary_loop<double, double>(out, a, f);
  } else {
    map_function(out, a, function, settings);
  }
  return out;
}

/// f on each element of argument 0 in its own real dtype.
template <class F>
Tensor unary_same(const KernelCall& call, F f) {
  const Tensor& a = call.tensor(0);
  Tensor out = like(a, a.dtype());
  visit_real(call.op, a.dtype(), [&](auto tag) {
    using T = typename decltype(tag)::type;
    unary_loop<T, T>(out, a, f);
  });
  return out;
}

/// f on each element of argument 0; only floating dtypes.
template <class... F>
Tensor unary_only_floating(const KernelCall& call, F... f) {
  const DType dtype = call.tensor(0).dtype();
  if (!is_floating_point(dtype)) not_implemented(call.op, dtype);
  return unary_floating(call, f...);
}

}  // namespace minijit::kernels

#endif  // MINIJIT_KERNELS_ELEMENTWISE_H_
