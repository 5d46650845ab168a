// Devices: there is the CPU.
#ifndef MINIJIT_KERNELS_DEVICES_H_
#define MINIJIT_KERNELS_DEVICES_H_

#include "minijit/options.h"

namespace minijit::kernels {

/// Throws MJ9030 for a GPU, MJ3039 for other devices than the CPU.
void check_cpu(const Device& device);

}  // namespace minijit::kernels

#endif  // MINIJIT_KERNELS_DEVICES_H_
