// The matrix product that linear, matmul and convolution share.
#ifndef MINIJIT_KERNELS_GEMM_H_
#define MINIJIT_KERNELS_GEMM_H_

#include "kernels/kernel_call.h"

namespace minijit::kernels {

/// C[m, n] = A[m, k] B[k, n], all row-major; with `b_transposed` B lies as [n, k].
void gemm(const OpInfo& op, DType dtype, const void* a, const void* b, void* c, int64_t m, int64_t k, int64_t n,
          bool b_transposed);
/// As aten::matmul.
Tensor matmul(const OpInfo& op, const Tensor& self, const Tensor& other);

}  // namespace minijit::kernels

#endif  // MINIJIT_KERNELS_GEMM_H_
