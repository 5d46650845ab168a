// Arithmetic on tensors: add, sub, mul, div, pow, remainder, and functions of one number.
#include "kernels/elementwise.h"

#include <algorithm>

#include "kernels/kernel_list.h"
#include "kernels/narrow.h"
#include "tensor/copy.h"

namespace minijit::kernels {

namespace {

/// The name that C has for the dtype's numbers.
const char* c_name(DType dtype) {
  switch (dtype) {
    case kUInt8:
      return "uint8_t";
    case kInt8:
      return "int8_t";
    case kInt16:
      return "int16_t";
    case kInt32:
      return "int";
    case kInt64:
      return "int64_t";
    case kHalf:
      return "c10::Half";
    case kBFloat16:
      return "c10::BFloat16";
    case kFloat32:
      return "float";
    case kBool:
      return "bool";
    default:
      return "double";
  }
}

[[noreturn]] void overflows(DType dtype) {
  fail(std::string("value cannot be converted to type ") + c_name(dtype) + " without overflow");
}

}  // namespace

Tensor number_tensor(const IValue& number, DType dtype) {
  Tensor result = empty({}, dtype);
  if (number.isComplexDouble()) {
    const std::complex<double> value = number.toComplexDouble();
    check_fits(number, dtype);
    if (dtype == kBool) {
      result.copy_(scalar_tensor(static_cast<int64_t>(value != 0.0), kInt64));
    } else if (!is_complex(dtype)) {
      result.copy_(scalar_tensor(value.real(), kFloat64));
    } else {
      Tensor wide = empty({}, kComplexDouble);
      *wide.unchecked<std::complex<double>>() = value;
      result.copy_(wide);
    }
  } else if (number.isDouble()) {
    result.copy_(scalar_tensor(number.unchecked_double(), kFloat64));
  } else if (number.isBool()) {
    result.copy_(scalar_tensor(static_cast<int64_t>(number.unchecked_bool()), kInt64));
  } else {
    result.copy_(scalar_tensor(number.toInt(), kInt64));
  }
  return result;
}

Tensor reinterpreted(const Tensor& self, DType dtype, IntSpan sizes, IntSpan strides,
                     int64_t offset) {
  auto impl = make_intrusive<TensorImpl>();
  impl->storage = self.storage();
  impl->dtype = dtype;
  impl->offset = offset;
  impl->set_ndim(static_cast<int32_t>(sizes.size()));
  std::copy(sizes.begin(), sizes.end(), impl->sizes);
  std::copy(strides.begin(), strides.end(), impl->strides);
  impl->finish();
  return Tensor(std::move(impl));
}

Tensor part(const Tensor& complex, int64_t which) {
  Ints strides(complex.strides().begin(), complex.strides().end());
  for (int64_t& stride : strides) stride *= 2;
  return reinterpreted(complex, real_dtype(complex.dtype()), complex.sizes(), strides,
                       2 * complex.storage_offset() + which);
}

Tensor joined(const Tensor& real, const Tensor& imag, DType dtype) {
  Tensor result = empty(real.sizes(), dtype);
  part(result, 0).copy_(real);
  part(result, 1).copy_(imag);
  return result;
}

Tensor magnitude(const Tensor& complex) {
  Tensor out = like(complex, part(complex, 0).dtype());
  if (complex.dtype() == kComplexDouble) {
    unary_loop<double, Complex>(out, complex, [](const Complex& a) { return std::abs(a); });
    return out;
  }
  // Squares of float32 fit into a double.
  unary_loop<double, Complex>(out, complex, [](const Complex& a) {
    const double root = std::sqrt(a.real() * a.real() + a.imag() * a.imag());
    return std::isinf(a.real()) || std::isinf(a.imag()) ? HUGE_VAL : root;
  });
  return out;
}

Tensor unary_complex(const Tensor& self, Complex (*f)(const Complex&)) {
  Tensor out = like(self, self.dtype());
  unary_loop<Complex, Complex>(out, self, f);
  return out;
}

Tensor operand(const KernelCall& call, int i, DType dtype) {
  const IValue& value = call.arg(i);
  if (value.isTensor()) return convert(value.toTensor(), dtype);
  if (!value.isScalar()) call.wrong(i, "a Tensor or a number");
  return number_tensor(value, dtype);
}

IValue only_number(const Tensor& self) {
  if (is_complex(self.dtype())) return IValue(self.item<std::complex<double>>());
  if (is_floating_point(self.dtype())) return IValue(self.item<double>());
  if (self.dtype() == kBool) return IValue(self.item<bool>());
  return IValue(self.item<int64_t>());
}

void check_fits(const IValue& number, DType dtype) {
  if (dtype == kBool || is_complex(dtype)) return;
  if (number.isComplexDouble() && number.toComplexDouble().imag() != 0) overflows(dtype);
  if (!(number.isInt() || number.isDouble())) return;
  const double value = number.toNumber();
  bool fits = true;
  visit_dtype(dtype, [&](auto tag) {
    using T = typename decltype(tag)::type;
    if constexpr (std::is_integral_v<T>) {
      // PyTorch lets a negative int wrap around in an unsigned dtype.
      constexpr auto high = std::numeric_limits<T>::max();
      const double low = std::is_signed_v<T> ? static_cast<double>(std::numeric_limits<T>::min())
                         : number.isInt()    ? -static_cast<double>(high)
                                             : 0.0;
      // The largest 64-bit number is not a double: what is below 2^63 or 2^64 fits.
      fits = value >= low && (sizeof(T) < 8 ? value <= static_cast<double>(high)
                                            : number.isInt() || value < static_cast<double>(high));
    }
  });
  const double size = std::fabs(value);
  if (!std::isinf(size)) {
    if (dtype == kHalf) fits = !(size > 65504.0);
    if (dtype == kBFloat16) fits = !(size > 3.3895313892515355e38);
    if (dtype == kFloat32) fits = !(size > 3.4028234663852886e38);
  }
  if (!fits) overflows(dtype);
}

DType common_dtype(const KernelCall& call, int i, int j) {
  ResultType result;
  for (int k : {i, j}) {
    const IValue& value = call.arg(k);
    if (value.isTensor()) {
      result.add(value.toTensor());
    } else {
      result.add(value);
    }
  }
  return result.get();
}

IntSpan sizes_of(const KernelCall& call, int i) {
  const IValue& value = call.arg(i);
  return value.isTensor() ? value.toTensor().sizes() : IntSpan();
}

Tensor result_of(const KernelCall& call, std::initializer_list<int> arguments, DType dtype) {
  // Numbers have no part in the layout.
  const Tensor* inputs[4];
  size_t count = 0;
  IntSpan sizes;
  Ints broadcast;
  for (const int i : arguments) {
    if (!call.arg(i).isTensor()) continue;
    const Tensor& t = call.tensor(i);
    if (count == 0) {
      sizes = t.sizes();
    } else if (!(t.sizes() == sizes)) {
      broadcast = broadcast_sizes(sizes, t.sizes());
      sizes = broadcast;
    }
    inputs[count++] = &t;
  }
  return like_inputs(sizes, dtype, Span<const Tensor* const>(inputs, count));
}

void map_function(const Tensor& out, const Tensor& a, Function function,
                  const FunctionSettings& settings) {
  const Tensor* const operands[] = {&out, &a};
  constexpr DType computed[] = {kFloat32, kFloat32};
  map_rows(operands, computed, vectors().functions[static_cast<size_t>(function)], &settings);
}

Tensor clamped(const KernelCall& call, double low, double high) {
  return unary_same(call, [=](auto x) {
    using T = decltype(x);
    const T a = minijit::convert<T>(low), b = minijit::convert<T>(high);
    const T raised = x < a ? a : x;
    return raised > b ? b : raised;
  });
}

namespace {

bool is_bool(const IValue& value) {
  return value.isBool() || (value.isTensor() && value.toTensor().dtype() == kBool);
}

void check_alpha(const IValue& alpha, DType dtype) {
  if (alpha.isBool() && dtype != kBool) fail("Boolean alpha only supported for Boolean results.");
  if (alpha.isDouble() && !is_floating_point(dtype) && !is_complex(dtype)) {
    fail("For integral input tensors, argument alpha must not be a floating point number.");
  }
}

bool is_one(const IValue& alpha) { return alpha.isInt() && alpha.unchecked_int() == 1; }

template <class T>
struct RealOf {
  using type = T;
};
template <class T>
struct RealOf<std::complex<T>> {
  using type = T;
};
template <class T>
using Real = typename RealOf<T>::type;

/// PyTorch multiplies complex numbers by 1 too, which is seen where they are infinite.
template <class T>
T by_one(T x) {
  if constexpr (std::is_same_v<T, Real<T>>) {
    return x;
  } else {
    return T(1) * x;
  }
}

/// self + sign * alpha * other
void add_scaled(KernelCall& call, int i, int j, int alpha_index, bool subtract) {
  const DType dtype = common_dtype(call, i, j);
  const IValue& alpha = call.arg(alpha_index);
  if (subtract && is_bool(call.arg(i)) && is_bool(call.arg(j))) {
    fail(
        "Subtraction, the `-` operator, with two bool tensors is not supported. Use the `^` or "
        "`logical_xor()` operator instead.");
  }
  if (subtract && (is_bool(call.arg(i)) || is_bool(call.arg(j)))) {
    fail(
        "Subtraction, the `-` operator, with a bool tensor is not supported. If you are trying to "
        "invert a mask, use the `~` or `logical_not()` operator instead.");
  }
  check_alpha(alpha, dtype);
  if (is_one(alpha)) {
    if (subtract) {
      call.set(binary_as_is<true>(
          call, dtype, [](auto x, auto y) { return wrap_sub(x, by_one(y)); }, i, j));
    } else {
      call.set(binary_as_is<true>(
          call, dtype, [](auto x, auto y) { return wrap_add(x, by_one(y)); }, i, j));
    }
    return;
  }
  if (alpha.isComplexDouble()) {
    const Complex by = subtract ? -alpha.toComplexDouble() : alpha.toComplexDouble();
    call.set(binary<true>(
        call, dtype,
        [=](auto a, auto b) {
          if constexpr (std::is_same_v<decltype(a), Complex>) return a + by * b;
          return a;
        },
        i, j));
    return;
  }
  const double scale = alpha.toNumber();
  // For bool any number but 0 is 1.
  const int64_t factor = alpha.isDouble() ? 0
                         : dtype == kBool ? static_cast<int64_t>(scale != 0)
                         : alpha.isInt()  ? alpha.unchecked_int()
                                          : static_cast<int64_t>(scale);
  call.set(binary<true>(
      call, dtype,
      [=](auto a, auto b) {
        using T = decltype(a);
        if constexpr (std::is_integral_v<T>) {
          const T product = wrap_mul(factor, b);
          return subtract ? wrap_sub(a, product) : wrap_add(a, product);
        } else {
          const T by(static_cast<Real<T>>(subtract ? -scale : scale));
          return a + by * b;
        }
      },
      i, j));
}

DType floating(DType dtype) {
  return is_floating_point(dtype) || is_complex(dtype) ? dtype : default_dtype();
}

/// Of complex numbers as Smith wrote it (Algorithm 116, 1962): without squares, which overflow.
template <class T>
T quotient(T a, T b) {
  if constexpr (std::is_same_v<T, Real<T>>) {
    return a / b;
  } else {
    const Real<T> br = b.real(), bi = b.imag(), re = std::abs(br), im = std::abs(bi);
    if (re == 0 && im == 0) return T(a.real() / re, a.imag() / im);
    if (re >= im) {
      const Real<T> ratio = bi / br, scale = 1 / (br + bi * ratio);
      return T((a.real() + a.imag() * ratio) * scale, (a.imag() - a.real() * ratio) * scale);
    }
    const Real<T> ratio = br / bi, scale = 1 / (bi + br * ratio);
    return T((a.real() * ratio + a.imag()) * scale, (a.imag() * ratio - a.real()) * scale);
  }
}

void true_divide(KernelCall& call) {
  const DType dtype = floating(common_dtype(call, 0, 1));
  call.set(binary_as_is<true>(call, dtype, [](auto a, auto b) {
    using T = decltype(a);
    if constexpr (!std::is_integral_v<T>) return quotient(a, b);
    return T(0);
  }));
}

/// Throws where an integer divisor is 0.
void check_divisor(const KernelCall& call, DType dtype, int j) {
  if (is_floating_point(dtype)) return;
  const Tensor b = operand(call, j, dtype).to(kInt64).contiguous();
  const int64_t* divisors = b.unchecked<int64_t>();
  const bool zero = std::find(divisors, divisors + b.numel(), 0) != divisors + b.numel();
  if (!zero) return;
  for (const int64_t size : broadcast_sizes(sizes_of(call, 0), sizes_of(call, j))) {
    if (size == 0) return;
  }
  throw Error(Diag::MJ3107);
}

bool is_half(DType dtype) { return dtype == kFloat16 || dtype == kBFloat16; }

/// f(a, b, rounded) on halves, as PyTorch divides them: by one number in float32, by the elements
/// of a tensor in halves, where each step is `rounded`.
template <class F>
Tensor divide_halves(const KernelCall& call, DType dtype, F f) {
  const bool by_one = !call.arg(1).isTensor() || call.tensor(1).dim() == 0;
  const Tensor a = operand(call, 0, dtype), b = operand(call, 1, by_one ? kFloat32 : dtype);
  Tensor out = result_of(call, {0, 1}, dtype);
  const auto run = [&](auto rounded) {
    binary_loop<float, float>(out, a, b, [=](float x, float y) { return f(x, y, rounded); });
  };
  if (by_one) {
    run([](float x) { return x; });
  } else if (dtype == kFloat16) {
    run([](float x) { return static_cast<float>(Half(x)); });
  } else {
    run([](float x) { return static_cast<float>(BFloat16(x)); });
  }
  return out;
}

void floor_divide(KernelCall& call) {
  const DType dtype = common_dtype(call, 0, 1);
  if (dtype == kBool) not_implemented("floor_divide", dtype);
  if (is_complex(dtype)) not_implemented("div_floor_cpu", dtype);
  check_divisor(call, dtype, 1);
  if (is_half(dtype)) {
    return call.set(divide_halves(
        call, dtype, [](float a, float b, auto rounded) { return floor_div(a, b, rounded); }));
  }
  call.set(binary(call, dtype, [](auto a, auto b) { return floor_div(a, b); }));
}

void divide_mode(KernelCall& call) {
  if (!call.has(2)) return true_divide(call);
  const std::string& mode = call.string(2);
  if (mode == "floor") return floor_divide(call);
  if (mode != "trunc") {
    fail("div expected rounding_mode to be one of None, 'trunc', or 'floor' but found '" + mode +
         "'");
  }
  const DType dtype = common_dtype(call, 0, 1);
  if (dtype == kBool || is_complex(dtype)) not_implemented(call.op, dtype);
  check_divisor(call, dtype, 1);
  if (is_half(dtype)) {
    return call.set(divide_halves(
        call, dtype, [](float a, float b, auto rounded) { return std::trunc(rounded(a / b)); }));
  }
  call.set(binary(call, dtype, [](auto a, auto b) {
    using T = decltype(a);
    if constexpr (std::is_floating_point_v<T>) {
      return std::trunc(a / b);
    } else {
      return b == T(-1) ? wrap_sub(T(0), a) : a / b;
    }
  }));
}

void remainder(KernelCall& call) {
  const DType dtype = common_dtype(call, 0, 1);
  if (dtype == kBool) not_implemented(call.op, dtype);
  check_divisor(call, dtype, 1);
  call.set(binary(call, dtype, [](auto a, auto b) { return python_mod(a, b); }));
}

void multiply(KernelCall& call) {
  const DType dtype = common_dtype(call, 0, 1);
  call.set(binary_as_is<true>(call, dtype, [](auto a, auto b) { return wrap_mul(a, b); }));
}

template <class T>
T integer_power(T base, T exponent) {
  if (exponent < 0) {
    if (base == 1) return 1;
    if (base == T(-1)) return exponent % 2 ? T(-1) : T(1);
    return 0;
  }
  T result = 1;
  for (; exponent; exponent >>= 1) {
    if (exponent & 1) result = wrap_mul(result, base);
    base = wrap_mul(base, base);
  }
  return result;
}

void power(KernelCall& call) {
  const DType dtype = common_dtype(call, 0, 1);
  const IValue& exponent = call.arg(1);
  if (dtype == kBool) not_implemented(call.op, dtype);
  if (exponent.isInt() && exponent.unchecked_int() < 0 && is_integral(dtype, true)) {
    fail("Integers to negative integer powers are not allowed.");
  }
  if (is_floating_point(dtype) && exponent.isScalar() && exponent.toNumber() == 2.0) {
    call.set(binary(call, dtype, [](auto a, auto) { return wrap_mul(a, a); }));
    return;
  }
  call.set(binary<true>(call, dtype, [](auto a, auto b) {
    using T = decltype(a);
    if constexpr (std::is_integral_v<T>) {
      return integer_power(a, b);
    } else {
      return std::pow(a, b);
    }
  }));
}

}  // namespace

void aten_add_Tensor(KernelCall& call) { add_scaled(call, 0, 1, 2, false); }
void aten_add_Scalar(KernelCall& call) { add_scaled(call, 0, 1, 2, false); }
void aten_sub_Tensor(KernelCall& call) { add_scaled(call, 0, 1, 2, true); }
void aten_sub_Scalar(KernelCall& call) { add_scaled(call, 0, 1, 2, true); }
void aten_rsub_Tensor(KernelCall& call) { add_scaled(call, 1, 0, 2, true); }
void aten_rsub_Scalar(KernelCall& call) { add_scaled(call, 1, 0, 2, true); }
void aten_mul_Tensor(KernelCall& call) { multiply(call); }
void aten_mul_Scalar(KernelCall& call) { multiply(call); }
void aten_div_Tensor(KernelCall& call) { true_divide(call); }
void aten_div_Scalar(KernelCall& call) { true_divide(call); }
void aten_div_Tensor_mode(KernelCall& call) { divide_mode(call); }
void aten_div_Scalar_mode(KernelCall& call) { divide_mode(call); }
void aten_true_divide_Tensor(KernelCall& call) { true_divide(call); }
void aten_true_divide_Scalar(KernelCall& call) { true_divide(call); }
void aten_floor_divide(KernelCall& call) { floor_divide(call); }
void aten_floor_divide_Scalar(KernelCall& call) { floor_divide(call); }
void aten_atan2(KernelCall& call) {
  const DType dtype = common_dtype(call, 0, 1);
  if (is_complex(dtype)) not_implemented("atan2", dtype);
  call.set(binary(call, is_floating_point(dtype) ? dtype : default_dtype(), [](auto a, auto b) {
    using T = decltype(a);
    if constexpr (std::is_floating_point_v<T>) {
      return std::atan2(a, b);
    } else {
      return a;
    }
  }));
}
void aten_hypot(KernelCall& call) {
  const DType dtype = common_dtype(call, 0, 1);
  if (!is_floating_point(dtype)) not_implemented("hypot_cpu", dtype);
  call.set(binary(call, dtype, [](auto a, auto b) {
    using T = decltype(a);
    if constexpr (std::is_floating_point_v<T>) {
      return std::hypot(a, b);
    } else {
      return a;
    }
  }));
}
void aten_fmod_Tensor(KernelCall& call) {
  const DType dtype = common_dtype(call, 0, 1);
  if (dtype == kBool || is_complex(dtype)) not_implemented("fmod_cpu", dtype);
  check_divisor(call, dtype, 1);
  call.set(binary(call, dtype, [](auto a, auto b) {
    using T = decltype(a);
    if constexpr (std::is_floating_point_v<T>) {
      return std::fmod(a, b);
    } else {
      return b == T(-1) ? T(0) : static_cast<T>(a % b);
    }
  }));
}
void aten_fmod_Scalar(KernelCall& call) { aten_fmod_Tensor(call); }
void aten_remainder_Tensor(KernelCall& call) { remainder(call); }
void aten_remainder_Scalar(KernelCall& call) { remainder(call); }
void aten_remainder_Scalar_Tensor(KernelCall& call) { remainder(call); }
void aten_pow_Tensor_Tensor(KernelCall& call) { power(call); }
void aten_pow_Tensor_Scalar(KernelCall& call) { power(call); }
void aten_pow_Scalar(KernelCall& call) { power(call); }

void aten_neg(KernelCall& call) {
  if (call.tensor(0).dtype() == kBool) {
    fail(
        "Negation, the `-` operator, on a bool tensor is not supported. If you are trying to "
        "invert "
        "a mask, use the `~` or `logical_not()` operator instead.");
  }
  if (is_complex(call.tensor(0).dtype())) {
    call.set(unary_complex(call.tensor(0), [](const Complex& a) { return -a; }));
    return;
  }
  call.set(unary_same(call, [](auto a) {
    using T = decltype(a);
    if constexpr (std::is_floating_point_v<T>) return -a;
    return wrap_sub(T(0), a);
  }));
}

void aten_abs(KernelCall& call) {
  const Tensor& self = call.tensor(0);
  if (self.dtype() == kBool) not_implemented("abs_cpu", kBool);
  if (is_complex(self.dtype())) {
    call.set(magnitude(self));
    return;
  }
  call.set(unary_same(call, [](auto a) {
    using T = decltype(a);
    if constexpr (std::is_floating_point_v<T>) {
      return std::fabs(a);
    } else {
      return a < 0 ? wrap_sub(T(0), a) : a;
    }
  }));
}

void aten_sign(KernelCall& call) {
  call.set(unary_same(call, [](auto a) {
    using T = decltype(a);
    return static_cast<T>((T(0) < a) - (a < T(0)));
  }));
}

void aten_square(KernelCall& call) {
  // As pow(self, 2): bool becomes int64.
  const DType dtype = call.tensor(0).dtype() == kBool ? kInt64 : call.tensor(0).dtype();
  call.set(binary<true>(call, dtype, [](auto a, auto b) { return wrap_mul(a, b); }, 0, 0));
}

namespace {

template <class T>
T log2_of(T x) {
  if constexpr (std::is_floating_point_v<T>) return std::log2(x);
  return std::log(x) / std::log(2.0);
}
template <class T>
T log1p_of(T x) {
  if constexpr (std::is_floating_point_v<T>) return std::log1p(x);
  return std::log(1.0 + x);
}
template <class T>
T expm1_of(T x) {
  if constexpr (std::is_floating_point_v<T>) return std::expm1(x);
  return std::exp(x) - 1.0;
}

}  // namespace

// Functions whose integer arguments become floating.
#define MJ_FLOATING(name, expression)                                                    \
  void aten_##name(KernelCall& call) {                                                   \
    const auto f = [](auto x) { return expression; };                                    \
    call.set(is_complex(call.tensor(0).dtype())                                          \
                 ? unary_complex(call.tensor(0),                                         \
                                 [](const Complex& x) -> Complex { return expression; }) \
                 : unary_floating(call, f));                                             \
  }
// The same with float by vectors; the expression is for double and complex numbers.
#define MJ_VECTOR(name, function, expression)                                            \
  void aten_##name(KernelCall& call) {                                                   \
    const auto f = [](auto x) { return expression; };                                    \
    call.set(is_complex(call.tensor(0).dtype())                                          \
                 ? unary_complex(call.tensor(0),                                         \
                                 [](const Complex& x) -> Complex { return expression; }) \
                 : unary_floating(call, Function::function, f));                         \
  }
MJ_VECTOR(exp, Exp, std::exp(x))
MJ_VECTOR(expm1, Expm1, expm1_of(x))
MJ_VECTOR(log, Log, std::log(x))
MJ_VECTOR(log2, Log2, log2_of(x))
MJ_FLOATING(log10, std::log10(x))
MJ_VECTOR(log1p, Log1p, log1p_of(x))
MJ_FLOATING(sqrt, std::sqrt(x))
MJ_FLOATING(rsqrt, std::decay_t<decltype(x)>(1) / std::sqrt(x))
MJ_FLOATING(reciprocal, std::decay_t<decltype(x)>(1) / x)
MJ_VECTOR(sin, Sin, std::sin(x))
MJ_VECTOR(cos, Cos, std::cos(x))
MJ_FLOATING(atan, std::atan(x))
MJ_FLOATING(tan, std::tan(x))
MJ_FLOATING(asin, std::asin(x))
MJ_FLOATING(acos, std::acos(x))
MJ_FLOATING(sinh, std::sinh(x))
MJ_FLOATING(cosh, std::cosh(x))
MJ_FLOATING(asinh, std::asinh(x))
MJ_FLOATING(acosh, std::acosh(x))
MJ_FLOATING(atanh, std::atanh(x))
MJ_VECTOR(tanh, Tanh, std::tanh(x))
MJ_VECTOR(sigmoid, Sigmoid, 1.0 / (1.0 + std::exp(-x)))
#undef MJ_FLOATING
#undef MJ_VECTOR

namespace {

void copied(KernelCall& call) {
  Tensor out = like(call.tensor(0), call.tensor(0).dtype());
  copy_elements(out, call.tensor(0));
  call.set(std::move(out));
}

}  // namespace

void aten_erf(KernelCall& call) {
  call.set(unary_floating(call, Function::Erf, [](auto x) { return std::erf(x); }));
}

// Roundings leave integers as they are.
#define MJ_ROUNDING(name, function, expression)                                              \
  void aten_##name(KernelCall& call) {                                                       \
    const DType dtype = call.tensor(0).dtype();                                              \
    const bool refused = dtype == kBool || dtype == kUInt64 || is_complex(dtype);            \
    if (refused) not_implemented(call.op, dtype);                                            \
    if (is_integral(dtype, true)) return copied(call);                                       \
    call.set(unary_floating(call, Function::function, [](double x) { return expression; })); \
  }
MJ_ROUNDING(floor, Floor, std::floor(x))
MJ_ROUNDING(ceil, Ceil, std::ceil(x))
MJ_ROUNDING(trunc, Trunc, std::trunc(x))
MJ_ROUNDING(round, Round, std::nearbyint(x))
#undef MJ_ROUNDING

void aten_round_decimals(KernelCall& call) {
  const int64_t decimals = call.integer(1);
  if (!is_floating_point(call.tensor(0).dtype())) not_implemented("round", call.tensor(0).dtype());
  const double ten = std::pow(10.0, std::fabs(static_cast<double>(decimals)));
  call.set(unary_only_floating(call, [=](auto x) {
    using T = decltype(x);
    const T factor = static_cast<T>(ten);
    return decimals < 0 ? std::nearbyint(x / factor) * factor : std::nearbyint(x * factor) / factor;
  }));
}

namespace {

/// The larger or smaller of two; NaN where one is NaN.
template <bool Largest>
struct Extremum {
  template <class T>
  T operator()(T a, T b) const {
    if (b != b) return b;
    return (Largest ? a < b : b < a) ? b : a;
  }
};

/// Between two ints, of which one may be null. In an unsigned dtype they wrap around.
Tensor clamped_integers(const Tensor& self, const IValue* low, const IValue* high) {
  Tensor out = like(self, self.dtype());
  const auto run = [&](auto tag) {
    using T = typename decltype(tag)::type;
    const T a = low ? static_cast<T>(low->toInt()) : std::numeric_limits<T>::min();
    const T b = high ? static_cast<T>(high->toInt()) : std::numeric_limits<T>::max();
    unary_loop<T, T>(out, self, [=](T x) {
      const T raised = x < a ? a : x;
      return raised > b ? b : raised;
    });
  };
  if (!visit_narrow(self.dtype(), run)) run(TypeTag<int64_t>());
  return out;
}

void clamp_with(KernelCall& call, int low, int high) {
  const Tensor& self = call.tensor(0);
  const bool has_low = low >= 0 && call.has(low), has_high = high >= 0 && call.has(high);
  if (!has_low && !has_high) fail("torch.clamp: At least one of 'min' or 'max' must not be None");
  ResultType result;
  result.add(self);
  Ints sizes(self.sizes().begin(), self.sizes().end());
  for (int k : {low, high}) {
    if (k < 0 || !call.has(k)) continue;
    const IValue& bound = call.arg(k);
    if (bound.isTensor()) {
      result.add(bound.toTensor());
      sizes = broadcast_sizes(sizes, bound.toTensor().sizes());
    } else {
      result.add(bound);
    }
  }
  const DType dtype = result.get();
  for (const int k : {low, high}) {
    if (k >= 0 && call.has(k)) check_fits(call.arg(k), dtype);
  }
  const auto plain = [&](int k) {
    return k < 0 || !call.has(k) || (!call.arg(k).isTensor() && call.number(k) == call.number(k));
  };
  if (is_floating_point(dtype) && dtype == self.dtype() && plain(low) && plain(high)) {
    constexpr double infinity = std::numeric_limits<double>::infinity();
    call.set(clamped(call, has_low ? call.number(low) : -infinity,
                     has_high ? call.number(high) : infinity));
    return;
  }
  const auto whole = [&](int k) { return k < 0 || !call.has(k) || call.arg(k).isInt(); };
  if (is_integral(dtype, false) && dtype != kUInt64 && dtype == self.dtype() && whole(low) &&
      whole(high)) {
    call.set(clamped_integers(self, has_low ? &call.arg(low) : nullptr,
                              has_high ? &call.arg(high) : nullptr));
    return;
  }
  Tensor current = convert(self, dtype);
  const auto apply = [&](int k, auto choose) {
    const Tensor bound = operand(call, k, dtype);
    const Tensor* const inputs[] = {&current, &bound};
    Tensor out = like_inputs(sizes, dtype,
                             Span<const Tensor* const>(inputs, call.arg(k).isTensor() ? 2 : 1));
    visit_real(call.op, dtype, [&](auto tag) {
      using T = typename decltype(tag)::type;
      binary_loop<T, T>(out, current, bound, choose);
    });
    current = out;
  };
  if (has_low) apply(low, Extremum<true>());
  if (has_high) apply(high, Extremum<false>());
  call.set(current);
}

template <bool Largest>
void extremum(KernelCall& call) {
  call.set(binary_as_is(call, common_dtype(call, 0, 1), Extremum<Largest>()));
}

}  // namespace

void aten_clamp(KernelCall& call) { clamp_with(call, 1, 2); }
void aten_clamp_Tensor(KernelCall& call) { clamp_with(call, 1, 2); }
void aten_clamp_min(KernelCall& call) { clamp_with(call, 1, -1); }
void aten_clamp_min_Tensor(KernelCall& call) { clamp_with(call, 1, -1); }
void aten_clamp_max(KernelCall& call) { clamp_with(call, -1, 1); }
void aten_clamp_max_Tensor(KernelCall& call) { clamp_with(call, -1, 1); }
void aten_maximum(KernelCall& call) { extremum<true>(call); }
void aten_minimum(KernelCall& call) { extremum<false>(call); }
void aten_max_other(KernelCall& call) { extremum<true>(call); }
void aten_min_other(KernelCall& call) { extremum<false>(call); }

}  // namespace minijit::kernels
