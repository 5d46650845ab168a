// libtorch's names for minijit's inference API: include this instead of <torch/script.h>.
#ifndef MINIJIT_TORCH_H_
#define MINIJIT_TORCH_H_

#include "minijit/module.h"

namespace torch {
using namespace minijit;  // NOLINT: the point of this header
namespace jit {
using namespace minijit::jit;  // NOLINT
namespace script {
using Module = minijit::jit::Module;
}  // namespace script
}  // namespace jit
}  // namespace torch

namespace at {
using minijit::Tensor;
}
namespace c10 {
using minijit::IValue;
using Error = minijit::Error;
}  // namespace c10

#endif  // MINIJIT_TORCH_H_
