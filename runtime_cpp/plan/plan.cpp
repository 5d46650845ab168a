#include "plan/plan.h"

#include <string_view>
#include <unordered_map>

namespace minijit {

namespace {

struct FastCode {
  const char* kind;
  const char* overload;
  OpCode code;
};

constexpr FastCode fast_codes[] = {
    {"aten::add", "int", OpCode::AddInt},     {"aten::sub", "int", OpCode::SubInt},
    {"aten::mul", "int", OpCode::MulInt},     {"aten::lt", "int", OpCode::LtInt},
    {"aten::le", "int", OpCode::LeInt},       {"aten::gt", "int", OpCode::GtInt},
    {"aten::ge", "int", OpCode::GeInt},       {"aten::eq", "int", OpCode::EqInt},
    {"aten::ne", "int", OpCode::NeInt},       {"aten::add", "float", OpCode::AddFloat},
    {"aten::sub", "float", OpCode::SubFloat}, {"aten::mul", "float", OpCode::MulFloat},
    {"aten::lt", "float", OpCode::LtFloat},   {"aten::le", "float", OpCode::LeFloat},
    {"aten::gt", "float", OpCode::GtFloat},   {"aten::ge", "float", OpCode::GeFloat},
    {"aten::__not__", "", OpCode::Not},       {"aten::div", "float", OpCode::DivFloat},
    {"aten::div", "int", OpCode::DivInt},     {"aten::floordiv", "int", OpCode::FloorDivInt},
    {"aten::neg", "int", OpCode::NegInt},     {"aten::remainder", "int", OpCode::RemainderInt},
    {"aten::neg", "float", OpCode::NegFloat}, {"aten::Float", "int", OpCode::FloatOfInt},
};

OpCode code_of(const OpInfo& op) {
  for (const FastCode& row : fast_codes) {
    if (std::string_view(row.kind) == op.kind && std::string_view(row.overload) == op.overload) {
      return row.code;
    }
  }
  return op.vararg ? OpCode::CallVariadic : OpCode::Call;
}

class Builder {
 public:
  Builder(const Graph& graph, const std::vector<IValue>& constants)
      : graph_(graph), archive_constants_(constants), places_(graph.value_count()) {}

  std::shared_ptr<const Plan> build() {
    plan_ = std::make_shared<Plan>();
    // A function that assigns no attribute, and calls none that may, reads attributes in place.
    reads_in_place_ = !assigns(*graph_.block());
    for (Value* input : graph_.inputs()) {
      pinned_.push_back(false);
      slot(input);
    }
    plan_->n_inputs = static_cast<uint32_t>(graph_.inputs().size());
    block(*graph_.block());
    Instruction end{OpCode::Return};
    operands(&end, graph_.outputs());
    emit(end, SourceRange());
    plan_->n_slots = next_slot_;
    mark_last_uses();
    return plan_;
  }

 private:
  struct Place {
    bool known = false;
    uint32_t raw = 0;
  };

  static bool assigns(const Block& block) {
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

  uint32_t slot(const Value* value) {
    Place& place = places_[value->id];
    if (!place.known) {
      place.known = true;
      place.raw = next_slot_++;
    }
    return place.raw;
  }

  Operand read(const Value* value) {
    const Place& place = places_[value->id];
    // A value that was never made belongs to a path that cannot be reached.
    return place.known ? Operand{place.raw} : Operand{constant(IValue())};
  }

  uint32_t constant(IValue value) {
    plan_->constants.push_back(std::move(value));
    return static_cast<uint32_t>(plan_->constants.size() - 1) | Operand::constant_bit;
  }

  void operands(Instruction* instruction, const std::vector<Value*>& values) {
    instruction->operands = static_cast<uint32_t>(plan_->operands.size());
    instruction->n_operands = static_cast<uint32_t>(values.size());
    for (const Value* value : values) plan_->operands.push_back(read(value));
  }

  size_t emit(const Instruction& instruction, const SourceRange& range) {
    plan_->instructions.push_back(instruction);
    plan_->ranges.push_back(range);
    return plan_->instructions.size() - 1;
  }

  size_t emit_raw(OpCode code, std::vector<Operand> values, uint32_t out,
                  const SourceRange& range) {
    Instruction made{code};
    made.operands = static_cast<uint32_t>(plan_->operands.size());
    made.n_operands = static_cast<uint32_t>(values.size());
    plan_->operands.insert(plan_->operands.end(), values.begin(), values.end());
    made.out = out;
    made.n_out = code == OpCode::Move || code == OpCode::MoveScalar ? 1 : 0;
    return emit(made, range);
  }

  uint32_t here() const { return static_cast<uint32_t>(plan_->instructions.size()); }

  void block(const Block& from) {
    for (const Node* node : from.nodes) this->node(*node);
  }

  void outputs(Instruction* instruction, const Node& node) {
    // Results of one node lie side by side.
    instruction->n_out = static_cast<uint32_t>(node.outputs.size());
    instruction->out = next_slot_;
    for (const Value* value : node.outputs) slot(value);
  }

  void simple(OpCode code, const Node& node) {
    Instruction made{code};
    operands(&made, node.inputs);
    outputs(&made, node);
    made.index = node.index;
    emit(made, node.range);
  }

  void with_name(OpCode code, const Node& node) {
    Instruction made{code};
    operands(&made, node.inputs);
    outputs(&made, node);
    made.index = node.index;
    made.callee = node.callee;
    made.extra = static_cast<uint32_t>(plan_->names.size());
    plan_->names.push_back(node.name);
    emit(made, node.range);
  }

  void with_types(OpCode code, const Node& node, const std::vector<TypePtr>& types) {
    Instruction made{code};
    operands(&made, node.inputs);
    outputs(&made, node);
    made.extra = static_cast<uint32_t>(plan_->types.size());
    made.n_extra = static_cast<uint32_t>(types.size());
    plan_->types.insert(plan_->types.end(), types.begin(), types.end());
    emit(made, node.range);
  }

  void node(const Node& node) {
    switch (node.kind) {
      case NodeKind::Operator: {
        Instruction made{code_of(*node.op)};
        operands(&made, node.inputs);
        outputs(&made, node);
        made.op = node.op;
        emit(made, node.range);
        return;
      }
      case NodeKind::Constant:
        places_[node.output()->id] = {true, constant(node.value)};
        return;
      case NodeKind::ConstantRef: {
        const size_t index = static_cast<size_t>(node.index);
        places_[node.output()->id] = {
            true,
            constant(index < archive_constants_.size() ? archive_constants_[index] : IValue())};
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
      case NodeKind::MissingOperator:
        return with_name(OpCode::Missing, node);
    }
  }

  /// An attribute of an argument, or of such an attribute, lives as long as the call.
  void attribute(const Node& node) {
    const Operand base = read(node.inputs[0]);
    const bool argument = base.is_slot() && base.index() < pinned_.size();
    if (!reads_in_place_ || !(argument || base.is_ref())) return with_name(OpCode::GetAttr, node);
    if (argument) pinned_[base.index()] = true;
    Instruction made{OpCode::GetRef};
    operands(&made, node.inputs);
    made.index = node.index;
    made.out = plan_->n_refs++;
    emit(made, node.range);
    places_[node.output()->id] = {true, made.out | Operand::ref_bit};
  }

  static bool is_scalar(const Value& value) {
    return value.type->is(TypeKind::Int) || value.type->is(TypeKind::Float) ||
           value.type->is(TypeKind::Bool);
  }

  /// Moves the values that a block gives to the slots of what receives them.
  void give(const std::vector<Value*>& from, const std::vector<Value*>& into,
            const std::vector<uint32_t>& to, const SourceRange& range) {
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
        const uint32_t copy = next_slot_++;
        emit_raw(OpCode::Move, {sources[i]}, copy, range);
        sources[i] = Operand{copy};
      }
    }
    for (size_t i = 0; i < count; ++i) {
      if (sources[i].raw == to[i]) continue;
      const bool scalar = is_scalar(*from[i]) && (!into[i] || is_scalar(*into[i]));
      emit_raw(scalar ? OpCode::MoveScalar : OpCode::Move, {sources[i]}, to[i], range);
    }
  }

  void conditional(const Node& node) {
    const size_t test = emit_raw(OpCode::JumpUnless, {read(node.inputs[0])}, 0, node.range);
    std::vector<uint32_t> to;
    for (const Value* value : node.outputs) to.push_back(slot(value));
    block(*node.blocks[0]);
    give(node.blocks[0]->outputs, node.outputs, to, node.range);
    const size_t over = emit_raw(OpCode::Jump, {}, 0, node.range);
    plan_->instructions[test].target = here();
    block(*node.blocks[1]);
    give(node.blocks[1]->outputs, node.outputs, to, node.range);
    plan_->instructions[over].target = here();
  }

  void loop(const Node& node) {
    const Block& body = *node.blocks[0];
    const uint32_t trip = slot(body.inputs[0]);
    const uint32_t condition = next_slot_++;
    const Operand count = read(node.inputs[0]);
    emit_raw(OpCode::Move, {Operand{constant(IValue(int64_t{0}))}}, trip, node.range);
    emit_raw(OpCode::Move, {read(node.inputs[1])}, condition, node.range);
    std::vector<uint32_t> carried;
    for (size_t i = 1; i < body.inputs.size(); ++i) carried.push_back(slot(body.inputs[i]));
    const std::vector<Value*> variables(body.inputs.begin() + 1, body.inputs.end());
    give({node.inputs.begin() + 2, node.inputs.end()}, variables, carried, node.range);
    const uint32_t top = here();
    const size_t test =
        emit_raw(OpCode::LoopTest, {Operand{trip}, count, Operand{condition}}, 0, node.range);
    block(body);
    std::vector<uint32_t> to{condition};
    to.insert(to.end(), carried.begin(), carried.end());
    std::vector<Value*> into{nullptr};  // the condition, whose slot is of no value
    into.insert(into.end(), variables.begin(), variables.end());
    give(body.outputs, into, to, node.range);
    const size_t next = emit_raw(OpCode::LoopNext, {Operand{trip}}, 0, node.range);
    plan_->instructions[next].target = top;
    plan_->instructions[test].target = here();
    loops_.push_back({top, here()});
    for (size_t i = 0; i < node.outputs.size(); ++i) {
      places_[node.outputs[i]->id] = {true, carried[i]};
    }
  }

  /// In straight code the last use of a slot frees it. A slot that is used in a loop but was
  /// written before it lives until the frame ends: the next round may read it.
  void mark_last_uses() {
    std::vector<int64_t> first_write(next_slot_, -1), last_read(next_slot_, -1),
        last_write(next_slot_, -1);
    const size_t count = plan_->instructions.size();
    for (size_t i = 0; i < count; ++i) {
      const Instruction& made = plan_->instructions[i];
      for (uint32_t k = 0; k < made.n_out; ++k) {
        if (first_write[made.out + k] < 0) first_write[made.out + k] = static_cast<int64_t>(i);
        last_write[made.out + k] = static_cast<int64_t>(i);
      }
      for (uint32_t k = 0; k < made.n_operands; ++k) {
        const Operand operand = plan_->operands[made.operands + k];
        if (operand.is_slot()) last_read[operand.index()] = static_cast<int64_t>(i);
      }
    }
    std::vector<bool> branches(count, false);
    for (size_t i = 0; i < count; ++i) {
      const OpCode code = plan_->instructions[i].code;
      branches[i] = code == OpCode::JumpUnless || code == OpCode::LoopTest ||
                    code == OpCode::LoopNext || code == OpCode::Jump;
    }
    for (uint32_t slot_index = 0; slot_index < next_slot_; ++slot_index) {
      if (slot_index < pinned_.size() && pinned_[slot_index]) continue;
      const int64_t last = last_read[slot_index];
      if (last < 0 || last_write[slot_index] > last) continue;
      if (branches[static_cast<size_t>(last)]) continue;
      bool escapes = false;
      for (const auto& range : loops_) {
        const int64_t top = range.first, end = range.second;
        if (last >= top && last < end) {
          // Written inside this round, before it is read, on every path: only then may it be freed
          // here.
          escapes = escapes || first_write[slot_index] < top;
        }
      }
      if (escapes) continue;
      Instruction& reader = plan_->instructions[static_cast<size_t>(last)];
      for (uint32_t k = reader.n_operands; k-- > 0;) {
        Operand& operand = plan_->operands[reader.operands + k];
        if (operand.is_slot() && operand.index() == slot_index) {
          operand.raw |= Operand::last_bit;
          reader.drops = true;
          break;
        }
      }
    }
  }

  const Graph& graph_;
  const std::vector<IValue>& archive_constants_;
  std::shared_ptr<Plan> plan_;
  std::vector<Place> places_;
  bool reads_in_place_ = false;
  std::vector<bool> pinned_;  // arguments on whose attributes there are references
  std::vector<std::pair<int64_t, int64_t>> loops_;
  uint32_t next_slot_ = 0;
};

constexpr const char* opcode_names[] = {
    "call",         "call_variadic", "move",          "move_scalar", "jump",
    "jump_unless",  "loop_test",     "loop_next",     "return",      "get_attr",
    "get_ref",      "set_attr",      "call_function", "call_method", "create_object",
    "tuple",        "tuple_unpack",  "tuple_index",   "list",        "list_unpack",
    "dict",         "isinstance",    "enum_name",     "enum_value",  "print",
    "missing",      "drop",          "add_int",       "sub_int",     "mul_int",
    "lt_int",       "le_int",        "gt_int",        "ge_int",      "eq_int",
    "ne_int",       "add_float",     "sub_float",     "mul_float",   "div_float",
    "lt_float",     "le_float",      "gt_float",      "ge_float",    "not",
    "div_int",      "floordiv_int",  "remainder_int", "neg_int",     "neg_float",
    "float_of_int",
};

}  // namespace

const char* opcode_name(OpCode code) { return opcode_names[static_cast<size_t>(code)]; }

std::shared_ptr<const Plan> build_plan(const Graph& graph, const std::vector<IValue>& constants) {
  return Builder(graph, constants).build();
}

std::string Plan::str() const {
  std::string text = "plan: " + std::to_string(n_inputs) + " inputs, " + std::to_string(n_slots) +
                     " slots, " + std::to_string(this->constants.size()) + " constants\n";
  for (size_t i = 0; i < instructions.size(); ++i) {
    const Instruction& made = instructions[i];
    text += "  " + std::to_string(i) + ": ";
    for (uint32_t k = 0; k < made.n_out; ++k) {
      text += (k ? ", $" : "$") + std::to_string(made.out + k);
    }
    if (made.code == OpCode::GetRef) text += "@" + std::to_string(made.out);
    if (made.n_out || made.code == OpCode::GetRef) text += " = ";
    text += opcode_name(made.code);
    if (made.code == OpCode::GetRef) text += " " + std::to_string(made.index);
    if (made.op) {
      text += std::string(" ") + made.op->kind;
      if (made.op->overload[0]) text += std::string(".") + made.op->overload;
    }
    for (uint32_t k = 0; k < made.n_operands; ++k) {
      const Operand operand = operands[made.operands + k];
      text += (k ? ", " : " ");
      text += operand.is_constant() ? "#" : operand.is_ref() ? "@" : "$";
      text += std::to_string(operand.index());
      if (operand.is_last()) text += "!";
    }
    if (made.code == OpCode::Jump || made.code == OpCode::JumpUnless ||
        made.code == OpCode::LoopTest || made.code == OpCode::LoopNext) {
      text += " -> " + std::to_string(made.target);
    }
    text += "\n";
  }
  return text;
}

}  // namespace minijit
