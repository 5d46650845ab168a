#pragma once

#include <memory>
#include <utility>
#include <vector>

#include "ir/graph.h"
#include "plan/order.h"
#include "plan/plan.h"

namespace minijit {

/// Lowers one graph: builder.cpp its nodes, builder_jumps.cpp its branches and loops, last_uses.cpp
/// what lives how long.
class PlanBuilder {
 public:
  PlanBuilder(const Graph& graph, const std::vector<IValue>& constants)
      : graph_(graph),
        archive_constants_(constants),
        places_(graph.value_count()),
        order_(graph),
        uses_(count_uses(graph)),
        chains_(graph.value_count(), 0) {}

  std::shared_ptr<Plan> build();

 private:
  struct Place {
    bool known = false;
    uint32_t raw = 0;
  };

  /// What is known of a slot.
  struct Slot {
    /// Lives to the end of the frame: on its attributes there are references, or it is a number.
    bool pinned = false;
    /// What a loop brings in here: others may take the place when it is not read any more.
    const Value* variable = nullptr;
  };

  static bool assigns(const Block& block);
  uint32_t new_slot(bool pinned);
  uint32_t slot(const Value* value);

  /// A slot that holds the operand: its own, one that is a constant from the start, or a copy.
  uint32_t number_slot(Operand operand, const Location& range);
  Operand read(const Value* value);
  uint32_t constant(IValue value);
  void operands(Instruction* instruction, const std::vector<Value*>& values);
  size_t emit(const Instruction& instruction, const Location& range);
  size_t emit_raw(OpCode code, std::vector<Operand> values, uint32_t out, const Location& range);
  size_t emit_numbers(OpCode code, uint32_t a, uint32_t b, uint32_t out, const Location& range);
  void outputs(Instruction* instruction, const Node& node);
  void simple(OpCode code, const Node& node);
  void with_name(OpCode code, const Node& node);
  void with_types(OpCode code, const Node& node, const std::vector<TypePtr>& types);
  void node(const Node& node);

  /// The slot of a number that an instruction reads, as a float if so wanted.
  uint32_t operand_slot(const Value& value, bool as_float, const Location& range);

  /// start + round * step, of `for` loops over ranges.
  void derived_index(const Node& node);
  void operation(const Node& node);

  /// An attribute of an argument, or of such an attribute, lives as long as the call.
  void attribute(const Node& node);

  /// Moves the values that a block gives to the slots of what receives them.
  void give(const std::vector<Value*>& from, const std::vector<Value*>& into,
            const std::vector<uint32_t>& to, const Location& range);
  void fused_operators(const Node& node);

  uint32_t here() const { return static_cast<uint32_t>(plan_->instructions.size()); }

  /// Lowers the nodes of a block, but for `left_out`.
  void block(const Block& from, const Node* left_out = nullptr);

  /// Does node i only give the condition of what comes next, whose jumps will stand for it? A long
  /// chain of such nodes is cut, as lowering one goes into those before it.
  bool becomes_jumps(const Block& from, size_t i);

  /// The node behind node i that is no constant, or null.
  static const Node* next_of(const Block& from, size_t i);

  /// What a node tests before all else, or null.
  const Value* condition_of(const Node* node) const;

  /// `a and b`, `a or b`: the branch that gives a condition, and nothing else, to its one reader.
  /// Null for other conditions.
  const Node* branch_of(const Value* condition) const;

  /// Lets numbers that a block gives be made where they are to go, if what is there is not read
  /// any more.
  void aim(const Block& block, const std::vector<Value*>& from, const std::vector<Value*>& into,
           const std::vector<uint32_t>& to);

  /// `if c: x = f(x)`: the value that the other arm leaves as it is may lie where the result goes.
  void aim_before(const Node& branch, const Value& result, uint32_t to);

  /// On some path behind a place of the order.
  bool is_read_after(const Value* variable, uint32_t place) const;

  /// The instruction that just made a value which nothing else reads, or null.
  const Instruction* just_compared(const Value* value) const;

  /// A jump unless a value holds, or, with `first` a `While...`, if it does. Its target is to be
  /// filled in.
  size_t emit_test(const Value* value, OpCode plain, OpCode first, const Location& range);

  /// Goes on where a value holds. Adds the jumps that are taken where it does not.
  void test(const Value* value, const Location& range, std::vector<size_t>* unless);
  void test_arm(const Block& arm, const Location& range, std::vector<size_t>* unless);
  void fill(const std::vector<size_t>& from);
  void conditional(const Node& node);
  void branch(const Block& from, const Node& node, const std::vector<uint32_t>& to);

  /// Do the values lie where they are to go?
  bool is_given(const std::vector<Value*>& values, const std::vector<uint32_t>& to) const;
  static size_t index_of(const Block& block, const Node& node);
  static bool counts_only(const Node& loop);

  /// Is it a `while` loop, whose rounds nobody counts?
  bool is_while(const Node& loop) const;
  void loop(const Node& node);

  /// Would the moves into `to` leave what a comparison reads as it is?
  bool moves_nothing(const std::vector<Value*>& from, const std::vector<uint32_t>& to,
                     const Instruction& compared) const;

  /// In straight code the last use of a slot frees it. A slot that is used in a loop but was
  /// written before it lives until the frame ends: the next round may read it.
  void mark_last_uses();

  /// The tries that, when they succeed, jump over an instruction.
  std::vector<size_t> tries(size_t instruction) const;
  void mark_last(size_t instruction, uint32_t slot_index);

  const Graph& graph_;
  const std::vector<IValue>& archive_constants_;
  std::shared_ptr<Plan> plan_;
  std::vector<Place> places_;
  bool reads_in_place_ = false;
  Order order_;
  std::vector<uint32_t> uses_;            // by Value::id
  std::vector<uint32_t> chains_;          // by Value::id: how many branches before it become jumps
  std::vector<Order::Range> other_arms_;  // of the branches that are being lowered
  std::vector<Slot> slots_;
  std::vector<std::pair<uint32_t, uint32_t>> fixed_;  // constant and its slot
  std::vector<std::pair<int64_t, int64_t>> loops_;
  std::vector<size_t> tries_;  // instructions
};

}  // namespace minijit
