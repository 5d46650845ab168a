// The matrix product that linear, matmul, convolution and recurrent cells share. In: row-major
// matrices; out: their product. It knows numbers only, no tensors.
#ifndef MINIJIT_KERNELS_GEMM_H_
#define MINIJIT_KERNELS_GEMM_H_

#include <cstdint>

#include "kernels/kernel_call.h"

namespace minijit::kernels {

/// C[m, n] = A[m, k] B[k, n]; with `b_transposed` B lies as [n, k]. C overlaps neither. T: float,
/// double, int64_t.
template <class T>
void gemm(const T* a, const T* b, T* c, int64_t m, int64_t k, int64_t n, bool b_transposed);

/// As aten::matmul.
Tensor matmul(const OpInfo& op, const Tensor& self, const Tensor& other);

/// Inner loops for one instruction set.
struct GemmKernels {
  int64_t rows, columns;  // of a tile
  /// C[count, columns] = or += A[count, k] B[k, columns]; count is 1 to `rows`; row strides are in
  /// elements.
  void (*tile)(int64_t count, int64_t k, const float* a, int64_t a_stride, const float* b,
               int64_t b_stride, float* c, int64_t c_stride, bool add);
  /// C[m, n] = A[m, k] B[n, k] without packing; row strides are k, k and c_stride.
  void (*dots)(int64_t m, int64_t n, int64_t k, const float* a, const float* b, float* c,
               int64_t c_stride);
};

const GemmKernels& gemm_baseline();
#if defined(__x86_64__)
const GemmKernels& gemm_avx2();
const GemmKernels& gemm_avx512();
#endif

}  // namespace minijit::kernels

#endif  // MINIJIT_KERNELS_GEMM_H_
