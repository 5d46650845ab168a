// Copying elements between tensors of any strides and dtypes.
#ifndef MINIJIT_TENSOR_COPY_H_
#define MINIJIT_TENSOR_COPY_H_

#include <complex>
#include <cstdint>
#include <limits>
#include <type_traits>

#include "minijit/tensor.h"

namespace minijit {

namespace detail {

template <class T>
constexpr bool is_complex_type = false;
template <class T>
constexpr bool is_complex_type<std::complex<T>> = true;
template <class T>
constexpr bool is_small_float = std::is_same_v<T, Half> || std::is_same_v<T, BFloat16>;

/// What x86 gives: the smallest integer for what does not fit and for NaN.
template <class Int, class Float>
Int float_to_signed(Float value) {
  constexpr auto low = static_cast<Float>(std::numeric_limits<Int>::min());
  const bool fits = value >= low && value < -low;
  // What is converted always fits: then loops can do it for all elements at once.
  const Float inside = fits ? value : Float(0);
  const Int converted = static_cast<Int>(inside);
  return fits ? converted : std::numeric_limits<Int>::min();
}

template <class To, class Float>
To float_to_integer(Float value) {
  if constexpr (std::is_same_v<To, uint64_t>) {
    constexpr auto half = static_cast<Float>(9223372036854775808.0);
    if (value >= half && value < 2 * half) {
      return static_cast<uint64_t>(static_cast<int64_t>(value - half)) + (uint64_t{1} << 63);
    }
    return static_cast<uint64_t>(float_to_signed<int64_t>(value));
  } else if constexpr (sizeof(To) >= 8 || std::is_same_v<To, uint32_t>) {
    return static_cast<To>(float_to_signed<int64_t>(value));
  } else {
    return static_cast<To>(float_to_signed<int32_t>(value));
  }
}

}  // namespace detail

/// One element in another dtype, as PyTorch's copy converts. Defined for every value.
template <class To, class From>
To convert(From value) {
  if constexpr (std::is_same_v<To, From>) {
    return value;
  } else if constexpr (detail::is_complex_type<From>) {
    if constexpr (detail::is_complex_type<To>) {
      using Part = typename To::value_type;
      return To(static_cast<Part>(value.real()), static_cast<Part>(value.imag()));
    } else if constexpr (std::is_same_v<To, bool>) {
      return value.real() != 0 || value.imag() != 0;
    } else {
      return convert<To>(value.real());
    }
  } else if constexpr (detail::is_small_float<From>) {
    return convert<To>(static_cast<float>(value));
  } else if constexpr (detail::is_complex_type<To>) {
    return To(static_cast<typename To::value_type>(value), 0);
  } else if constexpr (std::is_same_v<To, bool>) {
    return value != 0;
  } else if constexpr (detail::is_small_float<To>) {
    return To(static_cast<float>(value));
  } else if constexpr (std::is_floating_point_v<From> && std::is_integral_v<To>) {
    return detail::float_to_integer<To>(value);
  } else {
    return static_cast<To>(value);
  }
}

/// Copies `count` elements, converting them; strides are in bytes.
using CopyRow = void(char* to, int64_t to_stride, const char* from, int64_t from_stride,
                     int64_t count);
CopyRow* row_copier(DType to, DType from);

/// Writes the elements of `source` to `target`, which has the same sizes. They may be the same
/// memory, but must not overlap otherwise.
void copy_elements(const Tensor& target, const Tensor& source);

}  // namespace minijit

#endif  // MINIJIT_TENSOR_COPY_H_
