#if defined(__x86_64__)

#define MJ_TARGET __attribute__((target("avx512f,avx2,fma")))
#define MJ_LANES 16
#define MJ_ROWS 6
#define MJ_VECTORS 4
#include "kernels/gemm_tile.h"

namespace minijit::kernels {

const GemmKernels& gemm_avx512() { return table; }

}  // namespace minijit::kernels

#endif
