// The fusions of operators that the passes put into graphs.
#ifndef MINIJIT_KERNELS_FUSIONS_H_
#define MINIJIT_KERNELS_FUSIONS_H_

#include <memory>

#include "ir/fusion.h"
#include "ir/op_info.h"

namespace minijit::kernels {

/// What computes a composite operator at once; its inputs are the operator's. Null if nothing does.
std::shared_ptr<const Fusion> fusion_of(const OpInfo& composite);

/// The operator with what it makes of its weight, input 1, kept from call to call. It refuses while
/// something else is on the weight's memory: then that may be written to. Nothing that is called
/// with the same weight may write to it. Null for an operator that makes nothing of its weight.
std::shared_ptr<const Fusion> packed(const OpInfo& op);

}  // namespace minijit::kernels

#endif  // MINIJIT_KERNELS_FUSIONS_H_
