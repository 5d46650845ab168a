#include "plan/builder.h"

#include <algorithm>
#include <string_view>

#include "plan/codes.h"
#include "support/blocks.h"

namespace minijit {

std::shared_ptr<Plan> PlanBuilder::build() {
  plan_ = std::make_shared<Plan>();
  // A function that assigns no attribute, and calls none that may, reads attributes in place.
  reads_in_place_ = !assigns(*graph_.block());
  for (Value* input : graph_.inputs()) {
    slot(input);
  }
  plan_->n_inputs = static_cast<uint32_t>(graph_.inputs().size());
  block(*graph_.block());
  Instruction end{OpCode::Return};
  operands(&end, graph_.outputs());
  emit(end, Location());
  plan_->n_slots = static_cast<uint32_t>(slots_.size());
  mark_last_uses();
  return plan_;
}

bool PlanBuilder::assigns(const Block& block) {
  for (const Node* node : block.nodes) {
    if (node->kind == NodeKind::SetAttr || node->kind == NodeKind::CallMethod ||
        node->kind == NodeKind::CallFunction) {
      return true;
    }
    for (const Block* inner : node->blocks) {
      if (assigns(*inner)) return true;
    }
  }
  return false;
}

uint32_t PlanBuilder::new_slot(bool pinned) {
  if (slots_.size() == UINT32_MAX / SlotPlace::size)
    throw_out_of_memory(slots_.size() * sizeof(IValue));
  slots_.push_back({pinned});
  return static_cast<uint32_t>(slots_.size() - 1);
}

uint32_t PlanBuilder::slot(const Value* value) {
  Place& place = places_[value->id];
  if (!place.known) place = {true, new_slot(is_scalar(*value))};
  return place.raw;
}

uint32_t PlanBuilder::number_slot(Operand operand, const Location& range) {
  if (operand.is_slot()) {
    slots_[operand.index()].pinned = true;
    return operand.index();
  }
  if (!operand.is_constant()) {
    const uint32_t copy = new_slot(true);
    emit_raw(OpCode::Move, {operand}, copy, range);
    return copy;
  }
  for (const auto& [known, slot] : fixed_) {
    if (known == operand.index()) return slot;
  }
  const uint32_t slot = new_slot(true);
  fixed_.emplace_back(operand.index(), slot);
  plan_->fixed.push_back({slot, plan_->constants[operand.index()]});
  return slot;
}

Operand PlanBuilder::read(const Value* value) {
  const Place& place = places_[value->id];
  // A value that was never made belongs to a path that cannot be reached.
  return place.known ? Operand{place.raw} : Operand{constant(IValue())};
}

uint32_t PlanBuilder::constant(IValue value) {
  plan_->constants.push_back(std::move(value));
  return static_cast<uint32_t>(plan_->constants.size() - 1) | Operand::constant_bit;
}

void PlanBuilder::operands(Instruction* instruction, const std::vector<Value*>& values) {
  instruction->operands = static_cast<uint32_t>(plan_->operands.size());
  instruction->n_operands = static_cast<uint32_t>(values.size());
  for (const Value* value : values) plan_->operands.push_back(read(value));
}

size_t PlanBuilder::emit(const Instruction& instruction, const Location& range) {
  plan_->instructions.push_back(instruction);
  plan_->ranges.push_back(range);
  return plan_->instructions.size() - 1;
}

size_t PlanBuilder::emit_raw(OpCode code, std::vector<Operand> values, uint32_t out,
                             const Location& range) {
  Instruction made{code};
  made.operands = static_cast<uint32_t>(plan_->operands.size());
  made.n_operands = static_cast<uint32_t>(values.size());
  plan_->operands.insert(plan_->operands.end(), values.begin(), values.end());
  made.out = SlotPlace::of(out);
  made.n_out = code == OpCode::Move ? 1 : 0;
  return emit(made, range);
}

size_t PlanBuilder::emit_numbers(OpCode code, uint32_t a, uint32_t b, uint32_t out,
                                 const Location& range) {
  Instruction made{code};
  made.a = SlotPlace::of(a);
  made.b = SlotPlace::of(b);
  made.out = SlotPlace::of(out);
  made.n_out = jumps(code) ? 0 : 1;
  return emit(made, range);
}

void PlanBuilder::outputs(Instruction* instruction, const Node& node) {
  instruction->n_out = static_cast<uint32_t>(node.outputs.size());
  if (node.outputs.size() == 1) {
    instruction->out = SlotPlace::of(slot(node.output()));
    return;
  }
  // Results of one node lie side by side.
  instruction->out = SlotPlace::of(static_cast<uint32_t>(slots_.size()));
  for (const Value* value : node.outputs) slot(value);
}

void PlanBuilder::simple(OpCode code, const Node& node) {
  Instruction made{code};
  operands(&made, node.inputs);
  outputs(&made, node);
  made.index = node.index;
  emit(made, node.range);
}

void PlanBuilder::with_name(OpCode code, const Node& node) {
  Instruction made{code};
  operands(&made, node.inputs);
  outputs(&made, node);
  made.index = node.index;
  made.callee = node.callee;
  made.manages = ends_of_with(node);
  made.extra = static_cast<uint32_t>(plan_->names.size());
  plan_->names.push_back(node.name);
  emit(made, node.range);
}

void PlanBuilder::with_types(OpCode code, const Node& node, const std::vector<TypePtr>& types) {
  Instruction made{code};
  operands(&made, node.inputs);
  outputs(&made, node);
  made.extra = static_cast<uint32_t>(plan_->types.size());
  made.n_extra = static_cast<uint32_t>(types.size());
  plan_->types.insert(plan_->types.end(), types.begin(), types.end());
  emit(made, node.range);
}

void PlanBuilder::node(const Node& node) {
  switch (node.kind) {
    case NodeKind::Operator:
      return operation(node);
    case NodeKind::Constant:
      places_[node.output()->id] = {true, constant(node.value)};
      return;
    case NodeKind::ConstantRef: {
      const size_t index = static_cast<size_t>(node.index);
      places_[node.output()->id] = {
          true, constant(index < archive_constants_.size() ? archive_constants_[index] : IValue())};
      return;
    }
    case NodeKind::UncheckedCast:
      places_[node.output()->id] = places_[node.inputs[0]->id];
      return;
    case NodeKind::Uninitialized:
      places_[node.output()->id] = {true, constant(IValue())};
      return;
    case NodeKind::If:
      return conditional(node);
    case NodeKind::Loop:
      return loop(node);
    case NodeKind::GetAttr:
      return attribute(node);
    case NodeKind::SetAttr:
      return with_name(OpCode::SetAttr, node);
    case NodeKind::CallMethod:
      return with_name(node.callee ? OpCode::CallFunction : OpCode::CallMethod, node);
    case NodeKind::CallFunction:
      return with_name(OpCode::CallFunction, node);
    case NodeKind::CreateObject:
      return with_types(OpCode::CreateObject, node, {node.output()->type});
    case NodeKind::TupleConstruct:
      return with_types(OpCode::TupleConstruct, node, {node.output()->type});
    case NodeKind::TupleUnpack:
      return simple(OpCode::TupleUnpack, node);
    case NodeKind::TupleIndex:
      return simple(OpCode::TupleIndex, node);
    case NodeKind::ListConstruct:
      return with_types(OpCode::ListConstruct, node, {node.output()->type->element()});
    case NodeKind::ListUnpack:
      return simple(OpCode::ListUnpack, node);
    case NodeKind::DictConstruct:
      return with_types(OpCode::DictConstruct, node, node.output()->type->elements());
    case NodeKind::IsInstance:
      return with_types(OpCode::IsInstance, node, node.types);
    case NodeKind::EnumName:
      return simple(OpCode::EnumName, node);
    case NodeKind::EnumValue:
      return simple(OpCode::EnumValue, node);
    case NodeKind::Print:
      return simple(OpCode::Print, node);
    case NodeKind::InlinedCall:
      return simple(OpCode::Step, node);
    case NodeKind::Fused:
      return fused_operators(node);
    case NodeKind::MissingOperator:
      return with_name(OpCode::Missing, node);
  }
}

uint32_t PlanBuilder::operand_slot(const Value& value, bool as_float, const Location& range) {
  const Operand operand = read(&value);
  if (!as_float || !value.type->is(TypeKind::Int)) return number_slot(operand, range);
  if (operand.is_constant() && plan_->constants[operand.index()].isInt()) {
    const int64_t number = plan_->constants[operand.index()].toInt();
    return number_slot({constant(IValue(static_cast<double>(number)))}, range);
  }
  const uint32_t made = new_slot(true);
  emit_numbers(OpCode::FloatOfInt, number_slot(operand, range), 0, made, range);
  return made;
}

void PlanBuilder::derived_index(const Node& node) {
  uint32_t distance = number_slot(read(node.inputs[0]), node.range);
  const Operand step = read(node.inputs[2]);
  if (!step.is_constant() || !plan_->constants[step.index()].is(IValue(1))) {
    const uint32_t product = new_slot(true);
    emit_numbers(OpCode::MulInt, distance, number_slot(step, node.range), product, node.range);
    distance = product;
  }
  emit_numbers(OpCode::AddInt, distance, number_slot(read(node.inputs[1]), node.range),
               slot(node.output()), node.range);
}

void PlanBuilder::operation(const Node& node) {
  const std::string_view kind(node.op->kind.c_str());
  if (kind == "aten::__derive_index") return derived_index(node);
  bool as_floats = false;
  Instruction made{number_code(node, &as_floats)};
  made.op = node.op;
  if (made.code == OpCode::Call) {
    made.code = node.op->vararg ? OpCode::CallVariadic : list_code(kind, node.op->overload.c_str());
    made.n_extra = kind == "aten::warn";
    operands(&made, node.inputs);
    outputs(&made, node);
    const bool gives_itself = made.code == OpCode::ListSet || made.code == OpCode::ListAppend;
    if (gives_itself && uses_[node.output()->id] == 0) made.n_out = 0;
  } else {
    std::vector<uint32_t> from;
    for (const Value* input : node.inputs) {
      from.push_back(
          operand_slot(*input, as_floats && made.code != OpCode::CallNumbers, node.range));
    }
    made.a = SlotPlace::of(from[0]);
    if (from.size() > 1) made.b = SlotPlace::of(from[1]);
    made.operands = static_cast<uint32_t>(plan_->operands.size());
    made.n_operands = static_cast<uint32_t>(from.size());
    for (const uint32_t place : from) plan_->operands.push_back({place});
    outputs(&made, node);
  }
  emit(made, node.range);
}

void PlanBuilder::attribute(const Node& node) {
  const Operand base = read(node.inputs[0]);
  const bool argument = base.is_slot() && base.index() < graph_.inputs().size();
  if (!reads_in_place_ || !(argument || base.is_ref()) || is_scalar(*node.output()))
    return with_name(OpCode::GetAttr, node);
  if (argument) slots_[base.index()].pinned = true;
  Instruction made{OpCode::GetRef};
  operands(&made, node.inputs);
  made.index = node.index;
  made.extra = plan_->n_refs++;
  emit(made, node.range);
  places_[node.output()->id] = {true, made.extra | Operand::ref_bit};
}

void PlanBuilder::give(const std::vector<Value*>& from, const std::vector<Value*>& into,
                       const std::vector<uint32_t>& to, const Location& range) {
  const size_t count = std::min(from.size(), to.size());
  std::vector<Operand> sources;
  for (size_t i = 0; i < count; ++i) sources.push_back(read(from[i]));
  bool hazard = false;
  for (size_t i = 0; i < count; ++i) {
    for (size_t j = 0; j < i; ++j) hazard = hazard || sources[i].raw == to[j];
  }
  if (hazard) {
    for (size_t i = 0; i < count; ++i) {
      if (!sources[i].is_slot() || sources[i].raw == to[i]) continue;
      const uint32_t copy = new_slot(is_scalar(*from[i]));
      emit_raw(OpCode::Move, {sources[i]}, copy, range);
      sources[i] = Operand{copy};
    }
  }
  for (size_t i = 0; i < count; ++i) {
    if (sources[i].raw == to[i]) continue;
    if (is_scalar(*into[i])) {
      emit_numbers(OpCode::MoveScalar, number_slot(sources[i], range), 0, to[i], range);
    } else {
      emit_raw(OpCode::Move, {sources[i]}, to[i], range);
    }
  }
}

void PlanBuilder::fused_operators(const Node& node) {
  Instruction made{OpCode::Try};
  operands(&made, node.inputs);
  outputs(&made, node);
  made.extra = static_cast<uint32_t>(plan_->fusions.size());
  plan_->fusions.push_back(node.fusion);
  const size_t tried = emit(made, node.range);
  tries_.push_back(tried);
  std::vector<uint32_t> to;
  for (const Value* value : node.outputs) to.push_back(slot(value));
  branch(*node.blocks[0], node, to);
  plan_->instructions[tried].target = here();
}

}  // namespace minijit
