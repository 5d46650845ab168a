// libtorch's names for minijit's inference API: include this instead of <torch/script.h> or
// <torch/torch.h>.
#ifndef MINIJIT_TORCH_H_
#define MINIJIT_TORCH_H_

#include "minijit/containers.h"
#include "minijit/functions.h"
#include "minijit/module.h"

namespace torch {
using namespace minijit;  // NOLINT: the point of this header
namespace jit {
using namespace minijit::jit;  // NOLINT
using minijit::IValue;
namespace script {
using minijit::IValue;
using minijit::jit::ExtraFilesMap;
using minijit::jit::Method;
using minijit::jit::Module;
}  // namespace script
}  // namespace jit
using ScalarType = minijit::DType;
using Dtype = minijit::DType;
using minijit::List;
}  // namespace torch

namespace at {
using namespace minijit;  // NOLINT
using ScalarType = minijit::DType;
}  // namespace at

namespace c10 {
using minijit::AutoGradMode;
using minijit::Device;
using minijit::DeviceType;
using minijit::Dict;
using minijit::Error;
using minijit::InferenceMode;
using minijit::IValue;
using minijit::List;
using minijit::Scalar;
using minijit::TensorOptions;
using IntArrayRef = minijit::IntSpan;
using ScalarType = minijit::DType;
template <class T>
using intrusive_ptr = minijit::intrusive_ptr<T>;
template <class T>
using optional = std::optional<T>;
using std::nullopt;
namespace ivalue {
using Tuple = minijit::TupleImpl;
}
namespace impl {
using GenericDict = minijit::Dict<minijit::IValue, minijit::IValue>;
using GenericList = minijit::List<minijit::IValue>;
}  // namespace impl
}  // namespace c10

#endif  // MINIJIT_TORCH_H_
