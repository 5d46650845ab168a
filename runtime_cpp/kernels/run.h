// Running one operator. In: a row of the table and its arguments; out: results. In-place and out
// variants that derive from a functional operator are carried out here, and nowhere else.
#ifndef MINIJIT_KERNELS_RUN_H_
#define MINIJIT_KERNELS_RUN_H_

#include <vector>

#include "kernels/kernel_call.h"
#include "kernels/quantization.h"

namespace minijit {

size_t operator_count();

/// `in` has op.n_args values, `out` room for op.n_returns.
void run_quantized(const OpInfo& op, const IValue* const* in, IValue* out);
void run_derived(const OpInfo& op, const IValue* const* in, IValue* out);

inline void run_operator(const OpInfo& op, const IValue* const* in, IValue* out) {
  if (op.quantized != QuantizedRule::Own && kernels::takes_quantized(op, in)) {
    run_quantized(op, in, out);
  } else if (op.derive == Derive::None && op.kernel) {
    KernelCall call{op, in, out, op.n_args};
    op.kernel(call);
  } else {
    run_derived(op, in, out);
  }
}

/// The same with values; all schema arguments are given.
std::vector<IValue> call_operator(const OpInfo& op, const std::vector<IValue>& args);

namespace kernels {
/// Writes `result` to `target` as an in-place operator does: sizes must be equal and the dtype
/// castable.
void write_result(const Tensor& target, const Tensor& result, bool resize);
}  // namespace kernels

}  // namespace minijit

#endif  // MINIJIT_KERNELS_RUN_H_
