// Ints (64 bits, wrapping), floats and bools of programs.
#include <algorithm>
#include <cerrno>
#include <cmath>
#include <complex>
#include <cstdlib>
#include <utility>

#include "kernels/elementwise.h"
#include "kernels/kernel_list.h"
#include "kernels/text.h"
#include "support/checked.h"

namespace minijit::kernels {

namespace {

using Complex = std::complex<double>;
constexpr double pi = 3.14159265358979323846;

bool is_int(const KernelCall& call, int i) { return !call.arg(i).isDouble(); }
bool has_complex(const KernelCall& call) {
  return call.arg(0).isComplexDouble() || (call.n_in > 1 && call.arg(1).isComplexDouble());
}
Complex complex_number(const KernelCall& call, int i) {
  return call.arg(i).isComplexDouble() ? call.arg(i).toComplexDouble() : Complex(call.number(i));
}

[[noreturn]] void zero_division() { fail("division by 0"); }

}  // namespace

#define MJ_SAME(name, suffix) \
  void aten_##name##_##suffix(KernelCall& call) { name##_numbers(call); }
#define MJ_PAIRS(name) \
  MJ_SAME(name, int)   \
  MJ_SAME(name, float) \
  MJ_SAME(name, int_float) MJ_SAME(name, float_int)
#define MJ_COMPLEX_PAIRS(name) \
  MJ_SAME(name, complex)       \
  MJ_SAME(name, int_complex)   \
  MJ_SAME(name, complex_int) MJ_SAME(name, float_complex) MJ_SAME(name, complex_float)
#define MJ_ARITHMETIC(name, int_expression, float_expression) \
  static void name##_reals(KernelCall& call) {                \
    if (is_int(call, 0) && is_int(call, 1)) {                 \
      const int64_t a = call.integer(0), b = call.integer(1); \
      call.set(IValue(int_expression));                       \
    } else {                                                  \
      const double a = call.number(0), b = call.number(1);    \
      call.set(IValue(float_expression));                     \
    }                                                         \
  }
#define MJ_REAL_ARITHMETIC(name, int_expression, float_expression)     \
  MJ_ARITHMETIC(name, int_expression, float_expression)                \
  static void name##_numbers(KernelCall& call) { name##_reals(call); } \
  MJ_PAIRS(name) void aten_##name(KernelCall& call) { name##_numbers(call); }
#define MJ_FIELD_ARITHMETIC(name, int_expression, op)                     \
  MJ_ARITHMETIC(name, int_expression, a op b)                             \
  static void name##_numbers(KernelCall& call) {                          \
    if (!has_complex(call)) return name##_reals(call);                    \
    call.set(IValue(complex_number(call, 0) op complex_number(call, 1))); \
  }                                                                       \
  MJ_PAIRS(name) MJ_COMPLEX_PAIRS(name) void aten_##name(KernelCall& call) { name##_numbers(call); }

static int64_t checked_floordiv(int64_t a, int64_t b) {
  if (b == 0) zero_division();
  return floor_div(a, b);
}
static int64_t checked_mod(int64_t a, int64_t b) {
  if (b == 0) zero_division();
  return python_mod(a, b);
}
static double float_mod(double a, double b) {
  if (b == 0 || std::isinf(a) || std::isinf(b)) return NAN;
  return std::fmod(std::fmod(a, b) + b, b);
}

MJ_FIELD_ARITHMETIC(add, wrap_add(a, b), +)
MJ_FIELD_ARITHMETIC(sub, wrap_sub(a, b), -)
MJ_FIELD_ARITHMETIC(mul, wrap_mul(a, b), *)
MJ_REAL_ARITHMETIC(floordiv, checked_floordiv(a, b), std::floor(a / b))
MJ_REAL_ARITHMETIC(remainder, checked_mod(a, b), float_mod(a, b))
#undef MJ_REAL_ARITHMETIC
#undef MJ_FIELD_ARITHMETIC

static void div_numbers(KernelCall& call) {
  if (has_complex(call)) {
    call.set(IValue(complex_number(call, 0) / complex_number(call, 1)));
  } else {
    call.set(call.number(0) / call.number(1));
  }
}
MJ_SAME(div, int) MJ_SAME(div, float) MJ_SAME(div, complex) void aten_div(KernelCall& call) {
  div_numbers(call);
}

static void pow_numbers(KernelCall& call) {
  if (has_complex(call)) {
    if (!call.arg(1).isComplexDouble()) {
      call.set(IValue(std::pow(complex_number(call, 0), call.number(1))));
    } else if (!call.arg(0).isComplexDouble()) {
      call.set(IValue(std::pow(call.number(0), complex_number(call, 1))));
    } else {
      call.set(IValue(std::pow(complex_number(call, 0), complex_number(call, 1))));
    }
    return;
  }
  const double base = call.number(0), exponent = call.number(1);
  if (base == 0 && exponent < 0) fail("0.0 cannot be raised to a negative power");
  call.set(std::pow(base, exponent));
}
MJ_PAIRS(pow)
MJ_SAME(pow, complex)
MJ_SAME(pow, float_complex)
MJ_SAME(pow, complex_float) MJ_SAME(pow, Scalar_Scalar) void aten_pow_int_to_int(KernelCall& call) {
  int64_t base = call.integer(0), exponent = call.integer(1);
  if (exponent < 0) {
    call.set(IValue(base == 1    ? int64_t{1}
                    : base == -1 ? (exponent % 2 ? int64_t{-1} : int64_t{1})
                                 : int64_t{0}));
    return;
  }
  int64_t result = 1;
  for (; exponent; exponent >>= 1) {
    if (exponent & 1) result = wrap_mul(result, base);
    base = wrap_mul(base, base);
  }
  call.set(result);
}

#define MJ_COMPARE(name, op)                                \
  static void name##_reals(KernelCall& call) {              \
    if (is_int(call, 0) && is_int(call, 1)) {               \
      call.set(IValue(call.integer(0) op call.integer(1))); \
    } else {                                                \
      call.set(IValue(call.number(0) op call.number(1)));   \
    }                                                       \
  }                                                         \
  void aten_##name##_str(KernelCall& call) { call.set(IValue(call.string(0) op call.string(1))); }
#define MJ_ORDER(name, op)                                             \
  MJ_COMPARE(name, op)                                                 \
  static void name##_numbers(KernelCall& call) { name##_reals(call); } \
  MJ_PAIRS(name) void aten_##name(KernelCall& call) { name##_numbers(call); }
#define MJ_EQUALITY(name, op)                                                                    \
  MJ_COMPARE(name, op)                                                                           \
  static void name##_numbers(KernelCall& call) {                                                 \
    if (!has_complex(call)) return name##_reals(call);                                           \
    call.set(IValue(complex_number(call, 0) op complex_number(call, 1)));                        \
  }                                                                                              \
  MJ_PAIRS(name)                                                                                 \
  MJ_SAME(name, bool)                                                                            \
  MJ_SAME(name, complex)                                                                         \
  MJ_SAME(name, float_complex) MJ_SAME(name, complex_float) void aten_##name(KernelCall& call) { \
    name##_numbers(call);                                                                        \
  }                                                                                              \
  void aten_##name##_device(KernelCall& call) {                                                  \
    call.set(IValue(call.arg(0).toDevice() op call.arg(1).toDevice()));                          \
  }
MJ_EQUALITY(eq, ==)
MJ_EQUALITY(ne, !=)
MJ_ORDER(lt, <)
MJ_ORDER(le, <=)
MJ_ORDER(gt, >)
MJ_ORDER(ge, >=)
#undef MJ_EQUALITY
#undef MJ_ORDER
#undef MJ_COMPARE

static void neg_numbers(KernelCall& call) {
  if (has_complex(call)) {
    call.set(IValue(-complex_number(call, 0)));
  } else if (is_int(call, 0)) {
    call.set(IValue(wrap_sub(int64_t{0}, call.integer(0))));
  } else {
    call.set(-call.number(0));
  }
}
MJ_SAME(neg, int)
MJ_SAME(neg, float)
MJ_SAME(neg, complex) MJ_SAME(neg, Scalar) static void abs_numbers(KernelCall& call) {
  if (has_complex(call)) {
    call.set(std::abs(complex_number(call, 0)));
  } else if (is_int(call, 0)) {
    const int64_t a = call.integer(0);
    call.set(IValue(a < 0 ? wrap_sub(int64_t{0}, a) : a));
  } else {
    call.set(std::fabs(call.number(0)));
  }
}
void prim_abs_int(KernelCall& call) { abs_numbers(call); }
void prim_abs_float(KernelCall& call) { abs_numbers(call); }
void prim_abs_complex(KernelCall& call) { abs_numbers(call); }
void prim_abs_Scalar(KernelCall& call) { abs_numbers(call); }
void prim_abs(KernelCall& call) { aten_abs(call); }

using RealFunction = double (*)(double);
using ComplexFunction = Complex (*)(const Complex&);

static void real_function(KernelCall& call, RealFunction function) {
  call.set(function(call.number(0)));
}
static void complex_function(KernelCall& call, RealFunction real, ComplexFunction complex) {
  if (!has_complex(call)) return real_function(call, real);
  call.set(IValue(complex(complex_number(call, 0))));
}
#define MJ_REAL(name, function)                                                   \
  static void name##_numbers(KernelCall& call) { real_function(call, function); } \
  MJ_SAME(name, int) MJ_SAME(name, float)
#define MJ_REAL_OR_SCALAR(name, function) MJ_REAL(name, function) MJ_SAME(name, Scalar)
#define MJ_COMPLEX(name)                                  \
  static void name##_numbers(KernelCall& call) {          \
    complex_function(call, std::name, std::name<double>); \
  }                                                       \
  MJ_SAME(name, int) MJ_SAME(name, float) MJ_SAME(name, complex)
#define MJ_COMPLEX_OR_SCALAR(name) MJ_COMPLEX(name) MJ_SAME(name, Scalar)
MJ_REAL_OR_SCALAR(expm1, std::expm1)
MJ_REAL_OR_SCALAR(log1p, std::log1p)
MJ_REAL_OR_SCALAR(erf, std::erf)
MJ_REAL_OR_SCALAR(erfc, std::erfc)
MJ_REAL_OR_SCALAR(gamma, std::tgamma)
MJ_REAL_OR_SCALAR(lgamma, std::lgamma)
MJ_REAL_OR_SCALAR(fabs, std::fabs)
MJ_REAL_OR_SCALAR(round, std::nearbyint)
MJ_REAL_OR_SCALAR(degrees, [](double x) { return x * (180.0 / pi); })
MJ_REAL_OR_SCALAR(radians, [](double x) { return x * (pi / 180.0); })
MJ_COMPLEX_OR_SCALAR(exp)
MJ_COMPLEX_OR_SCALAR(log10)
MJ_COMPLEX_OR_SCALAR(sqrt)
MJ_COMPLEX_OR_SCALAR(sin)
MJ_COMPLEX_OR_SCALAR(cos)
MJ_COMPLEX_OR_SCALAR(tan)
MJ_COMPLEX_OR_SCALAR(asin)
MJ_COMPLEX_OR_SCALAR(acos)
MJ_COMPLEX_OR_SCALAR(atan)
MJ_COMPLEX_OR_SCALAR(sinh)
MJ_COMPLEX_OR_SCALAR(cosh)
MJ_COMPLEX_OR_SCALAR(tanh)
MJ_COMPLEX_OR_SCALAR(asinh)
MJ_COMPLEX_OR_SCALAR(acosh)
MJ_COMPLEX_OR_SCALAR(atanh)
MJ_COMPLEX_OR_SCALAR(log)
#undef MJ_COMPLEX_OR_SCALAR
#undef MJ_COMPLEX
#undef MJ_REAL_OR_SCALAR
#undef MJ_REAL
static void angle_numbers(KernelCall& call) {
  const double x = has_complex(call) ? std::arg(complex_number(call, 0)) : call.number(0);
  call.set(has_complex(call) ? x : std::signbit(x) ? pi : 0.0);
}
MJ_SAME(angle, int)
MJ_SAME(angle, float)
MJ_SAME(angle, complex) MJ_SAME(angle, Scalar) static void polar_numbers(KernelCall& call) {
  const double radius = call.number(0), angle = call.number(1);
  call.set(IValue(Complex(radius * std::cos(angle), radius * std::sin(angle))));
}
MJ_PAIRS(polar)
MJ_SAME(polar, Scalar_Scalar)
static void whole(KernelCall& call, double (*round)(double)) {
  if (is_int(call, 0)) {
    call.set(call.integer(0));
    return;
  }
  const double x = round(call.number(0));
  if (!fits_int64(x)) {
    fail("Cannot convert float " + std::to_string(call.number(0)) + " to integer");
  }
  call.set(static_cast<int64_t>(x));
}
static void floor_numbers(KernelCall& call) {
  whole(call, [](double x) { return std::floor(x); });
}
static void ceil_numbers(KernelCall& call) {
  whole(call, [](double x) { return std::ceil(x); });
}
MJ_SAME(floor, int)
MJ_SAME(floor, float)
MJ_SAME(floor, Scalar)
MJ_SAME(ceil, int)
MJ_SAME(ceil, float)
MJ_SAME(ceil, Scalar)

static void real_pair(KernelCall& call, double (*function)(double, double)) {
  call.set(function(call.number(0), call.number(1)));
}
#define MJ_REAL_PAIR(name, function)                                          \
  static void name##_numbers(KernelCall& call) { real_pair(call, function); } \
  MJ_PAIRS(name)
MJ_REAL_PAIR(atan2, std::atan2)
MJ_SAME(atan2, Scalar_Scalar)
MJ_REAL_PAIR(fmod, std::fmod)
MJ_REAL_PAIR(copysign, std::copysign)
MJ_REAL_PAIR(mathremainder, std::remainder)
#undef MJ_REAL_PAIR
void aten_fmod(KernelCall& call) { fmod_numbers(call); }
void aten_copysign(KernelCall& call) { copysign_numbers(call); }
void aten_mathremainder(KernelCall& call) { mathremainder_numbers(call); }

static void log_pair(KernelCall& call) {
  if (has_complex(call)) {
    call.set(IValue(std::log(complex_number(call, 0)) / std::log(complex_number(call, 1))));
  } else {
    call.set(std::log(call.number(0)) / std::log(call.number(1)));
  }
}
#define MJ_LOG(suffix) \
  void aten_log_##suffix(KernelCall& call) { log_pair(call); }
MJ_LOG(int_int)
MJ_LOG(int_float)
MJ_LOG(float_int)
MJ_LOG(float_float)
MJ_LOG(complex_complex)
MJ_LOG(int_complex)
MJ_LOG(complex_int)
MJ_LOG(float_complex)
MJ_LOG(complex_float)
MJ_LOG(Scalar_Scalar)
#undef MJ_LOG

/// Whether a property holds for both parts of a number (`all`), or for one of them.
static void classify(KernelCall& call, bool (*holds)(double), bool all) {
  const Complex x = complex_number(call, 0);
  const bool real = holds(x.real()), imag = holds(x.imag());
  call.set(IValue(all ? real && imag : real || imag));
}
#define MJ_CLASSIFY(name, all)                                  \
  static void name##_numbers(KernelCall& call) {                \
    classify(call, [](double x) { return std::name(x); }, all); \
  }                                                             \
  MJ_SAME(name, float) MJ_SAME(name, complex)
MJ_CLASSIFY(isnan, false)
MJ_CLASSIFY(isinf, false)
MJ_CLASSIFY(isfinite, true)
#undef MJ_CLASSIFY

void aten_modf(KernelCall& call) {
  double whole = 0;
  call.set(0, std::modf(call.number(0), &whole));
  call.set(1, whole);
}
void aten_frexp(KernelCall& call) {
  int exponent = 0;
  call.set(0, std::frexp(call.number(0), &exponent));
  call.set(1, int64_t{exponent});
}
void aten_ldexp(KernelCall& call) {
  constexpr int64_t beyond = 1 << 16;  // of every exponent of a double
  const int64_t exponent = std::min(std::max(call.integer(1), -beyond), beyond);
  call.set(std::ldexp(call.number(0), static_cast<int>(exponent)));
}
void aten_gcd_int(KernelCall& call) {
  int64_t a = call.integer(0), b = call.integer(1);
  while (b != 0) a = std::exchange(b, b == -1 ? 0 : a % b);
  call.set(a < 0 ? wrap_sub(int64_t{0}, a) : a);
}
void aten_factorial_int(KernelCall& call) {
  const int64_t n = call.integer(0);
  if (n < 0) fail("factorial() not defined for negative values");
  int64_t product = 1;
  // From 66! on the product is a multiple of 2^64.
  for (int64_t i = 2; i <= std::min<int64_t>(n, 66); ++i) product = wrap_mul(product, i);
  call.set(product);
}
static void divmod_numbers(KernelCall& call) {
  if (is_int(call, 0) && is_int(call, 1)) {
    const int64_t a = call.integer(0), b = call.integer(1);
    if (b == 0) fail("ZeroDivisionError: integer division or modulo by zero");
    call.set(0, floor_div(a, b));
    call.set(1, python_mod(a, b));
    return;
  }
  const double a = call.number(0), b = call.number(1);
  if (b == 0) fail("ZeroDivisionError: float divmod()");
  double rest = std::fmod(a, b);
  if (rest != 0 && (rest < 0) != (b < 0)) rest += b;
  call.set(0, (a - rest) / b);
  call.set(1, rest);
}
MJ_PAIRS(divmod)
void aten___round_to_zero_floordiv_int(KernelCall& call) {
  const int64_t a = call.integer(0), b = call.integer(1);
  if (b == 0) zero_division();
  call.set(b == -1 ? wrap_sub(int64_t{0}, a) : a / b);
}

/// A number as complex(), a tensor through its one element.
static Complex complex_part(const KernelCall& call, int i) {
  return call.arg(i).isTensor() ? call.tensor(i).item<Complex>() : complex_number(call, i);
}
static void Complex_numbers(KernelCall& call) {
  if (call.n_in == 1) return call.set(IValue(complex_part(call, 0)));
  call.set(IValue(complex_part(call, 0) + Complex(0, 1) * complex_part(call, 1)));
}
MJ_SAME(Complex, Scalar)
MJ_SAME(Complex, Tensor_Tensor)
MJ_SAME(Complex, int_bool)
MJ_SAME(Complex, bool_int)
MJ_SAME(Complex, float_bool)
MJ_SAME(Complex, bool_float)
MJ_SAME(Complex, float_int)
MJ_SAME(Complex, int_float)
MJ_SAME(Complex, int_int)
MJ_SAME(Complex, bool_bool)
MJ_SAME(Complex, float_float)
MJ_SAME(Complex, Tensor_float)
MJ_SAME(Complex, float_Tensor)
MJ_SAME(Complex, Tensor_int)
MJ_SAME(Complex, int_Tensor)
MJ_SAME(Complex, Tensor_bool)
MJ_SAME(Complex, bool_Tensor)
void aten_ComplexImplicit(KernelCall& call) { Complex_numbers(call); }

static void Int_numbers(KernelCall& call) {
  if (is_int(call, 0)) {
    call.set(call.integer(0));
  } else {
    const double value = call.number(0);
    call.set(fits_int64(value) ? static_cast<int64_t>(value) : INT64_MIN);
  }
}
MJ_SAME(Int, bool)
MJ_SAME(Int, float) MJ_SAME(Int, Scalar) static void Float_numbers(KernelCall& call) {
  call.set(call.number(0));
}
MJ_SAME(Float, bool)
MJ_SAME(Float, int) MJ_SAME(Float, Scalar) void aten_Bool_int(KernelCall& call) {
  call.set(IValue(call.number(0) != 0));
}
void aten_Bool_float(KernelCall& call) { call.set(IValue(call.number(0) != 0)); }
void aten_Int_str(KernelCall& call) {
  const std::string& text = call.string(0);
  char* end = nullptr;
  errno = 0;
  const long long value = std::strtoll(text.c_str(), &end, 10);
  if (end == text.c_str() || end != text.c_str() + text.size())
    fail("stoll: invalid literal for int() with base 10: '" + text + "'");
  if (errno == ERANGE) fail("stoll: out of the range of 64 bits: '" + text + "'");
  call.set(static_cast<int64_t>(value));
}
void aten_Float_str(KernelCall& call) {
  const std::string& text = call.string(0);
  char* end = nullptr;
  errno = 0;
  const double value = std::strtod(text.c_str(), &end);
  if (end == text.c_str() || end != text.c_str() + text.size())
    fail("stod: could not convert string to float: '" + text + "'");
  if (errno == ERANGE) fail("stod: out of the range of a float: '" + text + "'");
  call.set(value);
}

#define MJ_BITS(name, op)                                        \
  void aten___##name##___int(KernelCall& call) {                 \
    call.set(IValue(call.integer(0) op call.integer(1)));        \
  }                                                              \
  void aten___##name##___bool(KernelCall& call) {                \
    call.set(IValue((call.integer(0) op call.integer(1)) != 0)); \
  }
MJ_BITS(and, &)
MJ_BITS(or, |)
MJ_BITS(xor, ^)
#undef MJ_BITS
void aten___lshift___int(KernelCall& call) {
  call.set(static_cast<int64_t>(static_cast<uint64_t>(call.integer(0)) << (call.integer(1) & 63)));
}
void aten___rshift___int(KernelCall& call) {
  call.set(IValue(call.integer(0) >> (call.integer(1) & 63)));
}
void aten___not__(KernelCall& call) { call.set(IValue(!call.boolean(0))); }

void aten___is__(KernelCall& call) {
  const IValue &a = call.arg(0), &b = call.arg(1);
  if (a.isString() && b.isString()) {
    call.set(IValue(a.toStringRef() == b.toStringRef()));
  } else {
    call.set(IValue(a.is(b)));
  }
}
void aten___isnot__(KernelCall& call) {
  aten___is__(call);
  call.set(IValue(!call.out[0].toBool()));
}

template <bool Largest>
static void extremum_numbers(KernelCall& call) {
  if (is_int(call, 0) && is_int(call, 1)) {
    const int64_t a = call.integer(0), b = call.integer(1);
    call.set(IValue(Largest ? std::max(a, b) : std::min(a, b)));
  } else {
    const double a = call.number(0), b = call.number(1);
    // As PyTorch decides for NaN and for zeros of two signs.
    call.set(IValue((Largest ? a > b : a < b) ? a : b));
  }
}
template <bool Largest>
static void extremum_self(KernelCall& call) {
  const Span<const IValue> items = call.arg(0).toListRef();
  if (items.empty())
    fail(Largest ? "max() arg is an empty sequence" : "min() arg is an empty sequence");
  const IValue* best = &items[0];
  for (const IValue& item : items) {
    const double a = item.toNumber(), b = best->toNumber();
    if (Largest ? a > b : a < b) best = &item;
  }
  call.set(*best);
}
template <bool Largest>
static void extremum_lists(KernelCall& call) {
  const Span<const IValue> a = call.arg(0).toListRef(), b = call.arg(1).toListRef();
  const bool less = std::lexicographical_compare(
      b.begin(), b.end(), a.begin(), a.end(),
      [](const IValue& x, const IValue& y) { return x.toNumber() < y.toNumber(); });
  call.set(less != Largest ? call.arg(1) : call.arg(0));
}
#define MJ_EXTREMUM(name, largest)                                                    \
  void prim_##name##_int(KernelCall& call) { extremum_numbers<largest>(call); }       \
  void prim_##name##_float(KernelCall& call) { extremum_numbers<largest>(call); }     \
  void prim_##name##_int_float(KernelCall& call) { extremum_numbers<largest>(call); } \
  void prim_##name##_float_int(KernelCall& call) { extremum_numbers<largest>(call); } \
  void prim_##name(KernelCall& call) { extremum_numbers<largest>(call); }             \
  void prim_##name##_self_int(KernelCall& call) { extremum_self<largest>(call); }     \
  void prim_##name##_self_float(KernelCall& call) { extremum_self<largest>(call); }   \
  void prim_##name##_self_bool(KernelCall& call) { extremum_self<largest>(call); }    \
  void prim_##name##_int_list(KernelCall& call) { extremum_lists<largest>(call); }    \
  void prim_##name##_float_list(KernelCall& call) { extremum_lists<largest>(call); }  \
  void prim_##name##_bool_list(KernelCall& call) { extremum_lists<largest>(call); }
MJ_EXTREMUM(min, false)
MJ_EXTREMUM(max, true)
#undef MJ_EXTREMUM
#undef MJ_SAME
#undef MJ_PAIRS
#undef MJ_COMPLEX_PAIRS

void aten___range_length(KernelCall& call) {
  const int64_t low = call.integer(0), high = call.integer(1), step = call.integer(2);
  if (step == 0) fail("range() arg 3 must not be zero");
  const uint64_t one = 1;
  if (step > 0 && low < high) {
    const uint64_t span = static_cast<uint64_t>(high) - one - static_cast<uint64_t>(low);
    call.set(static_cast<int64_t>(one + span / static_cast<uint64_t>(step)));
  } else if (step < 0 && low > high) {
    const uint64_t span = static_cast<uint64_t>(low) - one - static_cast<uint64_t>(high);
    call.set(static_cast<int64_t>(one + span / (0 - static_cast<uint64_t>(step))));
  } else {
    call.set(int64_t{0});
  }
}
void aten___derive_index(KernelCall& call) {
  call.set(IValue(wrap_add(call.integer(1), wrap_mul(call.integer(0), call.integer(2)))));
}

}  // namespace minijit::kernels
