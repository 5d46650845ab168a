// The fusions of operators that the passes put into graphs.
#ifndef MINIJIT_KERNELS_FUSIONS_H_
#define MINIJIT_KERNELS_FUSIONS_H_

#include <memory>

#include "ir/fusion.h"
#include "ir/op_info.h"

namespace minijit::kernels {

/// What computes a composite operator at once; its inputs are the operator's. Null if nothing does.
std::shared_ptr<const Fusion> fusion_of(const OpInfo& composite);

}  // namespace minijit::kernels

#endif  // MINIJIT_KERNELS_FUSIONS_H_
