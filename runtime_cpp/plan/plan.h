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

/// What an instruction does. o: output slot; t: target of a jump. Those that work on numbers take
/// slots only, a and b, and may name their operands' slots as well, for the operator's own kernel.
///
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

#define MJ_PLAN_CODES(X)                                                           \
  X(Call, "call")                  /* o... = operator(operands...) */              \
  X(CallVariadic, "call_variadic") /* the same for an operator with `...` */       \
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
  X(Missing, "missing") /* raises */                                               \
  X(Step, "step")       /* counts a call that was inlined */                       \
  X(Try, "try")         /* o... = fusion(operands...), go to t; or go on */        \
  X(AddInt, "add_int")                                                             \
  X(SubInt, "sub_int")                                                             \
  X(MulInt, "mul_int")                                                             \
  X(AndInt, "and_int")                                                             \
  X(OrInt, "or_int")                                                               \
  X(XorInt, "xor_int")                                                             \
  X(NegInt, "neg_int")                                                             \
  X(AddFloat, "add_float")                                                         \
  X(SubFloat, "sub_float")                                                         \
  X(MulFloat, "mul_float")                                                         \
  X(NegFloat, "neg_float")                                                         \
  X(FloatOfInt, "float_of_int")                                                    \
  X(Not, "not")                                                                    \
  /* These leave the operator's own kernel what it refuses or does differently. */ \
  X(DivFloat, "div_float")                                                         \
  X(DivInt, "div_int")                                                             \
  X(FloorDivInt, "floordiv_int")                                                   \
  X(RemainderInt, "remainder_int")                                                 \
  X(ListGet, "list_get")       /* o = operand[operand] */                          \
  X(ListSet, "list_set")       /* operand[operand] = operand */                    \
  X(ListAppend, "list_append") /* operand.append(operand) */                       \
  X(ListLength, "list_length") /* o = len(operand) */

enum class OpCode : uint8_t {
#define MJ_CODE(name, text) name,
  MJ_PLAN_CODES(MJ_CODE)
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
/// that a jump may reach the second.
// clang-format off
#define MJ_PLAN_PAIRS_WITH(X, second) \
  X(MoveScalar, second) \
  X(AddInt, second) \
  X(SubInt, second) \
  X(MulInt, second) \
  X(FloorDivInt, second) \
  X(RemainderInt, second) \
  X(AddFloat, second) \
  X(SubFloat, second) \
  X(MulFloat, second) \
  X(DivFloat, second) \
  X(FloatOfInt, second)
#define MJ_PLAN_NUMBER_PAIRS(X) \
  MJ_PLAN_PAIRS_WITH(X, MoveScalar) \
  MJ_PLAN_PAIRS_WITH(X, AddInt) \
  MJ_PLAN_PAIRS_WITH(X, SubInt) \
  MJ_PLAN_PAIRS_WITH(X, MulInt) \
  MJ_PLAN_PAIRS_WITH(X, FloorDivInt) \
  MJ_PLAN_PAIRS_WITH(X, RemainderInt) \
  MJ_PLAN_PAIRS_WITH(X, AddFloat) \
  MJ_PLAN_PAIRS_WITH(X, SubFloat) \
  MJ_PLAN_PAIRS_WITH(X, MulFloat) \
  MJ_PLAN_PAIRS_WITH(X, DivFloat) \
  MJ_PLAN_PAIRS_WITH(X, FloatOfInt)
#define MJ_PLAN_JUMP_PAIRS(X) \
  MJ_PLAN_PAIRS_WITH(X, Jump) \
  MJ_PLAN_PAIRS_WITH(X, ForNext) \
  MJ_PLAN_PAIRS_WITH(X, JumpUnlessLtInt) \
  MJ_PLAN_PAIRS_WITH(X, JumpUnlessLeInt) \
  MJ_PLAN_PAIRS_WITH(X, JumpUnlessGtInt) \
  MJ_PLAN_PAIRS_WITH(X, JumpUnlessGeInt) \
  MJ_PLAN_PAIRS_WITH(X, JumpUnlessEqInt) \
  MJ_PLAN_PAIRS_WITH(X, JumpUnlessNeInt) \
  MJ_PLAN_PAIRS_WITH(X, JumpUnlessLtFloat) \
  MJ_PLAN_PAIRS_WITH(X, JumpUnlessLeFloat) \
  MJ_PLAN_PAIRS_WITH(X, JumpUnlessGtFloat) \
  MJ_PLAN_PAIRS_WITH(X, JumpUnlessGeFloat) \
  MJ_PLAN_PAIRS_WITH(X, WhileLtInt) \
  MJ_PLAN_PAIRS_WITH(X, WhileLeInt) \
  MJ_PLAN_PAIRS_WITH(X, WhileGtInt) \
  MJ_PLAN_PAIRS_WITH(X, WhileGeInt) \
  MJ_PLAN_PAIRS_WITH(X, WhileNeInt)
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

constexpr uint32_t slot_bytes = sizeof(IValue);

/// In a built plan `out`, `a` and `b` are the distances of slots from the first, in bytes, as
/// addresses need them; `out` of a reference is its number.
struct Instruction {
  OpCode code;
  bool drops = false;  // some operand is a last use
  uint16_t entry = 0;  // where running it starts: its code, or behind the codes the pair it begins
  uint32_t out = 0;    // first output slot
  uint32_t n_out = 0;
  uint32_t a = 0;
  uint32_t b = 0;
  uint32_t target = 0;
  uint32_t operands = 0;  // first in Plan::operands
  uint32_t n_operands = 0;
  uint32_t extra = 0;  // in Plan::types, Plan::names or Plan::fusions
  uint32_t n_extra = 0;
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

/// Lowers the graph of the function `name`. `constants` are the elements of constants.pkl.
std::shared_ptr<const Plan> build_plan(std::string name, const Graph& graph,
                                       const std::vector<IValue>& constants);

}  // namespace minijit

#endif  // MINIJIT_PLAN_PLAN_H_
