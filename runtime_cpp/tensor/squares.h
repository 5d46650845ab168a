// Squares of four by four elements of four bytes, turned around: what copies of transposed matrices
// and products of them are made of.
#ifndef MINIJIT_TENSOR_SQUARES_H_
#define MINIJIT_TENSOR_SQUARES_H_

#include <cstdint>

namespace minijit {

namespace detail {

typedef float Four __attribute__((vector_size(16)));
typedef float UnalignedFour __attribute__((vector_size(16), aligned(4), may_alias));
typedef int32_t FourBits __attribute__((vector_size(16)));

/// Lanes of a, numbered from 0, and of b, numbered from 4.
template <int I, int J, int K, int L>
Four shuffle(Four a, Four b) {
#if defined(__clang__)
  return __builtin_shufflevector(a, b, I, J, K, L);
#else
  return __builtin_shuffle(a, b, FourBits{I, J, K, L});
#endif
}

}  // namespace detail

/// to[j * to_stride + i] = from[i * stride + j] for i and j below four. The elements are moved as
/// they are, whatever they mean.
inline void turn_square(const float* from, int64_t stride, float* to, int64_t to_stride) {
  using namespace detail;
  Four rows[4];
  for (int64_t r = 0; r < 4; ++r) {
    rows[r] = *reinterpret_cast<const UnalignedFour*>(from + r * stride);
  }
  const Four a = shuffle<0, 4, 1, 5>(rows[0], rows[1]), b = shuffle<2, 6, 3, 7>(rows[0], rows[1]),
             c = shuffle<0, 4, 1, 5>(rows[2], rows[3]), d = shuffle<2, 6, 3, 7>(rows[2], rows[3]);
  const Four columns[] = {shuffle<0, 1, 4, 5>(a, c), shuffle<2, 3, 6, 7>(a, c),
                          shuffle<0, 1, 4, 5>(b, d), shuffle<2, 3, 6, 7>(b, d)};
  for (int64_t r = 0; r < 4; ++r) {
    *reinterpret_cast<UnalignedFour*>(to + r * to_stride) = columns[r];
  }
}

}  // namespace minijit

#endif  // MINIJIT_TENSOR_SQUARES_H_
