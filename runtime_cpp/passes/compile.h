// From functions to results. In: a function and arguments; out: its value. Joins the passes, the
// plan and its execution; a function's plan is made at its first call, or by `warm_up`, and kept.
#ifndef MINIJIT_PASSES_COMPILE_H_
#define MINIJIT_PASSES_COMPILE_H_

#include "exec/exec.h"
#include "ir/function.h"

namespace minijit {

/// The plan of a function. Thread-safe.
std::shared_ptr<const Plan> plan_of(const Function& function);
/// Runs a function on all its arguments (self first); they are moved from.
IValue run_function(const Function& function, std::vector<IValue> args,
                    const RunOptions& options = RunOptions());
/// Runs one row of the operator table, a kernel, composite or variant, on all its schema arguments.
std::vector<IValue> run_row(const OpInfo& row, const std::vector<IValue>& args);

}  // namespace minijit

#endif  // MINIJIT_PASSES_COMPILE_H_
