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

}  // namespace minijit::kernels

#endif  // MINIJIT_KERNELS_GEMM_H_
