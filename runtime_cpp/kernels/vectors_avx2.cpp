#if defined(__x86_64__)

#define MJ_TARGET __attribute__((target("avx2,fma")))
#define MJ_LANES 8
#define MJ_ROWS 6
#define MJ_VECTORS 2
#include "kernels/vectors_types.h"

#include "kernels/vectors_convolution.h"
#include "kernels/vectors_functions.h"
#include "kernels/vectors_gemm.h"
#include "kernels/vectors_rows.h"
#include "kernels/vectors_winograd.h"

#include "kernels/vectors_table.h"

namespace minijit::kernels {

const Vectors& vectors_avx2() { return table; }

}  // namespace minijit::kernels

#endif
