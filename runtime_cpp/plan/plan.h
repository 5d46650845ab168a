// Plans: flat programs over numbered slots. In: a graph; out: instructions, constants, and which
// slots die where. A plan knows values and kernels, not how they are run.
#ifndef MINIJIT_PLAN_PLAN_H_
#define MINIJIT_PLAN_PLAN_H_

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "ir/graph.h"

namespace minijit {

/// Comparisons: name, operand type, C++ operator. Each is an instruction of its own, and one that
/// jumps, and one that ends a `while` loop.
#define MJ_PLAN_COMPARISONS(X) \
  X(LtInt, lt, int, <)         \
  X(LeInt, le, int, <=)        \
  X(GtInt, gt, int, >)         \
  X(GeInt, ge, int, >=)        \
  X(EqInt, eq, int, ==)        \
  X(NeInt, ne, int, !=)        \
  X(LtFloat, lt, double, <)    \
  X(LeFloat, le, double, <=)   \
  X(GtFloat, gt, double, >)    \
  X(GeFloat, ge, double, >=)   \
  X(EqFloat, eq, double, ==)   \
  X(NeFloat, ne, double, !=)

/// Instructions on numbers: name, text, the operator that they stand for, the type of its operands,
/// how many they read. What their operator refuses they leave to its kernel.
#define MJ_PLAN_NUMBERS(X)                                         \
  X(AddInt, "add_int", "aten::add", "int", 2)                      \
  X(SubInt, "sub_int", "aten::sub", "int", 2)                      \
  X(MulInt, "mul_int", "aten::mul", "int", 2)                      \
  X(AndInt, "and_int", "aten::__and__", "int", 2)                  \
  X(OrInt, "or_int", "aten::__or__", "int", 2)                     \
  X(XorInt, "xor_int", "aten::__xor__", "int", 2)                  \
  X(NegInt, "neg_int", "aten::neg", "int", 1)                      \
  X(AddFloat, "add_float", "aten::add", "float", 2)                \
  X(SubFloat, "sub_float", "aten::sub", "float", 2)                \
  X(MulFloat, "mul_float", "aten::mul", "float", 2)                \
  X(NegFloat, "neg_float", "aten::neg", "float", 1)                \
  X(ShlInt, "shl_int", "aten::__lshift__", "int", 2)               \
  X(ShrInt, "shr_int", "aten::__rshift__", "int", 2)               \
  X(AbsInt, "abs_int", "prim::abs", "int", 1)                      \
  X(AbsFloat, "abs_float", "prim::abs", "float", 1)                \
  X(MinInt, "min_int", "prim::min", "int", 2)                      \
  X(MaxInt, "max_int", "prim::max", "int", 2)                      \
  X(MinFloat, "min_float", "prim::min", "float", 2)                \
  X(MaxFloat, "max_float", "prim::max", "float", 2)                \
  X(SqrtFloat, "sqrt_float", "aten::sqrt", "float", 1)             \
  X(FloorFloat, "floor_float", "aten::floor", "float", 1)          \
  X(FloatOfInt, "float_of_int", "aten::Float", "int", 1)           \
  X(IntOfFloat, "int_of_float", "aten::Int", "float", 1)           \
  X(Not, "not", "aten::__not__", "bool", 1)                        \
  X(DivFloat, "div_float", "aten::div", "float", 2)                \
  X(DivInt, "div_int", "aten::div", "int", 2)                      \
  X(FloorDivInt, "floordiv_int", "aten::floordiv", "int", 2)       \
  X(RemainderInt, "remainder_int", "aten::remainder", "int", 2)    \
  X(FloorDivFloat, "floordiv_float", "aten::floordiv", "float", 2) \
  X(RemainderFloat, "remainder_float", "aten::remainder", "float", 2)

/// What an instruction does. o: output slot; t: target of a jump. Those that work on numbers take
/// slots only, a and b, and may name their operands' slots as well, for the operator's own kernel.
#define MJ_PLAN_CODES(X)                                                           \
  X(Call, "call")                  /* o... = operator(operands...) */              \
  X(CallVariadic, "call_variadic") /* the same for an operator with `...` */       \
  X(CallNumbers, "call_numbers")   /* o = operator(a, b), all of them numbers */   \
  X(Move, "move")                  /* o = operand */                               \
  X(MoveScalar, "move_scalar")     /* the same for an int, float or bool: a */     \
  X(Jump, "jump")                  /* go to t */                                   \
  X(JumpUnless, "jump_unless")     /* go to t unless a */                          \
  X(LoopTest, "loop_test")         /* go to t unless a (trip) < b and o */         \
  X(LoopNext, "loop_next")         /* a + 1; go to t if a < b and o */             \
  X(ForTest, "for_test")           /* go to t unless a < b */                      \
  X(ForNext, "for_next")           /* a + 1; go to t if a < b */                   \
  X(WhileNext, "while_next")       /* go to t if a */                              \
  X(Return, "return")              /* end with the operand, or None */             \
  X(GetAttr, "get_attr")           /* o = operand.slot[index] */                   \
  X(GetRef, "get_ref")             /* reference o = the place of that */           \
  X(SetAttr, "set_attr")           /* operand.slot[index] = operand */             \
  X(CallFunction, "call_function") /* o = callee(operands...) */                   \
  X(CallMethod, "call_method")     /* o = operands[0].name(operands...) */         \
  X(CreateObject, "create_object") /* o = object of a class */                     \
  X(TupleConstruct, "tuple")       /* o = (operands...) */                         \
  X(TupleUnpack, "tuple_unpack")   /* o... = operand */                            \
  X(TupleIndex, "tuple_index")     /* o = operand[index] */                        \
  X(ListConstruct, "list")         /* o = [operands...] */                         \
  X(ListUnpack, "list_unpack")     /* o... = operand */                            \
  X(DictConstruct, "dict")         /* o = {operands: operands, ...} */             \
  X(IsInstance, "isinstance")      /* o = isinstance(operand, types) */            \
  X(EnumName, "enum_name")         /* o = operand.name */                          \
  X(EnumValue, "enum_value")       /* o = operand.value */                         \
  X(Print, "print")                                                                \
  X(Missing, "missing")        /* raises */                                        \
  X(Step, "step")              /* counts a call that was inlined */                \
  X(Try, "try")                /* o... = fusion(operands...), go to t; or go on */ \
  X(ListGet, "list_get")       /* o = operand[operand] */                          \
  X(ListSet, "list_set")       /* operand[operand] = operand */                    \
  X(ListAppend, "list_append") /* operand.append(operand) */                       \
  X(ListLength, "list_length") /* o = len(operand) */

enum class OpCode : uint8_t {
#define MJ_CODE(name, text) name,
  MJ_PLAN_CODES(MJ_CODE)
#undef MJ_CODE
#define MJ_CODE(name, text, kind, type, operands) name,
      MJ_PLAN_NUMBERS(MJ_CODE)
#undef MJ_CODE
#define MJ_CODE(name, text, type, op) name,
          MJ_PLAN_COMPARISONS(MJ_CODE)
#undef MJ_CODE
// The comparison, and a jump to t unless it holds; the comparison, and to t if it does.
#define MJ_CODE(name, text, type, op) JumpUnless##name,
              MJ_PLAN_COMPARISONS(MJ_CODE)
#undef MJ_CODE
#define MJ_CODE(name, text, type, op) While##name,
                  MJ_PLAN_COMPARISONS(MJ_CODE)
#undef MJ_CODE
};

const char* opcode_name(OpCode code);

/// Two instructions that run as one where the second follows the first: on processors of today the
/// jump from one to the next costs more than what a number's instruction does. Each pair has a form
/// for a second that reads, as its `a`, what the first made. Both instructions stay in the plan, so
/// that a jump may reach the second. The place that uses the lists defines MJ_PAIR(first, second).
// clang-format off
#define MJ_PLAN_PAIRS_WITH(X, second) \
  X(MoveScalar, second) \
  X(AddInt, second) \
  X(SubInt, second) \
  X(MulInt, second) \
  X(FloorDivInt, second) \
  X(RemainderInt, second) \
  X(AndInt, second) \
  X(DivInt, second) \
  X(AddFloat, second) \
  X(SubFloat, second) \
  X(MulFloat, second) \
  X(DivFloat, second) \
  X(FloatOfInt, second)
#define MJ_PLAN_NUMBER_PAIRS \
  MJ_PLAN_PAIRS_WITH(MJ_PAIR, MoveScalar) \
  MJ_PLAN_PAIRS_WITH(MJ_PAIR, AddInt) \
  MJ_PLAN_PAIRS_WITH(MJ_PAIR, SubInt) \
  MJ_PLAN_PAIRS_WITH(MJ_PAIR, MulInt) \
  MJ_PLAN_PAIRS_WITH(MJ_PAIR, FloorDivInt) \
  MJ_PLAN_PAIRS_WITH(MJ_PAIR, RemainderInt) \
  MJ_PLAN_PAIRS_WITH(MJ_PAIR, AndInt) \
  MJ_PLAN_PAIRS_WITH(MJ_PAIR, DivInt) \
  MJ_PLAN_PAIRS_WITH(MJ_PAIR, AddFloat) \
  MJ_PLAN_PAIRS_WITH(MJ_PAIR, SubFloat) \
  MJ_PLAN_PAIRS_WITH(MJ_PAIR, MulFloat) \
  MJ_PLAN_PAIRS_WITH(MJ_PAIR, DivFloat) \
  MJ_PLAN_PAIRS_WITH(MJ_PAIR, FloatOfInt)
#define MJ_PLAN_COMPARISON_PAIRS(name, text, type, op) \
  MJ_PLAN_PAIRS_WITH(MJ_PAIR, JumpUnless##name) \
  MJ_PLAN_PAIRS_WITH(MJ_PAIR, While##name)
#define MJ_PLAN_JUMP_PAIRS \
  MJ_PLAN_PAIRS_WITH(MJ_PAIR, Jump) \
  MJ_PLAN_PAIRS_WITH(MJ_PAIR, ForNext) \
  MJ_PLAN_COMPARISONS(MJ_PLAN_COMPARISON_PAIRS)
// clang-format on

/// A slot, a constant, or a reference to an attribute; and whether this is the slot's last use.
struct Operand {
  static constexpr uint32_t constant_bit = 0x80000000u;
  static constexpr uint32_t last_bit = 0x40000000u;
  static constexpr uint32_t ref_bit = 0x20000000u;
  uint32_t raw = 0;
  bool is_constant() const { return raw & constant_bit; }
  bool is_ref() const { return raw & ref_bit; }
  bool is_slot() const { return !(raw & (constant_bit | ref_bit)); }
  bool is_last() const { return raw & last_bit; }
  uint32_t index() const { return raw & 0x1fffffffu; }
};

/// A slot, by the distance that addresses need: without it each step would multiply.
struct SlotPlace {
  uint32_t bytes = 0;
  static constexpr uint32_t size = sizeof(IValue);
  static SlotPlace of(uint32_t index) { return {index * size}; }
  uint32_t index() const { return bytes / size; }
};

struct Instruction {
  OpCode code;
  bool drops = false;    // some operand is a last use
  bool manages = false;  // a call of `__enter__` or `__exit__`: a with statement begins or ends
  uint16_t entry = 0;  // where running it starts: its code, or behind the codes the pair it begins
  SlotPlace out{};     // the first output
  uint32_t n_out = 0;
  SlotPlace a{};
  SlotPlace b{};
  uint32_t target = 0;
  uint32_t operands = 0;  // first in Plan::operands
  uint32_t n_operands = 0;
  uint32_t extra = 0;    // in Plan::types, Plan::names or Plan::fusions, or of a reference
  uint32_t n_extra = 0;  // of an operator: whether it tells where it stands
  int64_t index = 0;
  const OpInfo* op = nullptr;
  const Function* callee = nullptr;
};

struct Plan {
  /// A slot that holds a constant from the start.
  struct FixedSlot {
    uint32_t slot;
    IValue value;
  };

  std::string name;  // of the function
  std::vector<Instruction> instructions;
  std::vector<Operand> operands;
  std::vector<IValue> constants;
  std::vector<FixedSlot> fixed;  // what instructions on numbers read
  std::vector<TypePtr> types;
  std::vector<std::string> names;
  std::vector<std::shared_ptr<const Fusion>> fusions;
  std::vector<Location> ranges;  // one per instruction
  uint32_t n_slots = 0;
  uint32_t n_refs = 0;
  uint32_t n_inputs = 0;  // slots 0.. are the arguments

  std::string str() const;
};

/// Is it a call that begins or ends a with statement? By its name and number of arguments.
bool ends_of_with(const Node& node);

/// Lowers the graph of the function `name`. `constants` are the elements of constants.pkl.
std::shared_ptr<const Plan> build_plan(std::string name, const Graph& graph,
                                       const std::vector<IValue>& constants);

}  // namespace minijit

#endif  // MINIJIT_PLAN_PLAN_H_
