#include "passes/compile.h"

#include <algorithm>
#include <mutex>

#include "code/resolver.h"
#include "kernels/run.h"
#include "passes/passes.h"

namespace minijit {

namespace {

// Plans are made seldom and read often; the lock is held only while one is made or fetched.
std::mutex& plan_lock() {
  static std::mutex lock;
  return lock;
}

}  // namespace

std::shared_ptr<const Plan> plan_of(const Function& function) {
  // `lowered` is a cache: it says nothing that the graph does not.
  auto& cache = const_cast<Function&>(function).lowered;
  {
    const std::lock_guard<std::mutex> guard(plan_lock());
    if (cache) return std::static_pointer_cast<const Plan>(cache);
  }
  if (!function.graph()) {
    throw Error(Diag::MJ9001, {{"detail", "no graph for " + function.qualified_name()}});
  }
  static const std::vector<IValue> no_constants;
  const std::unique_ptr<Graph> prepared = passes::prepare(function);
  std::shared_ptr<const Plan> plan =
      build_plan(std::string(function.name()), *prepared,
                 function.unit ? function.unit->constants : no_constants);
  const std::lock_guard<std::mutex> guard(plan_lock());
  if (!cache) cache = plan;
  return std::static_pointer_cast<const Plan>(cache);
}

IValue run_function(const Function& function, std::vector<IValue> args, const RunOptions& options) {
  if (options.outside) {
    std::optional<IValue> made = (*options.outside)(function, args);
    if (made) return std::move(*made);
  }
  RunOptions own = options;
  own.plan_of = plan_of;
  RunState state{own};
  const std::shared_ptr<const Plan> plan = plan_of(function);
  return run_plan(*plan, args.data(), args.size(), state);
}

namespace {

/// A composite on all its arguments.
void run_composite(const OpInfo& op, const IValue* const* in, IValue* out) {
  std::vector<IValue> args;
  for (int i = 0; i < op.n_args; ++i) args.push_back(*in[i]);
  const IValue result = run_function(code::composite(op.composite), std::move(args));
  if (op.n_returns == 1) {
    out[0] = result;
  } else if (op.n_returns > 1) {
    const std::vector<IValue>& values = result.toTupleRef().values;
    std::copy(values.begin(), values.end(), out);
  }
}

}  // namespace

std::vector<IValue> run_row(const OpInfo& row, const std::vector<IValue>& args) {
  if (row.composite < 0) return call_operator(row, args);
  std::vector<const IValue*> in;
  for (const IValue& value : args) in.push_back(&value);
  std::vector<IValue> out(static_cast<size_t>(std::max<int>(row.n_returns, 1)));
  if (row.derive == Derive::None) {
    run_composite(row, in.data(), out.data());
  } else {
    run_derived(row, in.data(), out.data(), run_composite);
  }
  out.resize(static_cast<size_t>(row.n_returns));
  return out;
}

}  // namespace minijit
