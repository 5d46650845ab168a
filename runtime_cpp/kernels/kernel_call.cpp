#include "kernels/kernel_call.h"

#include <atomic>

namespace minijit {

Ints KernelCall::ints(int i, size_t count) const {
  const IValue& v = *in[i];
  if (v.isInt()) return Ints(count ? count : 1, v.unchecked_int());
  if (!v.isList()) wrong(i, "a list of ints");
  Ints result;
  for (const IValue& item : v.toListRef()) {
    if (!item.isInt()) wrong(i, "a list of ints");
    result.push_back(item.unchecked_int());
  }
  if (count && result.size() == 1) result.assign(count, result[0]);
  return result;
}

std::vector<Tensor> KernelCall::tensors(int i) const {
  const IValue& v = *in[i];
  if (!v.isList()) wrong(i, "a list of Tensors");
  std::vector<Tensor> result;
  for (const IValue& item : v.toListRef()) {
    if (item.isNone()) {
      result.emplace_back();
    } else if (item.isTensor()) {
      result.push_back(item.toTensor());
    } else {
      wrong(i, "a list of Tensors");
    }
  }
  return result;
}

std::optional<DType> KernelCall::dtype(int i) const {
  if (!has(i)) return std::nullopt;
  const int64_t value = integer(i);
  if (!is_dtype(value)) wrong(i, "a dtype that is supported");
  return static_cast<DType>(value);
}

void KernelCall::wrong(int i, const char* wanted) const {
  std::string name = op.kind;
  if (op.overload[0]) name += std::string(".") + op.overload;
  throw Error(Diag::MJ3111,
              {{"operator", name},
               {"index", std::string("'") + op.args[i].name + "'"},
               {"wanted", wanted},
               {"found", in[i]->tagKind()}});
}

namespace kernels {

void fail(std::string detail) { throw Error(Diag::MJ3100, {{"detail", std::move(detail)}}); }

void fail_index(std::string detail) { throw Error(Diag::MJ3101, {{"detail", std::move(detail)}}); }

void not_implemented(const OpInfo& op, DType dtype) {
  throw Error(Diag::MJ3110, {{"operator", op.kind}, {"dtype", scalar_type_name(dtype)}});
}

std::string text(IntSpan values) {
  std::string result = "[";
  for (size_t i = 0; i < values.size(); ++i) {
    if (i) result += ", ";
    result += std::to_string(values[i]);
  }
  return result + "]";
}

int64_t wrap_dim(int64_t dim, int64_t dims) {
  const int64_t bound = dims > 0 ? dims : 1;
  if (dim < -bound || dim >= bound) {
    throw Error(Diag::MJ3001, {{"low", -bound}, {"high", bound - 1}, {"dim", dim}});
  }
  return dim < 0 ? dim + bound : dim;
}

namespace {
std::atomic<int>& default_dtype_value() {
  static std::atomic<int> value{static_cast<int>(kFloat32)};
  return value;
}
}  // namespace

DType default_dtype() {
  return static_cast<DType>(default_dtype_value().load(std::memory_order_relaxed));
}

void set_default_dtype(DType dtype) { default_dtype_value().store(static_cast<int>(dtype)); }

}  // namespace kernels
}  // namespace minijit
