// Running plans. In: a plan and its arguments; out: one value. It knows nothing of graphs or text.
#ifndef MINIJIT_EXEC_EXEC_H_
#define MINIJIT_EXEC_EXEC_H_

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "plan/plan.h"
#include "support/blocks.h"
#include "support/limits.h"

namespace minijit {

/// What a call may use, and whom it asks.
struct RunOptions {
  /// Loop rounds and calls before MJ3117; 0 is the limit of the process.
  uint64_t max_steps = 0;
  /// Receives what the program prints; null: standard output.
  const std::function<void(const std::string&)>* print = nullptr;
  /// Called every few thousand loop rounds and calls; may throw to end the run.
  void (*poll)() = nullptr;
  /// The plan of a function that is called and was not inlined.
  std::shared_ptr<const Plan> (*plan_of)(const Function& function) = nullptr;
  /// Runs the functions that whoever embeds the runtime has in a program; nothing for the others.
  const std::function<std::optional<IValue>(const Function&, const std::vector<IValue>&)>* outside =
      nullptr;
};

/// The state of one outermost call, which puts the grad mode back where an error ends it.
struct RunState : StepCounter {
  explicit RunState(const RunOptions& options);
  RunState(const RunState&) = delete;
  RunState& operator=(const RunState&) = delete;
  ~RunState();
  /// After `until_check` loop rounds and calls. Throws MJ3117 and what the poll throws.
  void check();

  const RunOptions& options;
  uint32_t depth = 0;
  /// The objects of the with statements that are open, the innermost last.
  std::vector<IValue> entered;

 private:
  MemoryScope memory_;
  const bool grad_mode_;
  const int errors_;  // that were on their way before
};

/// Runs a plan; `args` are moved from. Safe on many threads at once: all state is in the frame.
IValue run_plan(const Plan& plan, IValue* args, size_t n_args, RunState& state);

/// The same; `fill(slots, context)` writes the arguments to the first slots, which hold None.
using FillArguments = void(IValue* slots, const void* context);
IValue run_plan(const Plan& plan, FillArguments* fill, const void* context, RunState& state);

}  // namespace minijit

#endif  // MINIJIT_EXEC_EXEC_H_
