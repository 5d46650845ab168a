// Special functions, gcd and the parts of floating-point numbers: plain loops in double precision.
#include <cmath>
#include <numeric>

#include "kernels/elementwise.h"
#include "kernels/kernel_list.h"

namespace minijit::kernels {

namespace {

constexpr double pi = 3.14159265358979323846;

double polynomial(std::initializer_list<double> factors, double z) {
  double total = 0;
  for (const double factor : factors) total = total * z + factor;
  return total;
}

double lgamma_of(double x) {
  return x <= 0 && x == std::floor(x) ? std::numeric_limits<double>::infinity() : std::lgamma(x);
}

double digamma(double x) {
  if (x == 0) return std::copysign(std::numeric_limits<double>::infinity(), -x);
  if (x < 0) {
    if (x == std::floor(x)) return std::numeric_limits<double>::quiet_NaN();
    return digamma(1 - x) - pi / std::tan(pi * std::fmod(x, 1));
  }
  double shift = 0;
  for (; x < 10; x += 1) shift += 1 / x;
  // The Bernoulli numbers B(2k) / 2k of the asymptotic series.
  const double z = 1 / (x * x);
  const double tail = polynomial(
      {1.0 / 12, -691.0 / 32760, 1.0 / 132, -1.0 / 240, 1.0 / 252, -1.0 / 120, 1.0 / 12}, z);
  return std::log(x) - 0.5 / x - tail * z - shift;
}

/// A rational guess in two ranges, and two steps of Newton's.
double erfinv(double y) {
  const double size = std::fabs(y);
  if (size == 1) return std::copysign(std::numeric_limits<double>::infinity(), y);
  if (!(size < 1)) return std::numeric_limits<double>::quiet_NaN();
  double x;
  if (size <= 0.7) {
    const double z = y * y;
    x = y * polynomial({-0.140543331, 0.914624893, -1.645349621, 0.886226899}, z) /
        polynomial({0.012229801, -0.329097515, 1.442710462, -2.118377725, 1}, z);
  } else {
    const double z = std::sqrt(-std::log((1 - size) / 2));
    x = std::copysign(polynomial({1.641345311, 3.429567803, -1.624906493, -1.970840454}, z) /
                          polynomial({1.6370678, 3.5438892, 1}, z),
                      y);
  }
  for (int i = 0; i < 2; ++i) {
    x -= (std::erf(x) - y) / (2 / std::sqrt(pi) * std::exp(-x * x));
  }
  return x;
}

/// The sum of (x / 2)^2k / k!^2, whose terms are all positive.
double bessel_i0(double x) {
  if (std::isinf(x)) return x - x;  // as PyTorch
  const double z = x * x / 4;
  double term = 1, total = 1;
  for (int k = 1; k < 2000 && term > 1e-17 * total && std::isfinite(total); ++k) {
    term *= z / (static_cast<double>(k) * k);
    total += term;
  }
  return std::isnan(x) ? x : total;
}

/// Hurwitz's zeta: the sum of (q + k)^-x.
double zeta(double x, double q) {
  constexpr double inf = std::numeric_limits<double>::infinity();
  // (2k)! / B(2k), for the tail of Euler's and Maclaurin's sum.
  constexpr double divisors[] = {12.0,
                                 -720.0,
                                 30240.0,
                                 -1209600.0,
                                 47900160.0,
                                 -1.8924375803183791606e9,
                                 7.47242496e10,
                                 -2.950130727918164224e12,
                                 1.1646782814350067249e14,
                                 -4.5979787224074726105e15,
                                 1.8152105401943546773e17,
                                 -7.1661652561756670113e18};
  if (x == 1) return inf;
  if (!(x >= 1) || std::isnan(q)) return std::numeric_limits<double>::quiet_NaN();
  if (q <= 0) {
    if (q == std::floor(q)) return inf;
    if (x != std::floor(x)) return std::numeric_limits<double>::quiet_NaN();
  }
  double total = std::pow(q, -x), a = q, b = 0;
  const int64_t terms = q < 1 && q > -1e6 ? static_cast<int64_t>(std::ceil(10 - q)) : 9;
  for (int64_t i = 0; i < terms; ++i) {
    a += 1;
    b = std::pow(a, -x);
    total += b;
    if (std::fabs(b) < 1.2e-16 * std::fabs(total)) return total;
  }
  total += b * a / (x - 1) - 0.5 * b;
  double factor = 1;
  for (int i = 0; i < 12; ++i) {
    factor *= x + 2 * i;
    b /= a;
    const double step = factor * b / divisors[i];
    total += step;
    if (std::fabs(step) < 1.2e-16 * std::fabs(total)) break;
    factor *= x + 2 * i + 1;
    b /= a;
  }
  return total;
}

template <class F>
Tensor each(const KernelCall& call, int argument, const char* name, F f) {
  const Tensor& self = call.tensor(argument);
  if (is_complex(self.dtype())) not_implemented(name, self.dtype());
  const DType dtype = is_floating_point(self.dtype()) ? self.dtype() : default_dtype();
  Tensor out = like(self, dtype);
  // Through the dtype itself, in which an integer may be another number.
  unary_loop<double, double>(out, convert(self, dtype), f);
  return out;
}

template <class F>
Tensor integers(const KernelCall& call, const char* name, F f) {
  const DType dtype = common_dtype(call, 0, 1);
  if (!is_integral(dtype, false)) not_implemented(name, dtype);
  return binary(call, dtype, [f](auto a, auto b) {
    using T = decltype(a);
    if constexpr (std::is_integral_v<T>) {
      return static_cast<T>(f(a, b));
    } else {
      return a;
    }
  });
}

uint64_t absolute(int64_t x) {
  return x < 0 ? uint64_t{0} - static_cast<uint64_t>(x) : static_cast<uint64_t>(x);
}

void copysign_of(KernelCall& call) {
  const DType common = common_dtype(call, 0, 1);
  if (is_complex(common)) not_implemented("copysign_cpu", common);
  call.set(binary(call, is_floating_point(common) ? common : default_dtype(), [](auto a, auto b) {
    using T = decltype(a);
    if constexpr (std::is_floating_point_v<T>) {
      return std::copysign(a, b);
    } else {
      return a;
    }
  }));
}

}  // namespace

void aten_lgamma(KernelCall& call) { call.set(each(call, 0, "lgamma_vml_cpu", lgamma_of)); }
void aten_digamma(KernelCall& call) { call.set(each(call, 0, "digamma", digamma)); }
void aten_erfinv(KernelCall& call) { call.set(each(call, 0, "erfinv_vml_cpu", erfinv)); }
void aten_erfc(KernelCall& call) {
  call.set(each(call, 0, "erfc_vml_cpu", [](double x) { return std::erfc(x); }));
}
void aten_i0(KernelCall& call) { call.set(each(call, 0, "i0_vml_cpu", bessel_i0)); }

void aten_polygamma(KernelCall& call) {
  const int64_t n = call.integer(0);
  if (n == 0) return call.set(each(call, 1, "digamma", digamma));
  const double order = static_cast<double>(n);
  const double scale =
      (n % 2 ? 1 : -1) *
      (n > 0 && n < 171 ? std::tgamma(order + 1) : std::numeric_limits<double>::infinity());
  call.set(each(call, 1, "polygamma", [=](double x) { return scale * zeta(order + 1, x); }));
}

void aten_special_zeta(KernelCall& call) {
  const DType common = common_dtype(call, 0, 1);
  if (is_complex(common)) not_implemented("zeta", common);
  call.set(binary(call, is_floating_point(common) ? common : default_dtype(), [](auto a, auto b) {
    using T = decltype(a);
    return static_cast<T>(zeta(static_cast<double>(a), static_cast<double>(b)));
  }));
}

void aten_gcd(KernelCall& call) {
  call.set(integers(call, "gcd_cpu", [](int64_t a, int64_t b) {
    return static_cast<int64_t>(std::gcd(absolute(a), absolute(b)));
  }));
}

void aten_lcm(KernelCall& call) {
  call.set(integers(call, "lcm_cpu", [](int64_t a, int64_t b) {
    const uint64_t x = absolute(a), y = absolute(b), divisor = std::gcd(x, y);
    return static_cast<int64_t>(divisor ? x / divisor * y : 0);
  }));
}

void aten_copysign_Tensor(KernelCall& call) { copysign_of(call); }
void aten_copysign_Scalar(KernelCall& call) { copysign_of(call); }

void aten_frexp_Tensor(KernelCall& call) {
  const Tensor& self = call.tensor(0);
  if (!is_floating_point(self.dtype())) not_implemented("frexp", self.dtype());
  const Tensor& wide = self;
  Tensor mantissa = like(self, self.dtype()), exponent = like(self, kInt32);
  const auto split = [](double x) {
    std::pair<double, int> parts{x, 0};
    if (std::isfinite(x)) parts.first = std::frexp(x, &parts.second);
    return parts;
  };
  unary_loop<double, double>(mantissa, wide, [&](double x) { return split(x).first; });
  unary_loop<int64_t, double>(exponent, wide, [&](double x) { return int64_t{split(x).second}; });
  call.set(0, std::move(mantissa));
  call.set(1, std::move(exponent));
}

}  // namespace minijit::kernels
