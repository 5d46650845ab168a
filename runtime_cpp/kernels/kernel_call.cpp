#include "kernels/kernel_call.h"

#include <atomic>
#include <cstring>

#include "kernels/devices.h"

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
  const bool optional = std::strchr(op.args[i].type, '?') != nullptr;
  for (const IValue& item : v.toListRef()) {
    if (item.isNone() && optional) {
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
  std::string name = op.kind.c_str();
  if (op.overload[0]) name += std::string(".") + op.overload;
  throw Error(Diag::MJ3111, {{"operator", name},
                             {"index", std::string("'") + op.args[i].name + "'"},
                             {"wanted", wanted},
                             {"found", in[i]->tagKind()}});
}

namespace kernels {

void fail(std::string detail) { throw Error(Diag::MJ3100, {{"detail", std::move(detail)}}); }

void fail_index(std::string detail) { throw Error(Diag::MJ3101, {{"detail", std::move(detail)}}); }

void not_implemented(const char* name, DType dtype) {
  throw Error(Diag::MJ3110, {{"operator", name}, {"dtype", scalar_type_name(dtype)}});
}

void not_implemented(const OpInfo& op, DType dtype) {
  struct Row {
    const char* kind;
    const char* name;
  };
  static constexpr Row rows[] = {
      {"abs", "abs_cpu"},
      {"adaptive_avg_pool1d", "adaptive_avg_pool2d"},
      {"addmm", "addmm_impl_cpu_"},
      {"arange", "arange_cpu"},
      {"avg_pool1d", "avg_pool2d_out_frame"},
      {"avg_pool2d", "avg_pool2d_out_frame"},
      {"bitwise_and", "bitwise_and_cpu"},
      {"bitwise_not", "bitwise_not_cpu"},
      {"bitwise_or", "bitwise_or_cpu"},
      {"bitwise_xor", "bitwise_xor_cpu"},
      {"__and__", "bitwise_and_cpu"},
      {"__or__", "bitwise_or_cpu"},
      {"__xor__", "bitwise_xor_cpu"},
      {"__lshift__", "lshift_cpu"},
      {"__rshift__", "rshift_cpu"},
      {"ceil", "ceil_vml_cpu"},
      {"div", "div_trunc_cpu"},
      {"elu", "elu_cpu"},
      {"floor", "floor_vml_cpu"},
      {"gelu", "GeluKernelImpl"},
      {"hardsigmoid", "hardsigmoid_cpu"},
      {"hardswish", "hardswish_cpu"},
      {"layer_norm", "LayerNormKernelImpl"},
      {"leaky_relu", "leaky_relu_cpu"},
      {"linear", "addmm_impl_cpu_"},
      {"log_softmax", "log_softmax_lastdim_kernel_impl"},
      {"matmul", "addmm_impl_cpu_"},
      {"max_pool1d", "max_pool1d_impl"},
      {"mm", "addmm_impl_cpu_"},
      {"mv", "addmv_impl_cpu"},
      {"normal_", "normal_kernel_cpu"},
      {"prelu", "prelu_cpu"},
      {"rand", "check_uniform_bounds"},
      {"randn", "normal_kernel_cpu"},
      {"remainder", "remainder_cpu"},
      {"round", "round_vml_cpu"},
      {"silu", "silu_cpu"},
      {"softmax", "softmax_lastdim_kernel_impl"},
      {"softplus", "softplus_cpu"},
      {"trunc", "trunc_vml_cpu"},
      {"uniform_", "check_uniform_bounds"},
  };
  const char* own = std::strchr(op.kind, ':') + 2;
  for (const Row& row : rows) {
    if (std::strcmp(row.kind, own) == 0) not_implemented(row.name, dtype);
  }
  not_implemented(own, dtype);
}

void check_cpu(const Device& device) {
  const bool xpu = device.type == DeviceType::XPU;
  if (device.is_cuda() || xpu) throw Error(Diag::MJ9030, {{"kind", xpu ? "XPU" : "CUDA"}});
  if (!device.is_cpu()) throw Error(Diag::MJ3039, {{"device", device.str()}});
}

void check_cpu(const KernelCall& call, int i) {
  if (call.has(i) && call.arg(i).isDevice()) check_cpu(call.arg(i).toDevice());
}

const char* cpp_name(DType dtype) {
  switch (dtype) {
    case DType::kuint8:
      return "unsigned char";
    case DType::kint8:
      return "signed char";
    case DType::kint16:
      return "short int";
    case DType::kint32:
      return "int";
    case DType::kint64:
      return "long int";
    case DType::kfloat16:
      return "c10::Half";
    case DType::kfloat32:
      return "float";
    case DType::kfloat64:
      return "double";
    case DType::kcomplex64:
      return "c10::complex<float>";
    case DType::kcomplex128:
      return "c10::complex<double>";
    case DType::kbool:
      return "bool";
    case DType::kbfloat16:
      return "c10::BFloat16";
    case DType::kuint16:
      return "unsigned short";
    case DType::kuint32:
      return "unsigned int";
    case DType::kuint64:
      return "unsigned long";
  }
  return "?";
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
