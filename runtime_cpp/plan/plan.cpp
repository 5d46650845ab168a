#include "plan/plan.h"

#include <algorithm>
#include <limits>
#include <string_view>
#include <unordered_map>

#include "support/blocks.h"

namespace minijit {

namespace {

struct FastCode {
  std::string_view kind;
  std::string_view what;  // the type of the operands, or the overload
  OpCode code;
};

constexpr const char* of_int = "int";
constexpr const char* of_double = "float";

constexpr FastCode number_codes[] = {
#define MJ_ROW(name, text, kind, type, operands) {kind, type, OpCode::name},
    MJ_PLAN_NUMBERS(MJ_ROW)
#undef MJ_ROW
#define MJ_ROW(name, text, type, op) {"aten::" #text, of_##type, OpCode::name},
        MJ_PLAN_COMPARISONS(MJ_ROW)
#undef MJ_ROW
};

constexpr FastCode list_codes[] = {
    {"aten::__getitem__", "t", OpCode::ListGet},
    {"aten::_set_item", "t", OpCode::ListSet},
    {"aten::append", "t", OpCode::ListAppend},
    {"aten::len", "t", OpCode::ListLength},
};

template <size_t N>
OpCode fast_code(const FastCode (&rows)[N], std::string_view kind, std::string_view what) {
  for (const FastCode& row : rows) {
    if (what == row.what && kind == row.kind) return row.code;
  }
  return OpCode::Call;
}

bool is_comparison(OpCode code) { return code >= OpCode::LtInt && code <= OpCode::NeFloat; }

/// The comparison's form that jumps.
OpCode fused(OpCode comparison, OpCode first) {
  return static_cast<OpCode>(static_cast<int>(first) + static_cast<int>(comparison) -
                             static_cast<int>(OpCode::LtInt));
}

bool jumps(OpCode code) {
  return code == OpCode::Jump || code == OpCode::JumpUnless || code == OpCode::LoopTest ||
         code == OpCode::LoopNext || code == OpCode::ForTest || code == OpCode::ForNext ||
         code == OpCode::WhileNext || code == OpCode::Try || code >= OpCode::JumpUnlessLtInt;
}

bool reads_a(OpCode code) {
  return (code != OpCode::Jump && code != OpCode::Try && jumps(code)) || is_comparison(code) ||
         code == OpCode::MoveScalar || (code >= OpCode::AddInt && code < OpCode::LtInt);
}

bool reads_b(OpCode code) {
  switch (code) {
#define MJ_CASE(name, text, kind, type, operands) \
  case OpCode::name:                              \
    return operands == 2;
    MJ_PLAN_NUMBERS(MJ_CASE)
#undef MJ_CASE
    case OpCode::JumpUnless:
    case OpCode::WhileNext:
    case OpCode::MoveScalar:
      return false;
    default:
      return reads_a(code);
  }
}

bool is_constant(const Value& value, bool wanted) {
  return value.node && value.node->kind == NodeKind::Constant && value.node->value.isBool() &&
         value.node->value.toBool() == wanted;
}

bool is_scalar(const Value& value) {
  return value.type->is(TypeKind::Int) || value.type->is(TypeKind::Float) ||
         value.type->is(TypeKind::Bool);
}

/// Places in a graph, in the order of the text: a block's lie between those of its owner's parts.
struct Order {
  struct Range {
    uint32_t first;
    uint32_t last;
  };

  explicit Order(const Graph& graph) : written(graph.value_count(), 0), reads(graph.value_count()) {
    walk(*graph.block());
  }

  std::vector<uint32_t> written;             // by Value::id
  std::vector<std::vector<uint32_t>> reads;  // by Value::id, ascending
  std::unordered_map<const Block*, Range> blocks;

 private:
  void walk(const Block& block) {
    const uint32_t first = ++at_;
    for (const Node* node : block.nodes) {
      ++at_;
      for (const Value* value : node->inputs) reads[value->id].push_back(at_);
      for (const Block* inner : node->blocks) walk(*inner);
      for (const Value* value : node->outputs) written[value->id] = at_;
    }
    ++at_;
    for (const Value* value : block.outputs) reads[value->id].push_back(at_);
    blocks.emplace(&block, Range{first, at_});
  }

  uint32_t at_ = 0;
};

class Builder {
 public:
  Builder(const Graph& graph, const std::vector<IValue>& constants)
      : graph_(graph),
        archive_constants_(constants),
        places_(graph.value_count()),
        order_(graph),
        uses_(count_uses(graph)),
        chains_(graph.value_count(), 0) {}

  std::shared_ptr<Plan> build() {
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

  /// What is known of a slot.
  struct Slot {
    /// Lives to the end of the frame: on its attributes there are references, or it is a number.
    bool pinned = false;
    /// What a loop brings in here: others may take the place when it is not read any more.
    const Value* variable = nullptr;
  };

  uint32_t new_slot(bool pinned) {
    if (slots_.size() == UINT32_MAX / SlotPlace::size)
      throw_out_of_memory(slots_.size() * sizeof(IValue));
    slots_.push_back({pinned});
    return static_cast<uint32_t>(slots_.size() - 1);
  }

  uint32_t slot(const Value* value) {
    Place& place = places_[value->id];
    if (!place.known) place = {true, new_slot(is_scalar(*value))};
    return place.raw;
  }

  /// A slot that holds the operand: its own, one that is a constant from the start, or a copy.
  uint32_t number_slot(Operand operand, const Location& range) {
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

  size_t emit(const Instruction& instruction, const Location& range) {
    plan_->instructions.push_back(instruction);
    plan_->ranges.push_back(range);
    return plan_->instructions.size() - 1;
  }

  size_t emit_raw(OpCode code, std::vector<Operand> values, uint32_t out, const Location& range) {
    Instruction made{code};
    made.operands = static_cast<uint32_t>(plan_->operands.size());
    made.n_operands = static_cast<uint32_t>(values.size());
    plan_->operands.insert(plan_->operands.end(), values.begin(), values.end());
    made.out = SlotPlace::of(out);
    made.n_out = code == OpCode::Move ? 1 : 0;
    return emit(made, range);
  }

  size_t emit_numbers(OpCode code, uint32_t a, uint32_t b, uint32_t out, const Location& range) {
    Instruction made{code};
    made.a = SlotPlace::of(a);
    made.b = SlotPlace::of(b);
    made.out = SlotPlace::of(out);
    made.n_out = jumps(code) ? 0 : 1;
    return emit(made, range);
  }

  uint32_t here() const { return static_cast<uint32_t>(plan_->instructions.size()); }

  /// Lowers the nodes of a block, but for `left_out`.
  void block(const Block& from, const Node* left_out = nullptr) {
    for (size_t i = 0; i < from.nodes.size(); ++i) {
      const Node* node = from.nodes[i];
      if (node != left_out && !becomes_jumps(from, i)) this->node(*node);
    }
  }

  /// Does node i only give the condition of what comes next, whose jumps will stand for it? A long
  /// chain of such nodes is cut, as lowering one goes into those before it.
  bool becomes_jumps(const Block& from, size_t i) {
    const Node* node = from.nodes[i];
    if (node->kind != NodeKind::If || node != branch_of(condition_of(next_of(from, i))))
      return false;
    constexpr uint32_t longest_chain = 32;
    const uint32_t length = chains_[node->inputs[0]->id] + 1;
    if (length > longest_chain) return false;
    chains_[node->output()->id] = length;
    return true;
  }

  /// The node behind node i that is no constant, or null.
  static const Node* next_of(const Block& from, size_t i) {
    while (++i < from.nodes.size()) {
      if (from.nodes[i]->kind != NodeKind::Constant) return from.nodes[i];
    }
    return nullptr;
  }

  /// What a node tests before all else, or null.
  const Value* condition_of(const Node* node) const {
    if (!node) return nullptr;
    if (node->kind == NodeKind::If) return node->inputs[0];
    return node->kind == NodeKind::Loop && is_while(*node) ? node->inputs[1] : nullptr;
  }

  /// `a and b`, `a or b`: the branch that gives a condition, and nothing else, to its one reader.
  /// Null for other conditions.
  const Node* branch_of(const Value* condition) const {
    const Node* node = condition ? condition->node : nullptr;
    const bool found = node && node->kind == NodeKind::If && node->outputs.size() == 1 &&
                       uses_[condition->id] == 1;
    return found ? node : nullptr;
  }

  void outputs(Instruction* instruction, const Node& node) {
    instruction->n_out = static_cast<uint32_t>(node.outputs.size());
    if (node.outputs.size() == 1) {
      instruction->out = SlotPlace::of(slot(node.output()));
      return;
    }
    // Results of one node lie side by side.
    instruction->out = SlotPlace::of(static_cast<uint32_t>(slots_.size()));
    for (const Value* value : node.outputs) slot(value);
  }

  /// Lets numbers that a block gives be made where they are to go, if what is there is not read
  /// any more.
  void aim(const Block& block, const std::vector<Value*>& from, const std::vector<Value*>& into,
           const std::vector<uint32_t>& to) {
    for (size_t i = 0; i < from.size() && i < to.size(); ++i) {
      const Value& value = *from[i];
      const Node* node = value.node;
      if (!into[i] || !is_scalar(value) || !is_scalar(*into[i]) || places_[value.id].known)
        continue;
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

  /// `if c: x = f(x)`: the value that the other arm leaves as it is may lie where the result goes.
  void aim_before(const Node& branch, const Value& result, uint32_t to) {
    size_t index = 0;
    while (branch.outputs[index] != &result) ++index;
    for (size_t arm = 0; arm < 2; ++arm) {
      const Value& kept = *branch.blocks[arm]->outputs[index];
      const Value& other = *branch.blocks[1 - arm]->outputs[index];
      const Order::Range own = order_.blocks.at(branch.blocks[arm]);
      const Order::Range others = order_.blocks.at(branch.blocks[1 - arm]);
      const Node* node = kept.node;
      if (!node || node->block != branch.block || !makes_number(*node) ||
          node->outputs.size() != 1 || !is_scalar(kept) || places_[kept.id].known ||
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

  /// On some path behind a place of the order.
  bool is_read_after(const Value* variable, uint32_t place) const {
    if (!variable) return false;
    for (const uint32_t read : order_.reads[variable->id]) {
      const auto excludes = [&](const Order::Range& arm) {
        return arm.first <= read && read <= arm.last;
      };
      if (read > place && std::none_of(other_arms_.begin(), other_arms_.end(), excludes))
        return true;
    }
    return false;
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
    made.manages = ends_of_with(node);
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
      case NodeKind::Operator:
        return operation(node);
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
      case NodeKind::InlinedCall:
        return simple(OpCode::Step, node);
      case NodeKind::Fused:
        return fused_operators(node);
      case NodeKind::MissingOperator:
        return with_name(OpCode::Missing, node);
    }
  }

  /// How an operator on numbers runs, whose operands are to be ints or, with `as_floats`, floats;
  /// or Call.
  static OpCode number_code(const Node& node, bool* as_floats) {
    const auto all = [&](std::initializer_list<TypeKind> kinds) {
      return std::all_of(node.inputs.begin(), node.inputs.end(), [&](const Value* input) {
        return std::any_of(kinds.begin(), kinds.end(),
                           [&](TypeKind kind) { return input->type->is(kind); });
      });
    };
    const OpInfo& op = *node.op;
    const bool numbers = node.outputs.size() == 1 && is_scalar(*node.output()) && !op.vararg &&
                         op.kernel && op.derive == Derive::None && !node.inputs.empty() &&
                         node.inputs.size() <= 2 &&
                         all({TypeKind::Int, TypeKind::Float, TypeKind::Bool});
    if (!numbers) return OpCode::Call;
    const std::string_view kind(op.kind.c_str());
    OpCode code = OpCode::Call;
    if (all({TypeKind::Int})) code = fast_code(number_codes, kind, of_int);
    if (all({TypeKind::Bool})) code = fast_code(number_codes, kind, "bool");
    if (all({TypeKind::Int, TypeKind::Float}) && !all({TypeKind::Int})) {
      code = fast_code(number_codes, kind, of_double);
      *as_floats = true;
    }
    return code == OpCode::Call ? OpCode::CallNumbers : code;
  }

  /// The slot of a number that an instruction reads, as a float if so wanted.
  uint32_t operand_slot(const Value& value, bool as_float, const Location& range) {
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

  /// Is it made by an instruction on numbers? Elsewhere a hostile archive may have a shared value
  /// called a number, which nobody releases where numbers are overwritten.
  static bool makes_number(const Node& node) {
    bool as_floats = false;
    return node.kind == NodeKind::Operator && number_code(node, &as_floats) != OpCode::Call;
  }

  /// start + round * step, of `for` loops over ranges.
  void derived_index(const Node& node) {
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

  void operation(const Node& node) {
    const std::string_view kind(node.op->kind.c_str());
    if (kind == "aten::__derive_index") return derived_index(node);
    bool as_floats = false;
    Instruction made{number_code(node, &as_floats)};
    made.op = node.op;
    if (made.code == OpCode::Call) {
      made.code = node.op->vararg ? OpCode::CallVariadic
                                  : fast_code(list_codes, kind, node.op->overload.c_str());
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

  /// An attribute of an argument, or of such an attribute, lives as long as the call.
  void attribute(const Node& node) {
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

  /// Moves the values that a block gives to the slots of what receives them.
  void give(const std::vector<Value*>& from, const std::vector<Value*>& into,
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

  /// The instruction that just made a value which nothing else reads, or null.
  const Instruction* just_compared(const Value* value) const {
    // What a branch or a loop gives is made in several places.
    if (plan_->instructions.empty() || uses_[value->id] != 1 || !value->node ||
        value->node->kind != NodeKind::Operator)
      return nullptr;
    const Instruction& last = plan_->instructions.back();
    const Place& place = places_[value->id];
    return is_comparison(last.code) && place.known && place.raw == last.out.index() ? &last
                                                                                    : nullptr;
  }

  /// A jump unless a value holds, or, with `first` a `While...`, if it does. Its target is to be
  /// filled in.
  size_t emit_test(const Value* value, OpCode plain, OpCode first, const Location& range) {
    if (const Instruction* last = just_compared(value)) {
      const Instruction made = *last;
      const Location made_at = plan_->ranges.back();
      plan_->instructions.pop_back();
      plan_->ranges.pop_back();
      return emit_numbers(fused(made.code, first), made.a.index(), made.b.index(), 0, made_at);
    }
    return emit_numbers(plain, number_slot(read(value), range), 0, 0, range);
  }

  /// Goes on where a value holds. Adds the jumps that are taken where it does not.
  void test(const Value* value, const Location& range, std::vector<size_t>* unless) {
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

  void test_arm(const Block& arm, const Location& range, std::vector<size_t>* unless) {
    block(arm);
    test(arm.outputs[0], range, unless);
  }

  void fill(const std::vector<size_t>& from) {
    for (const size_t jump : from) plan_->instructions[jump].target = here();
  }

  void conditional(const Node& node) {
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

  void fused_operators(const Node& node) {
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

  void branch(const Block& from, const Node& node, const std::vector<uint32_t>& to) {
    aim(from, from.outputs, node.outputs, to);
    block(from);
    give(from.outputs, node.outputs, to, node.range);
  }

  /// Do the values lie where they are to go?
  bool is_given(const std::vector<Value*>& values, const std::vector<uint32_t>& to) const {
    for (size_t i = 0; i < to.size(); ++i) {
      const Place& place = places_[values[i]->id];
      if (!place.known || place.raw != to[i]) return false;
    }
    return true;
  }

  static size_t index_of(const Block& block, const Node& node) {
    return static_cast<size_t>(std::find(block.nodes.begin(), block.nodes.end(), &node) -
                               block.nodes.begin());
  }

  static bool counts_only(const Node& loop) {
    return is_constant(*loop.inputs[1], true) && is_constant(*loop.blocks[0]->outputs[0], true);
  }

  /// Is it a `while` loop, whose rounds nobody counts?
  bool is_while(const Node& loop) const {
    const Value& most = *loop.inputs[0];
    return most.node && most.node->kind == NodeKind::Constant && most.node->value.isInt() &&
           most.node->value.toInt() == std::numeric_limits<int64_t>::max() &&
           uses_[loop.blocks[0]->inputs[0]->id] == 0 && !counts_only(loop);
  }

  void loop(const Node& node) {
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
        emit_numbers(OpCode::MoveScalar, number_slot(read(node.inputs[1]), range), 0, goes_on,
                     range);
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

  /// Would the moves into `to` leave what a comparison reads as it is?
  bool moves_nothing(const std::vector<Value*>& from, const std::vector<uint32_t>& to,
                     const Instruction& compared) const {
    for (size_t i = 0; i < to.size() && i < from.size(); ++i) {
      const Place& place = places_[from[i]->id];
      if (place.known && place.raw == to[i]) continue;
      if (to[i] == compared.a.index() || to[i] == compared.b.index()) return false;
    }
    return true;
  }

  /// In straight code the last use of a slot frees it. A slot that is used in a loop but was
  /// written before it lives until the frame ends: the next round may read it.
  void mark_last_uses() {
    const size_t slots = slots_.size();
    std::vector<int64_t> first_write(slots, -1), last_read(slots, -1), last_write(slots, -1);
    const size_t count = plan_->instructions.size();
    for (size_t i = 0; i < count; ++i) {
      const Instruction& made = plan_->instructions[i];
      for (uint32_t k = 0; k < made.n_out; ++k) {
        const uint32_t written = made.out.index() + k;
        if (first_write[written] < 0) first_write[written] = static_cast<int64_t>(i);
        last_write[written] = static_cast<int64_t>(i);
      }
      for (uint32_t k = 0; k < made.n_operands; ++k) {
        const Operand operand = plan_->operands[made.operands + k];
        if (operand.is_slot()) last_read[operand.index()] = static_cast<int64_t>(i);
      }
    }
    for (uint32_t slot_index = 0; slot_index < slots; ++slot_index) {
      if (slots_[slot_index].pinned) continue;
      const int64_t last = last_read[slot_index];
      if (last < 0 || last_write[slot_index] > last) continue;
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
      for (const size_t tried : tries(static_cast<size_t>(last))) mark_last(tried, slot_index);
      mark_last(static_cast<size_t>(last), slot_index);
    }
  }

  /// The tries that, when they succeed, jump over an instruction.
  std::vector<size_t> tries(size_t instruction) const {
    std::vector<size_t> found;
    for (const size_t tried : tries_) {
      if (tried < instruction && instruction < plan_->instructions[tried].target)
        found.push_back(tried);
    }
    return found;
  }

  void mark_last(size_t instruction, uint32_t slot_index) {
    Instruction& reader = plan_->instructions[instruction];
    for (uint32_t k = reader.n_operands; k-- > 0;) {
      Operand& operand = plan_->operands[reader.operands + k];
      if (operand.is_slot() && operand.index() == slot_index) {
        operand.raw |= Operand::last_bit;
        reader.drops = true;
        break;
      }
    }
  }

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

constexpr const char* opcode_names[] = {
#define MJ_CODE(name, text) text,
    MJ_PLAN_CODES(MJ_CODE)
#undef MJ_CODE
#define MJ_CODE(name, text, kind, type, operands) text,
        MJ_PLAN_NUMBERS(MJ_CODE)
#undef MJ_CODE
#define MJ_CODE(name, text, type, op) #text "_" #type,
            MJ_PLAN_COMPARISONS(MJ_CODE)
#undef MJ_CODE
#define MJ_CODE(name, text, type, op) "jump_unless_" #text "_" #type,
                MJ_PLAN_COMPARISONS(MJ_CODE)
#undef MJ_CODE
#define MJ_CODE(name, text, type, op) "while_" #text "_" #type,
                    MJ_PLAN_COMPARISONS(MJ_CODE)
#undef MJ_CODE
};

constexpr std::pair<OpCode, OpCode> pairs[] = {
#define MJ_PAIR(first, second) {OpCode::first, OpCode::second},
    MJ_PLAN_NUMBER_PAIRS MJ_PLAN_JUMP_PAIRS
#undef MJ_PAIR
};

uint16_t entry_of(const Instruction& made, const Instruction& next) {
  const auto* pair =
      std::find(std::begin(pairs), std::end(pairs), std::make_pair(made.code, next.code));
  if (pair == std::end(pairs)) return static_cast<uint16_t>(made.code);
  const size_t place = 2 * static_cast<size_t>(pair - pairs) + (next.a.bytes == made.out.bytes);
  return static_cast<uint16_t>(std::size(opcode_names) + place);
}

/// Tells each instruction where it starts, when nothing moves any more.
void find_entries(std::vector<Instruction>* instructions) {
  for (size_t i = 0; i < instructions->size(); ++i) {
    Instruction& made = (*instructions)[i];
    const bool is_last = i + 1 == instructions->size();
    made.entry = entry_of(made, (*instructions)[is_last ? i : i + 1]);
  }
}

}  // namespace

const char* opcode_name(OpCode code) { return opcode_names[static_cast<size_t>(code)]; }

bool ends_of_with(const Node& node) {
  return node.kind == NodeKind::CallMethod &&
         ((node.name == "__enter__" && node.inputs.size() == 1) ||
          (node.name == "__exit__" && node.inputs.size() == 4));
}

std::shared_ptr<const Plan> build_plan(std::string name, const Graph& graph,
                                       const std::vector<IValue>& constants) {
  std::shared_ptr<Plan> plan = Builder(graph, constants).build();
  plan->name = std::move(name);
  find_entries(&plan->instructions);
  return plan;
}

std::string Plan::str() const {
  std::string text = "plan: " + std::to_string(n_inputs) + " inputs, " + std::to_string(n_slots) +
                     " slots, " + std::to_string(this->constants.size()) + " constants\n";
  for (size_t i = 0; i < instructions.size(); ++i) {
    const Instruction& made = instructions[i];
    text += "  " + std::to_string(i) + ": ";
    for (uint32_t k = 0; k < made.n_out; ++k) {
      text += (k ? ", $" : "$") + std::to_string(made.out.index() + k);
    }
    if (made.code == OpCode::GetRef) text += "@" + std::to_string(made.extra);
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
    if (!made.n_operands && reads_a(made.code)) text += " $" + std::to_string(made.a.index());
    if (!made.n_operands && reads_b(made.code)) text += ", $" + std::to_string(made.b.index());
    if (jumps(made.code)) text += " -> " + std::to_string(made.target);
    text += "\n";
  }
  return text;
}

}  // namespace minijit
