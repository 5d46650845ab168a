#include "plan/builder.h"

#include <algorithm>
#include <limits>

#include "plan/codes.h"

namespace minijit {

void PlanBuilder::block(const Block& from, const Node* left_out) {
  for (size_t i = 0; i < from.nodes.size(); ++i) {
    const Node* node = from.nodes[i];
    if (node != left_out && !becomes_jumps(from, i)) this->node(*node);
  }
}

bool PlanBuilder::becomes_jumps(const Block& from, size_t i) {
  const Node* node = from.nodes[i];
  if (node->kind != NodeKind::If || node != branch_of(condition_of(next_of(from, i)))) return false;
  constexpr uint32_t longest_chain = 32;
  const uint32_t length = chains_[node->inputs[0]->id] + 1;
  if (length > longest_chain) return false;
  chains_[node->output()->id] = length;
  return true;
}

const Node* PlanBuilder::next_of(const Block& from, size_t i) {
  while (++i < from.nodes.size()) {
    if (from.nodes[i]->kind != NodeKind::Constant) return from.nodes[i];
  }
  return nullptr;
}

const Value* PlanBuilder::condition_of(const Node* node) const {
  if (!node) return nullptr;
  if (node->kind == NodeKind::If) return node->inputs[0];
  return node->kind == NodeKind::Loop && is_while(*node) ? node->inputs[1] : nullptr;
}

const Node* PlanBuilder::branch_of(const Value* condition) const {
  const Node* node = condition ? condition->node : nullptr;
  const bool found =
      node && node->kind == NodeKind::If && node->outputs.size() == 1 && uses_[condition->id] == 1;
  return found ? node : nullptr;
}

void PlanBuilder::aim(const Block& block, const std::vector<Value*>& from,
                      const std::vector<Value*>& into, const std::vector<uint32_t>& to) {
  for (size_t i = 0; i < from.size() && i < to.size(); ++i) {
    const Value& value = *from[i];
    const Node* node = value.node;
    if (!into[i] || !is_scalar(value) || !is_scalar(*into[i]) || places_[value.id].known) continue;
    if (!node || node->block != &block ||
        !(node->outputs.size() == 1 || node->kind == NodeKind::If))
      continue;
    const bool writes = node->kind == NodeKind::If || makes_number(*node);
    if (writes && !is_read_after(slots_[to[i]].variable, order_.written[value.id])) {
      places_[value.id] = {true, to[i]};
      if (node->kind == NodeKind::If) aim_before(*node, value, to[i]);
    }
  }
}

void PlanBuilder::aim_before(const Node& branch, const Value& result, uint32_t to) {
  size_t index = 0;
  while (branch.outputs[index] != &result) ++index;
  for (size_t arm = 0; arm < 2; ++arm) {
    const Value& kept = *branch.blocks[arm]->outputs[index];
    const Value& other = *branch.blocks[1 - arm]->outputs[index];
    const Order::Range own = order_.blocks.at(branch.blocks[arm]);
    const Order::Range others = order_.blocks.at(branch.blocks[1 - arm]);
    const Node* node = kept.node;
    if (!node || node->block != branch.block || !makes_number(*node) || node->outputs.size() != 1 ||
        !is_scalar(kept) || places_[kept.id].known ||
        is_read_after(slots_[to].variable, order_.written[kept.id])) {
      continue;
    }
    // What a branch inside gives is made in several places, some before this one.
    const bool is_made = other.node && other.node->block == branch.blocks[1 - arm] &&
                         other.node->kind == NodeKind::Operator;
    const auto is_late = [&](uint32_t read) {
      const bool in_other = others.first <= read && read <= others.last;
      return read > std::max(own.last, others.last) ||
             (in_other && !(is_made && read <= order_.written[other.id]));
    };
    const std::vector<uint32_t>& reads = order_.reads[kept.id];
    if (std::none_of(reads.begin(), reads.end(), is_late)) {
      places_[kept.id] = {true, to};
      return;
    }
  }
}

bool PlanBuilder::is_read_after(const Value* variable, uint32_t place) const {
  if (!variable) return false;
  for (const uint32_t read : order_.reads[variable->id]) {
    const auto excludes = [&](const Order::Range& arm) {
      return arm.first <= read && read <= arm.last;
    };
    if (read > place && std::none_of(other_arms_.begin(), other_arms_.end(), excludes)) return true;
  }
  return false;
}

const Instruction* PlanBuilder::just_compared(const Value* value) const {
  // What a branch or a loop gives is made in several places.
  if (plan_->instructions.empty() || uses_[value->id] != 1 || !value->node ||
      value->node->kind != NodeKind::Operator)
    return nullptr;
  const Instruction& last = plan_->instructions.back();
  const Place& place = places_[value->id];
  return is_comparison(last.code) && place.known && place.raw == last.out.index() ? &last : nullptr;
}

size_t PlanBuilder::emit_test(const Value* value, OpCode plain, OpCode first,
                              const Location& range) {
  if (const Instruction* last = just_compared(value)) {
    const Instruction made = *last;
    const Location made_at = plan_->ranges.back();
    plan_->instructions.pop_back();
    plan_->ranges.pop_back();
    return emit_numbers(fused(made.code, first), made.a.index(), made.b.index(), 0, made_at);
  }
  return emit_numbers(plain, number_slot(read(value), range), 0, 0, range);
}

void PlanBuilder::test(const Value* value, const Location& range, std::vector<size_t>* unless) {
  const Node* node = branch_of(value);
  if (node && !places_[value->id].known) {
    std::vector<size_t> to_second_arm;
    test(node->inputs[0], node->range, &to_second_arm);
    other_arms_.push_back(order_.blocks.at(node->blocks[1]));
    test_arm(*node->blocks[0], range, unless);
    other_arms_.pop_back();
    const Value& other = *node->blocks[1]->outputs[0];
    if (node->blocks[1]->nodes.empty() && is_constant(other, false)) {
      unless->insert(unless->end(), to_second_arm.begin(), to_second_arm.end());
      return;
    }
    const size_t over = emit_raw(OpCode::Jump, {}, 0, range);
    fill(to_second_arm);
    test_arm(*node->blocks[1], range, unless);
    fill({over});
  } else if (is_constant(*value, false)) {
    unless->push_back(emit_raw(OpCode::Jump, {}, 0, range));
  } else if (!is_constant(*value, true)) {
    unless->push_back(emit_test(value, OpCode::JumpUnless, OpCode::JumpUnlessLtInt, range));
  }
}

void PlanBuilder::test_arm(const Block& arm, const Location& range, std::vector<size_t>* unless) {
  block(arm);
  test(arm.outputs[0], range, unless);
}

void PlanBuilder::fill(const std::vector<size_t>& from) {
  for (const size_t jump : from) plan_->instructions[jump].target = here();
}

void PlanBuilder::conditional(const Node& node) {
  std::vector<size_t> to_second_arm;
  test(node.inputs[0], node.range, &to_second_arm);
  std::vector<uint32_t> to;
  for (const Value* value : node.outputs) to.push_back(slot(value));
  other_arms_.push_back(order_.blocks.at(node.blocks[1]));
  branch(*node.blocks[0], node, to);
  other_arms_.pop_back();
  const bool is_last = node.blocks[1]->nodes.empty() && is_given(node.blocks[1]->outputs, to);
  const size_t over = is_last ? 0 : emit_raw(OpCode::Jump, {}, 0, node.range);
  fill(to_second_arm);
  if (is_last) return;
  branch(*node.blocks[1], node, to);
  fill({over});
}

void PlanBuilder::branch(const Block& from, const Node& node, const std::vector<uint32_t>& to) {
  aim(from, from.outputs, node.outputs, to);
  block(from);
  give(from.outputs, node.outputs, to, node.range);
}

bool PlanBuilder::is_given(const std::vector<Value*>& values,
                           const std::vector<uint32_t>& to) const {
  for (size_t i = 0; i < to.size(); ++i) {
    const Place& place = places_[values[i]->id];
    if (!place.known || place.raw != to[i]) return false;
  }
  return true;
}

size_t PlanBuilder::index_of(const Block& block, const Node& node) {
  return static_cast<size_t>(std::find(block.nodes.begin(), block.nodes.end(), &node) -
                             block.nodes.begin());
}

bool PlanBuilder::counts_only(const Node& loop) {
  return is_constant(*loop.inputs[1], true) && is_constant(*loop.blocks[0]->outputs[0], true);
}

bool PlanBuilder::is_while(const Node& loop) const {
  const Value& most = *loop.inputs[0];
  return most.node && most.node->kind == NodeKind::Constant && most.node->value.isInt() &&
         most.node->value.toInt() == std::numeric_limits<int64_t>::max() &&
         uses_[loop.blocks[0]->inputs[0]->id] == 0 && !counts_only(loop);
}

void PlanBuilder::loop(const Node& node) {
  const Block& body = *node.blocks[0];
  const Location& range = node.range;
  const Value& condition = *body.outputs[0];
  const bool counts = counts_only(node), tests = is_while(node);
  const uint32_t trip = slot(body.inputs[0]);
  std::vector<uint32_t> carried;
  std::vector<Value*> variables, first, next;
  for (size_t i = 0; i < node.outputs.size(); ++i) {
    Value* const variable = body.inputs[i + 1];
    if (uses_[variable->id] == 0 && uses_[node.outputs[i]->id] == 0) {
      --uses_[body.outputs[i + 1]->id];
      continue;
    }
    carried.push_back(slot(variable));
    slots_[carried.back()].variable = variable;
    places_[node.outputs[i]->id] = {true, carried.back()};
    variables.push_back(variable);
    first.push_back(node.inputs[i + 2]);
    next.push_back(body.outputs[i + 1]);
  }
  std::vector<size_t> ends;
  uint32_t count = 0, goes_on = 0;
  if (tests) {
    give(first, variables, carried, range);
    test(node.inputs[1], range, &ends);
  } else {
    count = number_slot(read(node.inputs[0]), range);
    emit_raw(OpCode::Move, {Operand{constant(IValue(int64_t{0}))}}, trip, range);
    if (!counts) {
      goes_on = new_slot(true);
      emit_numbers(OpCode::MoveScalar, number_slot(read(node.inputs[1]), range), 0, goes_on, range);
    }
    give(first, variables, carried, range);
    ends.push_back(
        emit_numbers(counts ? OpCode::ForTest : OpCode::LoopTest, trip, count, goes_on, range));
  }
  const uint32_t top = here();
  aim(body, next, variables, carried);
  const Node* last_test = tests ? branch_of(&condition) : nullptr;
  if (last_test && (last_test->block != &body || next_of(body, index_of(body, *last_test))))
    last_test = nullptr;
  block(body, last_test);
  if (last_test && !is_given(next, carried)) {
    this->node(*last_test);
    last_test = nullptr;
  }
  if (!tests && !counts) {
    emit_numbers(OpCode::MoveScalar, number_slot(read(&condition), range), 0, goes_on, range);
  }
  const Instruction* last = tests ? just_compared(&condition) : nullptr;
  if (last_test) {
    test(&condition, range, &ends);
    emit_raw(OpCode::Step, {}, 0, range);
    emit_raw(OpCode::Jump, {}, 0, range);
  } else if (last && moves_nothing(next, carried, *last)) {
    // The comparison goes behind the moves, and jumps.
    const Instruction compared = *last;
    plan_->instructions.pop_back();
    plan_->ranges.pop_back();
    give(next, variables, carried, range);
    emit_numbers(fused(compared.code, OpCode::WhileLtInt), compared.a.index(), compared.b.index(),
                 0, range);
  } else {
    // A test of its own slot, which no move may change.
    uint32_t tested = 0;
    if (tests) {
      tested = number_slot(read(&condition), range);
      for (const uint32_t each : carried) {
        if (each != tested) continue;
        tested = new_slot(true);
        emit_numbers(OpCode::MoveScalar, each, 0, tested, range);
        break;
      }
    }
    give(next, variables, carried, range);
    if (tests) {
      emit_numbers(OpCode::WhileNext, tested, 0, 0, range);
    } else {
      emit_numbers(counts ? OpCode::ForNext : OpCode::LoopNext, trip, count, goes_on, range);
    }
  }
  plan_->instructions.back().target = top;
  fill(ends);
  loops_.push_back({top, here()});
}

bool PlanBuilder::moves_nothing(const std::vector<Value*>& from, const std::vector<uint32_t>& to,
                                const Instruction& compared) const {
  for (size_t i = 0; i < to.size() && i < from.size(); ++i) {
    const Place& place = places_[from[i]->id];
    if (place.known && place.raw == to[i]) continue;
    if (to[i] == compared.a.index() || to[i] == compared.b.index()) return false;
  }
  return true;
}

}  // namespace minijit
