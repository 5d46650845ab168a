// libtorch's names for minijit's inference API: include this instead of <torch/script.h> and
// <torch/torch.h>.
#ifndef MINIJIT_TORCH_H_
#define MINIJIT_TORCH_H_

#include <sstream>

#include "minijit/module.h"
#include "minijit/ops.h"
#include "minijit/serialize.h"
#include "minijit/types.h"

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

// All names stand in one namespace: `using namespace torch;` must not find two that are called jit.
namespace minijit {
namespace jit {
using minijit::IValue;
namespace script {
using minijit::IValue;
using minijit::jit::ExtraFilesMap;
using minijit::jit::Method;
using minijit::jit::Module;
}  // namespace script
}  // namespace jit
namespace cuda {
inline bool is_available() { return false; }
inline size_t device_count() { return 0; }
}  // namespace cuda
namespace detail {
template <class Condition, class... T>
void check(const char* written, const Condition& condition, const T&... parts) {
  if (static_cast<bool>(condition)) return;
  std::ostringstream text;
  if constexpr (sizeof...(parts) == 0) {
    text << "Expected " << written << " to be true, but got false.";
  } else {
    (text << ... << parts);
  }
  throw Error(Diag::MJ3100, {{"detail", text.str()}});
}
}  // namespace detail
}  // namespace minijit

/// Throws the text, or what failed where no text is given: `TORCH_CHECK(x.dim() == 2, "got ", x)`.
#define TORCH_CHECK(...) ::minijit::detail::check(#__VA_ARGS__, __VA_ARGS__)
#define TORCH_INTERNAL_ASSERT(...) TORCH_CHECK(__VA_ARGS__)
#define AT_ASSERT(...) TORCH_CHECK(__VA_ARGS__)

namespace torch {
using namespace minijit;  // NOLINT: the point of this header
}  // namespace torch

namespace at {
using namespace minijit;  // NOLINT
}  // namespace at
namespace c10 {
using namespace minijit;  // NOLINT
}  // namespace c10

#endif  // MINIJIT_TORCH_H_
