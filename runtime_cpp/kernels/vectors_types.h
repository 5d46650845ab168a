// A vector of floats and what the inner loops do with it. The including file defines MJ_TARGET (the
// attribute that permits the instructions), MJ_LANES (floats in a vector), MJ_ROWS and MJ_VECTORS
// (the size of a tile of gemm). Everything is in an unnamed namespace: no copy for one instruction
// set may stand in for another.
#include <cmath>
#include <cstring>
#include <limits>

#include "kernels/vectors.h"

#define MJ_INLINE MJ_TARGET inline __attribute__((always_inline))

namespace minijit::kernels {

namespace {

constexpr int64_t lanes = MJ_LANES;

typedef float Vector __attribute__((vector_size(MJ_LANES * 4)));
typedef int32_t Bits __attribute__((vector_size(MJ_LANES * 4)));
typedef uint32_t Unsigned __attribute__((vector_size(MJ_LANES * 4)));
typedef float Unaligned __attribute__((vector_size(MJ_LANES * 4), aligned(4), may_alias));

MJ_INLINE Vector load(const float* from) { return *reinterpret_cast<const Unaligned*>(from); }
MJ_INLINE void store(float* to, Vector v) { *reinterpret_cast<Unaligned*>(to) = v; }
MJ_INLINE Vector all(float value) { return value - Vector{}; }
MJ_INLINE Bits bits(Vector v) { return reinterpret_cast<Bits>(v); }
/// Bits that leave on the left are lost.
MJ_INLINE Bits shift_left(Bits b, int count) {
  return reinterpret_cast<Bits>(reinterpret_cast<Unsigned>(b) << count);
}
MJ_INLINE Vector numbers(Bits b) { return reinterpret_cast<Vector>(b); }

/// The first `count` of a vector; the other lanes are `rest`.
MJ_INLINE Vector load_part(const float* from, int64_t count, float rest) {
  float buffer[lanes];
  for (int64_t l = 0; l < lanes; ++l) buffer[l] = rest;
  std::memcpy(buffer, from, static_cast<size_t>(count) * sizeof(float));
  return load(buffer);
}
MJ_INLINE void store_part(float* to, Vector v, int64_t count) {
  float buffer[lanes];
  store(buffer, v);
  std::memcpy(to, buffer, static_cast<size_t>(count) * sizeof(float));
}

#if MJ_LANES == 16
#define MJ_EVENS 0, 2, 4, 6, 8, 10, 12, 14, 16, 18, 20, 22, 24, 26, 28, 30
#define MJ_HALF 8, 9, 10, 11, 12, 13, 14, 15, 8, 9, 10, 11, 12, 13, 14, 15
#define MJ_QUARTER 4, 5, 6, 7, 4, 5, 6, 7, 4, 5, 6, 7, 4, 5, 6, 7
#define MJ_REPEAT(...) __VA_ARGS__, __VA_ARGS__, __VA_ARGS__, __VA_ARGS__
#define MJ_ZIP_LOW 0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7, 23
#define MJ_ZIP_HIGH 8, 24, 9, 25, 10, 26, 11, 27, 12, 28, 13, 29, 14, 30, 15, 31
#elif MJ_LANES == 8
#define MJ_EVENS 0, 2, 4, 6, 8, 10, 12, 14
#define MJ_QUARTER 4, 5, 6, 7, 4, 5, 6, 7
#define MJ_REPEAT(...) __VA_ARGS__, __VA_ARGS__
#define MJ_ZIP_LOW 0, 8, 1, 9, 2, 10, 3, 11
#define MJ_ZIP_HIGH 4, 12, 5, 13, 6, 14, 7, 15
#else
#define MJ_EVENS 0, 2, 4, 6
#define MJ_REPEAT(...) __VA_ARGS__
#define MJ_ZIP_LOW 0, 4, 1, 5
#define MJ_ZIP_HIGH 2, 6, 3, 7
#endif
#if defined(__clang__)
#define MJ_SHUFFLE(a, b, ...) __builtin_shufflevector(a, b, __VA_ARGS__)
#else
#define MJ_SHUFFLE(a, b, ...) __builtin_shuffle(a, b, Bits{__VA_ARGS__})
#endif
/// The first of each two elements of a and b.
MJ_INLINE Vector evens(Vector a, Vector b) { return MJ_SHUFFLE(a, b, MJ_EVENS); }
/// Elements of a and b in turns: those of the first halves, those of the second halves.
MJ_INLINE Vector zip_low(Vector a, Vector b) { return MJ_SHUFFLE(a, b, MJ_ZIP_LOW); }
MJ_INLINE Vector zip_high(Vector a, Vector b) { return MJ_SHUFFLE(a, b, MJ_ZIP_HIGH); }

/// The lanes of both halves, of both quarters ... added.
MJ_INLINE float total(Vector v) {
#if MJ_LANES >= 16
  v += MJ_SHUFFLE(v, v, MJ_HALF);
#endif
#if MJ_LANES >= 8
  v += MJ_SHUFFLE(v, v, MJ_QUARTER);
#endif
  v += MJ_SHUFFLE(v, v, MJ_REPEAT(2, 3, 2, 3));
  v += MJ_SHUFFLE(v, v, MJ_REPEAT(1, 1, 1, 1));
  return v[0];
}

MJ_INLINE Vector magnitude(Vector x) { return numbers(bits(x) & 0x7fffffff); }
/// `size` with the sign of x.
MJ_INLINE Vector with_sign_of(Vector x, Vector size) {
  return numbers((bits(x) & INT32_MIN) | bits(size));
}

}  // namespace

}  // namespace minijit::kernels
