// Ints (64 bits, wrapping), floats and bools of programs.
#include <algorithm>
#include <cmath>
#include <cstdlib>

#include "kernels/elementwise.h"
#include "kernels/kernel_list.h"
#include "kernels/text.h"

namespace minijit::kernels {

namespace {

bool is_int(const KernelCall& call, int i) { return !call.arg(i).isDouble(); }

[[noreturn]] void zero_division() { fail("division by 0"); }

double python_floordiv(double a, double b) {
  if (b == 0) return a == 0 || std::isnan(a) ? NAN : std::copysign(INFINITY, a);
  return std::floor(a / b);
}

double to_int_range(double value) {
  return std::isfinite(value) && std::fabs(value) < 9223372036854775808.0 ? value
                                                                          : -9223372036854775808.0;
}

}  // namespace

#define MJ_SAME(name, suffix) \
  void aten_##name##_##suffix(KernelCall& call) { name##_numbers(call); }
#define MJ_ARITHMETIC(name, int_expression, float_expression)                            \
  static void name##_numbers(KernelCall& call) {                                         \
    if (is_int(call, 0) && is_int(call, 1)) {                                            \
      const int64_t a = call.integer(0), b = call.integer(1);                            \
      call.set(IValue(int_expression));                                                  \
    } else {                                                                             \
      const double a = call.number(0), b = call.number(1);                               \
      call.set(IValue(float_expression));                                                \
    }                                                                                    \
  }                                                                                      \
  MJ_SAME(name, int)                                                                     \
  MJ_SAME(name, float)                                                                   \
  MJ_SAME(name, int_float) MJ_SAME(name, float_int) void aten_##name(KernelCall& call) { \
    name##_numbers(call);                                                                \
  }

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

MJ_ARITHMETIC(add, wrap_add(a, b), a + b)
MJ_ARITHMETIC(sub, wrap_sub(a, b), a - b)
MJ_ARITHMETIC(mul, wrap_mul(a, b), a* b)
MJ_ARITHMETIC(floordiv, checked_floordiv(a, b), python_floordiv(a, b))
MJ_ARITHMETIC(remainder, checked_mod(a, b), float_mod(a, b))
#undef MJ_ARITHMETIC

static void div_numbers(KernelCall& call) { call.set(call.number(0) / call.number(1)); }
void aten_div_int(KernelCall& call) { div_numbers(call); }
void aten_div_float(KernelCall& call) { div_numbers(call); }
void aten_div(KernelCall& call) { div_numbers(call); }

static void pow_numbers(KernelCall& call) {
  const double base = call.number(0), exponent = call.number(1);
  if (base == 0 && exponent < 0) fail("0.0 cannot be raised to a negative power");
  call.set(std::pow(base, exponent));
}
MJ_SAME(pow, int)
MJ_SAME(pow, float)
MJ_SAME(pow, int_float)
MJ_SAME(pow, float_int) MJ_SAME(pow, Scalar_Scalar) void aten_pow_int_to_int(KernelCall& call) {
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

#define MJ_COMPARE(name, op)                                                             \
  static void name##_numbers(KernelCall& call) {                                         \
    if (is_int(call, 0) && is_int(call, 1)) {                                            \
      call.set(IValue(call.integer(0) op call.integer(1)));                              \
    } else {                                                                             \
      call.set(IValue(call.number(0) op call.number(1)));                                \
    }                                                                                    \
  }                                                                                      \
  MJ_SAME(name, int)                                                                     \
  MJ_SAME(name, float)                                                                   \
  MJ_SAME(name, int_float) MJ_SAME(name, float_int) void aten_##name(KernelCall& call) { \
    name##_numbers(call);                                                                \
  }                                                                                      \
  void aten_##name##_str(KernelCall& call) { call.set(IValue(call.string(0) op call.string(1))); }
MJ_COMPARE(eq, ==)
MJ_COMPARE(ne, !=)
MJ_COMPARE(lt, <)
MJ_COMPARE(le, <=)
MJ_COMPARE(gt, >)
MJ_COMPARE(ge, >=)
#undef MJ_COMPARE
MJ_SAME(eq, bool) MJ_SAME(ne, bool) void aten_eq_device(KernelCall& call) {
  call.set(IValue(call.arg(0).toDevice() == call.arg(1).toDevice()));
}
void aten_ne_device(KernelCall& call) {
  call.set(IValue(call.arg(0).toDevice() != call.arg(1).toDevice()));
}

static void neg_numbers(KernelCall& call) {
  if (is_int(call, 0)) {
    call.set(IValue(wrap_sub(int64_t{0}, call.integer(0))));
  } else {
    call.set(-call.number(0));
  }
}
MJ_SAME(neg, int)
MJ_SAME(neg, float) MJ_SAME(neg, Scalar) static void abs_numbers(KernelCall& call) {
  if (is_int(call, 0)) {
    const int64_t a = call.integer(0);
    call.set(IValue(a < 0 ? wrap_sub(int64_t{0}, a) : a));
  } else {
    call.set(std::fabs(call.number(0)));
  }
}
void prim_abs_int(KernelCall& call) { abs_numbers(call); }
void prim_abs_float(KernelCall& call) { abs_numbers(call); }
void prim_abs_Scalar(KernelCall& call) { abs_numbers(call); }
void prim_abs(KernelCall& call) { aten_abs(call); }

#define MJ_FUNCTION(name, expression)            \
  static void name##_numbers(KernelCall& call) { \
    const double x = call.number(0);             \
    call.set(IValue(expression));                \
  }                                              \
  MJ_SAME(name, int) MJ_SAME(name, float)
MJ_FUNCTION(exp, std::exp(x))
MJ_FUNCTION(expm1, std::expm1(x))
MJ_FUNCTION(log, std::log(x))
MJ_FUNCTION(log10, std::log10(x))
MJ_FUNCTION(log1p, std::log1p(x))
MJ_FUNCTION(sqrt, std::sqrt(x))
MJ_FUNCTION(sin, std::sin(x))
MJ_FUNCTION(cos, std::cos(x))
MJ_FUNCTION(atan, std::atan(x))
MJ_FUNCTION(tan, std::tan(x))
MJ_FUNCTION(asin, std::asin(x))
MJ_FUNCTION(acos, std::acos(x))
MJ_FUNCTION(erf, std::erf(x))
MJ_FUNCTION(tanh, std::tanh(x))
MJ_FUNCTION(round, std::nearbyint(x))
#undef MJ_FUNCTION
static void whole(KernelCall& call, double (*round)(double)) {
  if (is_int(call, 0)) {
    call.set(call.integer(0));
    return;
  }
  const double x = round(call.number(0));
  if (!(std::fabs(x) < 9223372036854775808.0)) {
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
MJ_SAME(ceil, int) MJ_SAME(ceil, float) void aten_atan_Scalar(KernelCall& call) {
  call.set(std::atan(call.number(0)));
}
static void atan2_numbers(KernelCall& call) {
  call.set(std::atan2(call.number(0), call.number(1)));
}
void aten_atan2_int(KernelCall& call) { atan2_numbers(call); }
void aten_atan2_float(KernelCall& call) { atan2_numbers(call); }
void aten_atan2_int_float(KernelCall& call) { atan2_numbers(call); }
void aten_atan2_float_int(KernelCall& call) { atan2_numbers(call); }
static void fmod_numbers(KernelCall& call) { call.set(std::fmod(call.number(0), call.number(1))); }
void aten_fmod_int(KernelCall& call) { fmod_numbers(call); }
void aten_fmod_float(KernelCall& call) { fmod_numbers(call); }
static void log_numbers2(KernelCall& call) {
  call.set(std::log(call.number(0)) / std::log(call.number(1)));
}
void aten_log_int_int(KernelCall& call) { log_numbers2(call); }
void aten_log_int_float(KernelCall& call) { log_numbers2(call); }
void aten_log_float_int(KernelCall& call) { log_numbers2(call); }
void aten_log_float_float(KernelCall& call) { log_numbers2(call); }
void aten_isnan_float(KernelCall& call) { call.set(IValue(std::isnan(call.number(0)))); }
void aten_isinf_float(KernelCall& call) { call.set(IValue(std::isinf(call.number(0)))); }
void aten_isfinite_float(KernelCall& call) { call.set(IValue(std::isfinite(call.number(0)))); }

static void Int_numbers(KernelCall& call) {
  if (is_int(call, 0)) {
    call.set(call.integer(0));
  } else {
    call.set(static_cast<int64_t>(to_int_range(call.number(0))));
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
  const long long value = std::strtoll(text.c_str(), &end, 10);
  if (end == text.c_str() || end != text.c_str() + text.size())
    fail("invalid literal for int() with base 10: '" + text + "'");
  call.set(static_cast<int64_t>(value));
}
void aten_Float_str(KernelCall& call) {
  const std::string& text = call.string(0);
  char* end = nullptr;
  const double value = std::strtod(text.c_str(), &end);
  if (end == text.c_str() || end != text.c_str() + text.size())
    fail("could not convert string to float: '" + text + "'");
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
    call.set(IValue((Largest ? b > a : b < a) ? b : a));
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
