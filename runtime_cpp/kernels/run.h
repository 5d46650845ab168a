// Running one operator. In: a row of the table and its arguments; out: results. In-place and out
// variants that derive from a functional operator are carried out here, and nowhere else.
#ifndef MINIJIT_KERNELS_RUN_H_
#define MINIJIT_KERNELS_RUN_H_

#include <string>
#include <vector>

#include "kernels/kernel_call.h"
#include "kernels/quantization.h"

namespace minijit {

size_t operator_count();

/// `in` has op.n_args values, `out` room for op.n_returns.
void run_quantized(const OpInfo& op, const IValue* const* in, IValue* out);
void run_derived(const OpInfo& op, const IValue* const* in, IValue* out);

/// Runs the functional operator of a variant.
using Functional = void(const OpInfo& op, const IValue* const* in, IValue* out);
/// The same where the functional operator is not a kernel.
void run_derived(const OpInfo& op, const IValue* const* in, IValue* out, Functional* functional);

/// The arguments that a derived variant writes.
struct Written {
  int first;
  int count;
};
constexpr int most_written = 4;
Written written_arguments(const OpInfo& op);

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
/// Writes `result` to `target` as in-place and out variants do. The dtype must be castable, and the
/// sizes equal unless `target` is to be resized, which warns where it has elements.
void write_result(const Tensor& target, const Tensor& result, bool resize, bool exact);
/// Gives a tensor other sizes, row-major; its memory grows where it is too small.
void resize_tensor(const Tensor& target, IntSpan sizes);
/// Tells the host of this thread, else stderr.
void warn(const std::string& text);
}  // namespace kernels

}  // namespace minijit

#endif  // MINIJIT_KERNELS_RUN_H_
