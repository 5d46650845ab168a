#define MJ_TARGET
#define MJ_LANES 4
#define MJ_ROWS 4
#define MJ_VECTORS 2
#include "kernels/gemm_tile.h"

namespace minijit::kernels {

const GemmKernels& gemm_baseline() { return table; }

}  // namespace minijit::kernels
