#include "passes/compile.h"

#include <mutex>

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
  RunOptions own = options;
  own.plan_of = plan_of;
  RunState state{own};
  const std::shared_ptr<const Plan> plan = plan_of(function);
  return run_plan(*plan, args.data(), args.size(), state);
}

}  // namespace minijit
