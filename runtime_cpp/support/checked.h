// Arithmetic on numbers from files and users: every function says whether the true result fits.
#ifndef MINIJIT_SUPPORT_CHECKED_H_
#define MINIJIT_SUPPORT_CHECKED_H_

#include <cstddef>
#include <cstdint>

namespace minijit {

template <class T>
[[nodiscard]] bool checked_add(T a, T b, T* result) {
  return !__builtin_add_overflow(a, b, result);
}

template <class T>
[[nodiscard]] bool checked_sub(T a, T b, T* result) {
  return !__builtin_sub_overflow(a, b, result);
}

template <class T>
[[nodiscard]] bool checked_mul(T a, T b, T* result) {
  return !__builtin_mul_overflow(a, b, result);
}

/// Is a float, its fraction dropped, an int of 64 bits?
constexpr bool fits_int64(double value) {
  return value >= -9223372036854775808.0 && value < 9223372036854775808.0;
}

/// Do `count` bytes from `start` on lie within `size` bytes?
constexpr bool fits(uint64_t start, uint64_t count, uint64_t size) {
  return start <= size && count <= size - start;
}

}  // namespace minijit

#endif  // MINIJIT_SUPPORT_CHECKED_H_
