// libtorch's names for minijit's inference API: include this instead of <torch/script.h> and
// <torch/torch.h>.
#ifndef MINIJIT_TORCH_H_
#define MINIJIT_TORCH_H_

#include "minijit/module.h"
#include "minijit/ops.h"

namespace minijit {
// PyTorch's names of types that minijit calls otherwise.
using ScalarType = DType;
using Dtype = DType;
template <class T>
using optional = std::optional<T>;
using std::nullopt;
using IntArrayRef = IntSpan;
template <class T>
using ArrayRef = Span<const T>;
namespace ivalue {
/// A tuple of any values.
struct Tuple : TupleImpl {
  static intrusive_ptr<TupleImpl> create(std::vector<IValue> values) {
    return make_intrusive<TupleImpl>(std::move(values));
  }
  template <class... T>
  static intrusive_ptr<TupleImpl> create(IValue first, T&&... others) {
    std::vector<IValue> values{std::move(first)};
    (values.emplace_back(std::forward<T>(others)), ...);
    return make_intrusive<TupleImpl>(std::move(values));
  }
};
}  // namespace ivalue
namespace impl {
using GenericList = List<IValue>;
using GenericDict = Dict<IValue, IValue>;
}  // namespace impl
}  // namespace minijit

namespace torch {
using namespace minijit;  // NOLINT: the point of this header
namespace jit {
using namespace minijit::jit;  // NOLINT
using minijit::IValue;
namespace script {
using minijit::IValue;
using minijit::jit::ExtraFilesMap;
using Module = minijit::jit::Module;
using Method = minijit::jit::Method;
}  // namespace script
}  // namespace jit
namespace cuda {
inline bool is_available() { return false; }
inline size_t device_count() { return 0; }
}  // namespace cuda
}  // namespace torch

namespace at {
using namespace minijit;  // NOLINT
}  // namespace at
namespace c10 {
using namespace minijit;  // NOLINT
}  // namespace c10

#endif  // MINIJIT_TORCH_H_
