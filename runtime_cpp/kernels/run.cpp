#include "kernels/run.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <cstring>
#include <string>

#include "kernels/host.h"
#include "kernels/iterator.h"
#include "kernels/promotion.h"

namespace minijit {

namespace kernels {

void resize_tensor(const Tensor& target, IntSpan sizes) {
  if (target.sizes() == sizes) return;
  const Tensor fresh = empty(sizes, target.dtype());
  TensorImpl* impl = target.impl();
  const uint64_t before = static_cast<uint64_t>(impl->offset) * itemsize(target.dtype());
  if (before + fresh.nbytes() > impl->storage.nbytes()) {
    const int64_t kept = target.is_contiguous() ? std::min(target.numel(), fresh.numel()) : 0;
    if (kept) {
      std::memcpy(fresh.data(), target.data(), static_cast<size_t>(kept * target.element_size()));
    }
    impl->storage = fresh.storage();
    impl->offset = 0;
  }
  impl->reshape_in_place(fresh.sizes(), fresh.strides());
}

void warn(const std::string& text) {
  if (CallHost* host = thread_host()) return host->warn(text);
  std::fprintf(stderr, "Warning: %s\n", text.c_str());
}

void write_result(const Tensor& target, const Tensor& result, bool resize, bool exact) {
  if (exact && result.dtype() != target.dtype()) {
    fail(std::string("Expected out tensor to have dtype ") + cpp_name(result.dtype()) +
         ", but got " + cpp_name(target.dtype()) + " instead");
  }
  if (!can_cast(result.dtype(), target.dtype())) {
    throw Error(Diag::MJ3106, {{"from", scalar_type_name(result.dtype())},
                               {"to", scalar_type_name(target.dtype())}});
  }
  if (!(target.sizes() == result.sizes())) {
    if (!resize) {
      throw Error(Diag::MJ3108,
                  {{"shape", text(target.sizes())}, {"wanted", text(result.sizes())}});
    }
    if (target.numel()) {
      warn("An output with one or more elements was resized since it had shape " +
           text(target.sizes()) + ", which does not match the required output shape " +
           text(result.sizes()) +
           ". This behavior is deprecated, and in a future PyTorch release outputs will not be "
           "resized unless they have zero elements. You can explicitly reuse an out tensor t by "
           "resizing it, inplace, to zero elements with t.resize_(0).");
    }
    resize_tensor(target, result.sizes());
    target.impl()->reshape_in_place(result.sizes(), like(result, target.dtype()).strides());
  }
  target.copy_(result);
}

void prim_write_result(KernelCall& call) {
  write_result(call.tensor(0), call.tensor(1), call.boolean(2), call.boolean(3));
  call.set(call.tensor(0));
}

}  // namespace kernels

Written written_arguments(const OpInfo& op) {
  return op.derive == Derive::Inplace ? Written{0, 1}
                                      : Written{op.n_args - op.n_returns, op.n_returns};
}

void run_derived(const OpInfo& op, const IValue* const* in, IValue* out, Functional* functional) {
  if (op.sibling < 0) {
    std::string name = op.kind.c_str();
    if (op.overload[0]) name += std::string(".") + op.overload;
    throw Error(Diag::MJ3113, {{"name", name}});
  }
  const OpInfo& sibling = operator_info(op.sibling);
  const Written written = written_arguments(op);
  const KernelCall outer{op, in, out, op.n_args};
  const int given = is_out(op.derive) ? written.first : op.n_args;
  for (int place = written.first; place < written.first + written.count; ++place) {
    const Tensor& target = outer.tensor(place);
    for (int i = 0; i < given; ++i) {
      if (in[i]->isTensor() && in[i]->toTensor().defined()) {
        kernels::check_apart(target, in[i]->toTensor(), is_apart(op.derive));
      } else if (in[i]->isTensorList()) {
        for (const Tensor& source : in[i]->toTensorVector())
          kernels::check_apart(target, source, is_apart(op.derive));
      }
    }
  }
  // The functional operator may have more arguments: defaulted keyword-only ones. What computes in
  // a dtype that is asked for computes in that of `out`.
  const IValue none;
  IValue dtype;
  std::vector<const IValue*> args(in, in + given);
  args.resize(static_cast<size_t>(sibling.n_args), &none);
  if (is_out(op.derive) && !is_exact(op.derive)) {
    dtype = static_cast<int64_t>(in[written.first]->toTensor().dtype());
    for (int i = 0; i < sibling.n_args; ++i) {
      const IValue*& value = args[static_cast<size_t>(i)];
      if (value->isNone() && sibling.args[i].name == std::string_view("dtype")) value = &dtype;
    }
  }
  std::array<IValue, most_written> results;
  functional(sibling, args.data(), results.data());
  for (int i = 0; i < written.count; ++i) {
    const IValue& target = *in[written.first + i];
    kernels::write_result(target.toTensor(), results[static_cast<size_t>(i)].toTensor(),
                          is_out(op.derive), is_exact(op.derive));
    out[i] = target;
  }
}

void run_derived(const OpInfo& op, const IValue* const* in, IValue* out) {
  run_derived(op, in, out, [](const OpInfo& sibling, const IValue* const* args, IValue* results) {
    if (!sibling.kernel) throw Error(Diag::MJ3113, {{"name", sibling.kind}});
    KernelCall call{sibling, args, results, sibling.n_args};
    sibling.kernel(call);
  });
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
