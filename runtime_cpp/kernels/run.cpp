#include "kernels/run.h"

#include <algorithm>
#include <string>

#include "kernels/iterator.h"
#include "kernels/promotion.h"

namespace minijit {

namespace kernels {

void write_result(const Tensor& target, const Tensor& result, bool resize) {
  if (!can_cast(result.dtype(), target.dtype())) {
    throw Error(Diag::MJ3106, {{"from", scalar_type_name(result.dtype())},
                               {"to", scalar_type_name(target.dtype())}});
  }
  if (!(target.sizes() == result.sizes())) {
    if (resize && target.numel() == 0) {
      // PyTorch grows an empty `out`; the tensor object is the caller's, so it is changed in place.
      TensorImpl* impl = target.impl();
      Tensor fresh = empty(result.sizes(), target.dtype());
      TensorImpl* made = fresh.impl();
      if (impl->sizes != nullptr && made->ndim <= TensorImpl::inline_dims &&
          impl->ndim <= TensorImpl::inline_dims) {
        impl->storage = made->storage;
        impl->offset = 0;
        impl->ndim = made->ndim;
        for (int32_t i = 0; i < made->ndim; ++i) {
          impl->sizes[i] = made->sizes[i];
          impl->strides[i] = made->strides[i];
        }
        impl->finish();
        target.copy_(result);
        return;
      }
    }
    throw Error(Diag::MJ3108, {{"shape", text(target.sizes())}, {"wanted", text(result.sizes())}});
  }
  target.copy_(result);
}

}  // namespace kernels

void run_derived(const OpInfo& op, const IValue* const* in, IValue* out) {
  if (op.sibling < 0) {
    std::string name = op.kind.c_str();
    if (op.overload[0]) name += std::string(".") + op.overload;
    throw Error(Diag::MJ3113, {{"name", name}});
  }
  const OpInfo& sibling = operator_info(op.sibling);
  if (!sibling.kernel) throw Error(Diag::MJ3113, {{"name", op.kind}});
  const bool is_out = op.derive == Derive::Out;
  const int target = is_out ? op.n_args - 1 : 0;
  // The sibling may have more arguments than the variant: defaulted keyword-only ones.
  const IValue none;
  std::vector<const IValue*> args(in, in + op.n_args - (is_out ? 1 : 0));
  const bool factory_dtype = is_out && static_cast<int>(args.size()) < sibling.n_args;
  IValue dtype;
  for (int i = static_cast<int>(args.size()); i < sibling.n_args; ++i) {
    const bool is_dtype_arg = std::string_view(sibling.args[i].name) == "dtype";
    if (factory_dtype && is_dtype_arg && in[target]->isTensor()) {
      dtype = static_cast<int64_t>(in[target]->toTensor().dtype());
      args.push_back(&dtype);
    } else {
      args.push_back(&none);
    }
  }
  IValue result;
  const KernelCall outer{op, in, out, op.n_args};
  outer.tensor(target);
  for (int i = 0; i < op.n_args; ++i) {
    if (in[i]->isTensor() && in[i]->toTensor().defined()) {
      kernels::check_apart(in[target]->toTensor(), in[i]->toTensor());
    }
  }
  KernelCall call{sibling, args.data(), &result, sibling.n_args};
  sibling.kernel(call);
  kernels::write_result(in[target]->toTensor(), result.toTensor(), is_out);
  out[0] = *in[target];
}

std::vector<IValue> call_operator(const OpInfo& op, const std::vector<IValue>& args) {
  std::vector<const IValue*> in;
  for (const IValue& value : args) in.push_back(&value);
  const int count = static_cast<int>(args.size());
  if (op.vararg ? count < op.n_args : count != op.n_args) {
    kernels::fail(std::string(op.kind) + ": expected " + std::to_string(op.n_args) +
                  " arguments but got " + std::to_string(count));
  }
  // A kernel without results may still write one.
  std::vector<IValue> out(static_cast<size_t>(std::max<int>(op.n_returns, 1)));
  if (op.vararg && op.kernel) {
    KernelCall call{op, in.data(), out.data(), count};
    op.kernel(call);
  } else {
    run_operator(op, in.data(), out.data());
  }
  out.resize(static_cast<size_t>(op.n_returns));
  return out;
}

}  // namespace minijit
