// Declarations of all kernels, so that each definition is checked against its name in the table.
#ifndef MINIJIT_KERNELS_KERNEL_LIST_H_
#define MINIJIT_KERNELS_KERNEL_LIST_H_

#include "kernels/kernel_call.h"

namespace minijit::kernels {

#define MJ_KERNEL(name) void name(KernelCall& call);
#include "generated/kernels.inc"
#undef MJ_KERNEL

}  // namespace minijit::kernels

#endif  // MINIJIT_KERNELS_KERNEL_LIST_H_
