#include "plan/codes.h"

#include <algorithm>
#include <utility>

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

}  // namespace

const char* opcode_name(OpCode code) { return opcode_names[static_cast<size_t>(code)]; }

bool is_comparison(OpCode code) { return code >= OpCode::LtInt && code <= OpCode::NeFloat; }

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

OpCode number_code(const Node& node, bool* as_floats) {
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

bool makes_number(const Node& node) {
  bool as_floats = false;
  return node.kind == NodeKind::Operator && number_code(node, &as_floats) != OpCode::Call;
}

OpCode list_code(std::string_view kind, std::string_view overload) {
  return fast_code(list_codes, kind, overload);
}

void find_entries(std::vector<Instruction>* instructions) {
  for (size_t i = 0; i < instructions->size(); ++i) {
    Instruction& made = (*instructions)[i];
    const bool is_last = i + 1 == instructions->size();
    made.entry = entry_of(made, (*instructions)[is_last ? i : i + 1]);
  }
}

}  // namespace minijit
