// Element types of tensors.
#ifndef MINIJIT_DTYPE_H_
#define MINIJIT_DTYPE_H_

#include <complex>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <iosfwd>
#include <type_traits>
#include <utility>

#pragma GCC visibility push(default)

namespace minijit {

namespace bits {

template <class To, class From>
To cast(const From& from) {
  static_assert(sizeof(To) == sizeof(From), "bit casts keep the size");
  To to;
  std::memcpy(&to, &from, sizeof(To));
  return to;
}

/// a or b, without a branch, so that loops run in vectors.
inline uint32_t pick(bool first, uint32_t a, uint32_t b) {
  const uint32_t keep = 0u - static_cast<uint32_t>(first);
  return (a & keep) | (b & ~keep);
}

inline float half_to_float(uint16_t half) {
  const uint32_t sign = static_cast<uint32_t>(half & 0x8000u) << 16;
  const uint32_t magnitude = half & 0x7fffu;
  // Scaling by 2^112 rebiases the exponent and normalises subnormals in one multiplication.
  const float scaled = cast<float>(magnitude << 13) * cast<float>(0x77800000u);
  const uint32_t special = 0x7f800000u | ((magnitude & 0x3ffu) << 13);
  return cast<float>(pick(magnitude >= 0x7c00u, special, cast<uint32_t>(scaled)) | sign);
}

/// Rounds to nearest, ties to even.
inline uint16_t float_to_half(float value) {
  const uint32_t raw = cast<uint32_t>(value);
  const uint32_t sign = (raw >> 16) & 0x8000u;
  uint32_t magnitude = raw & 0x7fffffffu;
  uint32_t half;
  if (magnitude >= 0x47800000u) {  // at least 65536, infinite or not a number
    half = magnitude > 0x7f800000u ? 0x7e00u : 0x7c00u;
  } else if (magnitude < 0x38800000u) {  // subnormal or zero: let the addition round
    half = cast<uint32_t>(cast<float>(magnitude) + 0.5f) - 0x3f000000u;
  } else {
    magnitude += 0xc8000fffu + ((magnitude >> 13) & 1u);
    half = magnitude >> 13;
  }
  return static_cast<uint16_t>(sign | half);
}

inline float bfloat_to_float(uint16_t value) {
  return cast<float>(static_cast<uint32_t>(value) << 16);
}

/// Rounds to nearest, ties to even.
inline uint16_t float_to_bfloat(float value) {
  const uint32_t raw = cast<uint32_t>(value);
  if ((raw & 0x7fffffffu) > 0x7f800000u) return 0x7fc0u;
  return static_cast<uint16_t>((raw + 0x7fffu + ((raw >> 16) & 1u)) >> 16);
}

}  // namespace bits

/// IEEE binary16: storage only, arithmetic is that of float.
struct Half {
  uint16_t raw = 0;
  Half() = default;
  Half(float value) : raw(bits::float_to_half(value)) {}
  operator float() const { return bits::half_to_float(raw); }
};

/// The upper half of a float: storage only, arithmetic is that of float.
struct BFloat16 {
  uint16_t raw = 0;
  BFloat16() = default;
  BFloat16(float value) : raw(bits::float_to_bfloat(value)) {}
  operator float() const { return bits::bfloat_to_float(raw); }
};

/// Values are PyTorch's ScalarType numbers. Enumerators are the names with a `k` in front:
/// `kfloat32`.
enum class DType : int8_t {
#define MJ_DTYPE(name, value, size, type, is_float, is_complex, is_signed) k##name = value,
#include "minijit/dtype.inc"
#undef MJ_DTYPE
};

constexpr DType kByte = DType::kuint8, kUInt8 = DType::kuint8;
constexpr DType kChar = DType::kint8, kInt8 = DType::kint8;
constexpr DType kShort = DType::kint16, kInt16 = DType::kint16;
constexpr DType kInt = DType::kint32, kInt32 = DType::kint32;
constexpr DType kLong = DType::kint64, kInt64 = DType::kint64;
constexpr DType kHalf = DType::kfloat16, kFloat16 = DType::kfloat16;
constexpr DType kFloat = DType::kfloat32, kFloat32 = DType::kfloat32;
constexpr DType kDouble = DType::kfloat64, kFloat64 = DType::kfloat64;
constexpr DType kComplexFloat = DType::kcomplex64, kComplexDouble = DType::kcomplex128;
constexpr DType kBool = DType::kbool, kBFloat16 = DType::kbfloat16;
constexpr DType kUInt16 = DType::kuint16, kUInt32 = DType::kuint32, kUInt64 = DType::kuint64;

template <class T>
struct TypeTag {
  using type = T;
};

namespace detail {
// The table writes C++ types in parentheses, so that `void (float)` is a function type.
template <class F>
struct ParameterOf;
template <class T>
struct ParameterOf<void(T)> {
  using type = T;
};
template <class T>
struct DTypeOf;
template <DType D>
struct CppTypeOf;
#define MJ_DTYPE(name, value, size, type_, is_float, is_complex, is_signed) \
  template <>                                                               \
  struct DTypeOf<ParameterOf<void type_>::type> {                           \
    static constexpr DType dtype = DType::k##name;                          \
  };                                                                        \
  template <>                                                               \
  struct CppTypeOf<DType::k##name> {                                        \
    using type = ParameterOf<void type_>::type;                             \
    static_assert(sizeof(type) == size, "itemsize of " #name);              \
  };
#include "minijit/dtype.inc"
#undef MJ_DTYPE
}  // namespace detail

/// The dtype whose elements are T.
template <class T>
constexpr DType dtype_of = detail::DTypeOf<std::remove_cv_t<T>>::dtype;
/// The element type of a dtype.
template <DType D>
using cpp_type = typename detail::CppTypeOf<D>::type;

/// Calls `f(TypeTag<T>())` with the element type of `dtype`. All calls must return one type.
template <class F>
decltype(auto) visit_dtype(DType dtype, F&& f) {
  switch (dtype) {
#define MJ_DTYPE(name, value, size, type, is_float, is_complex, is_signed) \
  case DType::k##name:                                                     \
    return std::forward<F>(f)(TypeTag<cpp_type<DType::k##name>>());
#include "minijit/dtype.inc"
#undef MJ_DTYPE
  }
  __builtin_unreachable();
}

constexpr size_t itemsize(DType dtype) {
  switch (dtype) {
#define MJ_DTYPE(name, value, size, type, is_float, is_complex, is_signed) \
  case DType::k##name:                                                     \
    return size;
#include "minijit/dtype.inc"
#undef MJ_DTYPE
  }
  return 0;
}

constexpr bool is_floating_point(DType dtype) {
  switch (dtype) {
#define MJ_DTYPE(name, value, size, type, is_float, is_complex, is_signed) \
  case DType::k##name:                                                     \
    return is_float;
#include "minijit/dtype.inc"
#undef MJ_DTYPE
  }
  return false;
}

constexpr bool is_complex(DType dtype) {
  return dtype == DType::kcomplex64 || dtype == DType::kcomplex128;
}

constexpr bool is_signed(DType dtype) {
  switch (dtype) {
#define MJ_DTYPE(name, value, size, type, is_float, is_complex, is_signed) \
  case DType::k##name:                                                     \
    return is_signed;
#include "minijit/dtype.inc"
#undef MJ_DTYPE
  }
  return false;
}

/// Integers, with or without bool.
constexpr bool is_integral(DType dtype, bool include_bool) {
  return !is_floating_point(dtype) && !is_complex(dtype) && (include_bool || dtype != kBool);
}

/// Is there a dtype with this number?
constexpr bool is_dtype(int64_t value) {
  switch (value) {
#define MJ_DTYPE(name, value_, size, type, is_float, is_complex, is_signed) case value_:
#include "minijit/dtype.inc"
#undef MJ_DTYPE
    return true;
    default:
      return false;
  }
}

/// "float32", as in Python.
constexpr const char* dtype_name(DType dtype) {
  switch (dtype) {
#define MJ_DTYPE(name, value, size, type, is_float, is_complex, is_signed) \
  case DType::k##name:                                                     \
    return #name;
#include "minijit/dtype.inc"
#undef MJ_DTYPE
  }
  return "?";
}

/// "Float", "Long", ...: as in messages and prints of C++ PyTorch.
const char* scalar_type_name(DType dtype);
std::ostream& operator<<(std::ostream& out, DType dtype);

}  // namespace minijit

#pragma GCC visibility pop

#endif  // MINIJIT_DTYPE_H_
