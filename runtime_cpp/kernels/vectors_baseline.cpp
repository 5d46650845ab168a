#define MJ_TARGET
#define MJ_LANES 4
#define MJ_ROWS 4
#define MJ_VECTORS 2
#include "kernels/vectors_types.h"

#include "kernels/vectors_convolution.h"
#include "kernels/vectors_functions.h"
#include "kernels/vectors_gemm.h"
#include "kernels/vectors_rows.h"
#include "kernels/vectors_winograd.h"

#include "kernels/vectors_table.h"

namespace minijit::kernels {

const Vectors& vectors_baseline() { return table; }

}  // namespace minijit::kernels
