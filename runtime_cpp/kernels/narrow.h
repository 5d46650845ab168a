// Integers of one and four bytes computed as such, where the result is that of int64 cut off:
// images are made of the ones, indices often of the others. So is complex64, made of which spectra
// are, instead of in complex128.
#ifndef MINIJIT_KERNELS_NARROW_H_
#define MINIJIT_KERNELS_NARROW_H_

#include "kernels/elementwise.h"

namespace minijit::kernels {

constexpr bool is_narrow(DType dtype) { return dtype == kInt32 || dtype == kUInt8; }

/// Calls f(TypeTag<T>()) with int32_t or uint8_t; false for other dtypes.
template <class F>
bool visit_narrow(DType dtype, F&& f) {
  if (dtype == kInt32) f(TypeTag<int32_t>());
  if (dtype == kUInt8) f(TypeTag<uint8_t>());
  return is_narrow(dtype);
}

/// As `binary`, for a function of two numbers of one type.
template <bool Complex = false, class F>
Tensor binary_as_is(const KernelCall& call, DType dtype, F f, int i = 0, int j = 1) {
  const bool spectrum = Complex && dtype == kComplexFloat;
  if (!is_narrow(dtype) && !spectrum) return binary<Complex>(call, dtype, f, i, j);
  const Tensor a = operand(call, i, dtype), b = operand(call, j, dtype);
  Tensor out = result_of(call, {i, j}, dtype);
  const auto run = [&](auto tag) {
    using T = typename decltype(tag)::type;
    binary_loop<T, T>(out, a, b, f);
  };
  if constexpr (Complex) {
    if (spectrum) run(TypeTag<std::complex<float>>());
  }
  visit_narrow(dtype, run);
  return out;
}

}  // namespace minijit::kernels

#endif  // MINIJIT_KERNELS_NARROW_H_
