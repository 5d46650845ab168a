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

/// What an instruction does. a, b: operands; o: output slot; t: target of a jump.
enum class OpCode : uint8_t {
  Call,            // o... = operator(operands...)
  CallVariadic,    // the same for an operator with `...`
  Move,            // o = a
  MoveScalar,      // the same between slots of int, float or bool
  Jump,            // go to t
  JumpUnless,      // go to t unless a
  LoopTest,        // go to t unless a (trip) < b (count) and c (condition)
  LoopNext,        // a + 1, go to t
  Return,          // end with a, or None
  GetAttr,         // o = a.slot[index]
  GetRef,          // reference o = the place a.slot[index]
  SetAttr,         // a.slot[index] = b
  CallFunction,    // o = callee(operands...)
  CallMethod,      // o = operands[0].name(operands...), found when it runs
  CreateObject,    // o = object of a class
  TupleConstruct,  // o = (operands...)
  TupleUnpack,     // o... = a
  TupleIndex,      // o = a[index]
  ListConstruct,   // o = [operands...]
  ListUnpack,      // o... = a
  DictConstruct,   // o = {operands: operands, ...}
  IsInstance,      // o = isinstance(a, types)
  EnumName,        // o = a.name
  EnumValue,       // o = a.value
  Print,           //
  Missing,         // raises
  Drop,            // forgets the slots of the operands
  // Numbers, unboxed.
  AddInt,
  SubInt,
  MulInt,
  LtInt,
  LeInt,
  GtInt,
  GeInt,
  EqInt,
  NeInt,
  AddFloat,
  SubFloat,
  MulFloat,
  DivFloat,
  LtFloat,
  LeFloat,
  GtFloat,
  GeFloat,
  Not,
  // These leave the operator's own kernel what it refuses or does differently.
  DivInt,
  FloorDivInt,
  RemainderInt,
  NegInt,
  NegFloat,
  FloatOfInt,
};

const char* opcode_name(OpCode code);

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

struct Instruction {
  OpCode code;
  uint32_t out = 0;  // first output slot
  uint32_t n_out = 0;
  uint32_t operands = 0;  // first in Plan::operands
  uint32_t n_operands = 0;
  uint32_t target = 0;
  int64_t index = 0;
  const OpInfo* op = nullptr;
  const Function* callee = nullptr;
  uint32_t extra = 0;  // in Plan::types or Plan::names
  uint32_t n_extra = 0;
  bool drops = false;  // some operand is a last use
};

struct Plan {
  std::vector<Instruction> instructions;
  std::vector<Operand> operands;
  std::vector<IValue> constants;
  std::vector<TypePtr> types;
  std::vector<std::string> names;
  std::vector<SourceRange> ranges;  // one per instruction
  uint32_t n_slots = 0;
  uint32_t n_refs = 0;
  uint32_t n_inputs = 0;  // slots 0.. are the arguments

  std::string str() const;
};

/// Lowers a graph. `constants` are the elements of constants.pkl.
std::shared_ptr<const Plan> build_plan(const Graph& graph, const std::vector<IValue>& constants);

}  // namespace minijit

#endif  // MINIJIT_PLAN_PLAN_H_
