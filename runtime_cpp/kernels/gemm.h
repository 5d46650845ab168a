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
[[gnu::visibility("hidden")]] void gemm(const T* a, const T* b, T* c, int64_t m, int64_t k,
                                        int64_t n, bool b_transposed);

/// C = A B + bias for float, with the right side and the result as they lie.
struct Product {
  int64_t m, k, n;
  const float* a;  // [m, k], rows `a_stride` apart
  int64_t a_stride;
  const float* b;  // [k, n], rows `b_stride` apart; `b_transposed`: [n, k]
  int64_t b_stride;
  float* c;  // [m, n], rows `c_stride` apart; `c_transposed`: [n, m]
  int64_t c_stride;
  bool b_transposed = false, c_transposed = false;
  const int64_t* b_offsets = nullptr;  // of the rows of b, instead of b_stride
  const float* row_bias = nullptr;     // one for each row of C
  const float* column_bias = nullptr;
  // Columns come in lines of `line`, of which C holds the first `kept`; 0: no lines.
  int64_t line = 0, kept = 0;
};
void multiply(const Product& product);

/// B[k0 .. k0 + depth, column ...] as rows of `width`, filled up with zeros.
void pack_columns(const Product& p, int64_t k0, int64_t depth, int64_t column, int64_t width,
                  float* to);

/// As aten::matmul.
Tensor matmul(const OpInfo& op, const Tensor& self, const Tensor& other);

}  // namespace minijit::kernels

#endif  // MINIJIT_KERNELS_GEMM_H_
