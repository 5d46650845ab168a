#include "exec/exec.h"

#include <cstdio>
#include <new>
#include <stdexcept>

#include "ir/function.h"
#include "kernels/run.h"
#include "kernels/text.h"
#include "support/blocks.h"
#include "support/limits.h"

namespace minijit {

namespace {

/// The slots and references of one call; small frames live on the stack.
class Frame {
 public:
  explicit Frame(const Plan& plan) : count_(plan.n_slots) {
    const size_t slot_bytes = count_ * sizeof(IValue);
    const size_t bytes = slot_bytes + plan.n_refs * sizeof(const IValue*);
    void* place = bytes <= sizeof(inline_) ? inline_ : take_block(bytes);
    if (!place) throw std::bad_alloc();
    slots_ = static_cast<IValue*>(place);
    refs_ = reinterpret_cast<const IValue**>(static_cast<unsigned char*>(place) + slot_bytes);
    for (uint32_t i = 0; i < count_; ++i) new (slots_ + i) IValue();
  }
  Frame(const Frame&) = delete;
  Frame& operator=(const Frame&) = delete;
  ~Frame() {
    for (uint32_t i = 0; i < count_; ++i) slots_[i].~IValue();
    if (slots_ != reinterpret_cast<IValue*>(inline_)) give_block(slots_);
  }
  IValue* slots() { return slots_; }
  const IValue** refs() { return refs_; }

 private:
  alignas(IValue) unsigned char inline_[1024];
  IValue* slots_;
  const IValue** refs_;
  uint32_t count_;
};

class Runner {
 public:
  Runner(const Plan& plan, Frame& frame, RunState& state)
      : operands_(plan.operands.data()),
        slots_(frame.slots()),
        constants_(plan.constants.data()),
        refs_(frame.refs()),
        plan_(plan),
        state_(state) {}

  IValue run() {
    try {
      return loop();
    } catch (Error& error) {
      error.at(plan_.ranges[at_]);
      throw;
    } catch (const std::bad_alloc&) {
      out_of_memory();
    } catch (const std::length_error&) {
      out_of_memory();
    }
  }

 private:
  [[noreturn]] void out_of_memory() const {
    Error error(Diag::MJ9005, {{"bytes", "too many"}});
    error.at(plan_.ranges[at_]);
    throw error;
  }

  const IValue& value(const Instruction& made, uint32_t i) const {
    const Operand operand = operands_[made.operands + i];
    if (operand.is_slot()) return slots_[operand.index()];
    return operand.is_constant() ? constants_[operand.index()] : *refs_[operand.index()];
  }

  /// The value, moved where this is the last use of its slot.
  IValue take(const Instruction& made, uint32_t i) const {
    const Operand operand = operands_[made.operands + i];
    if (operand.is_last()) return std::move(slots_[operand.index()]);
    return value(made, i);
  }

  std::vector<IValue> take_all(const Instruction& made, uint32_t first = 0) const {
    std::vector<IValue> values;
    values.reserve(made.n_operands);
    // A slot that is used twice is moved by its last operand only.
    for (uint32_t i = first; i < made.n_operands; ++i) values.push_back(take(made, i));
    return values;
  }

  void drop(const Instruction& made) {
    for (uint32_t i = 0; i < made.n_operands; ++i) {
      const Operand operand = operands_[made.operands + i];
      if (operand.is_last()) slots_[operand.index()] = IValue();
    }
  }

  void step() {
    constexpr uint64_t between_polls = 4096;
    const uint64_t steps = ++state_.steps;
    if (state_.options.max_steps && steps > state_.options.max_steps) {
      throw Error(Diag::MJ3117, {{"limit", state_.options.max_steps}});
    }
    if (steps % between_polls == 0 && state_.options.poll) state_.options.poll();
  }

  void call_operator(const Instruction& made) {
    constexpr uint32_t small = 24;
    const IValue* inline_args[small];
    std::vector<const IValue*> many;
    const IValue** args = inline_args;
    if (made.n_operands > small) {
      many.resize(made.n_operands);
      args = many.data();
    }
    for (uint32_t i = 0; i < made.n_operands; ++i) args[i] = &value(made, i);
    IValue* out = slots_ + made.out;
    if (made.n_out == 0) {
      // Kernels of operators without results still may write one.
      IValue unused;
      invoke(made, args, &unused);
    } else {
      invoke(made, args, out);
    }
    if (made.drops) drop(made);
  }

  void invoke(const Instruction& made, const IValue** args, IValue* out) {
    const OpInfo& op = *made.op;
    if (made.code == OpCode::CallVariadic) {
      if (!op.kernel) throw Error(Diag::MJ3113, {{"name", op.kind}});
      KernelCall call{op, args, out, static_cast<int>(made.n_operands)};
      op.kernel(call);
    } else {
      run_operator(op, args, out);
    }
  }

  void call_function(const Instruction& made, const Function& function) {
    step();
    if (++state_.depth > limits::max_call_depth) {
      throw Error(Diag::MJ3118, {{"limit", limits::max_call_depth}});
    }
    const std::shared_ptr<const Plan> callee = state_.options.plan_of(function);
    std::vector<IValue> args = take_all(made);
    IValue result;
    try {
      result = run_plan(*callee, args.data(), args.size(), state_);
    } catch (Error& error) {
      error.note("called from here", plan_.ranges[at_]);
      throw;
    }
    --state_.depth;
    if (made.n_out) slots_[made.out] = std::move(result);
  }

  void print(const Instruction& made) {
    std::string text;
    for (uint32_t i = 0; i < made.n_operands; ++i) {
      if (i) text += " ";
      text += kernels::printed(value(made, i));
    }
    text += "\n";
    if (state_.options.print) {
      (*state_.options.print)(text);
    } else {
      std::fwrite(text.data(), 1, text.size(), stdout);
    }
  }

  void unpack(const Instruction& made, Span<const IValue> values) {
    if (values.size() != made.n_out) {
      throw Error(Diag::MJ3100, {{"detail", "Expected " + std::to_string(made.n_out) +
                                                " elements in a list but found " +
                                                std::to_string(values.size())}});
    }
    for (uint32_t i = 0; i < made.n_out; ++i) slots_[made.out + i] = values[i];
    if (made.drops) drop(made);
  }

  IValue make_dict(const Instruction& made) {
    auto dict = make_intrusive<DictImpl>(plan_.types[made.extra], plan_.types[made.extra + 1]);
    for (uint32_t i = 0; i + 1 < made.n_operands; i += 2) {
      dict->insert_or_assign(value(made, i), value(made, i + 1));
    }
    return IValue(std::move(dict));
  }

  IValue loop() {
    const Instruction* instructions = plan_.instructions.data();
    for (size_t pc = 0;;) {
      at_ = pc;
      const Instruction& made = instructions[pc++];
      switch (made.code) {
        case OpCode::Call:
        case OpCode::CallVariadic:
          call_operator(made);
          break;
        case OpCode::Move:
          slots_[made.out] = take(made, 0);
          break;
        case OpCode::MoveScalar:
          move_scalar(slots_[made.out], value(made, 0));
          break;
        case OpCode::Jump:
          pc = made.target;
          break;
        case OpCode::JumpUnless:
          if (!value(made, 0).unchecked_bool()) pc = made.target;
          break;
        case OpCode::LoopTest:
          if (!(value(made, 0).unchecked_int() < value(made, 1).unchecked_int() &&
                value(made, 2).unchecked_bool())) {
            pc = made.target;
          }
          break;
        case OpCode::LoopNext: {
          IValue& trip = slots_[plan_.operands[made.operands].index()];
          trip.overwrite(trip.unchecked_int() + 1);
          step();
          pc = made.target;
          break;
        }
        case OpCode::Return:
          return made.n_operands ? take(made, 0) : IValue();
        case OpCode::GetAttr: {
          IValue got = value(made, 0).toObjectRef().slots[static_cast<size_t>(made.index)];
          slots_[made.out] = std::move(got);
          if (made.drops) drop(made);
          break;
        }
        case OpCode::GetRef:
          refs_[made.out] = &value(made, 0).toObjectRef().slots[static_cast<size_t>(made.index)];
          break;
        case OpCode::SetAttr:
          value(made, 0).toObjectRef().slots[static_cast<size_t>(made.index)] = value(made, 1);
          if (made.drops) drop(made);
          break;
        case OpCode::CallFunction:
          call_function(made, *made.callee);
          break;
        case OpCode::CallMethod: {
          const ObjectImpl& object = value(made, 0).toObjectRef();
          const Function* method = object.type->find_method(plan_.names[made.extra]);
          if (!method) {
            throw Error(Diag::MJ9001, {{"detail", "no method " + plan_.names[made.extra]}});
          }
          call_function(made, *method);
          break;
        }
        case OpCode::CreateObject: {
          ClassTypePtr type = as_class_ptr(plan_.types[made.extra]);
          const size_t count = type->attributes().size();
          slots_[made.out] =
              IValue(make_intrusive<ObjectImpl>(std::move(type), std::vector<IValue>(count)));
          break;
        }
        case OpCode::TupleConstruct: {
          const TypePtr& type = plan_.types[made.extra];
          slots_[made.out] = IValue(
              make_intrusive<TupleImpl>(take_all(made), type->fields().empty() ? nullptr : type));
          break;
        }
        case OpCode::TupleUnpack:
          unpack_copy(made, value(made, 0).toTupleRef().values);
          break;
        case OpCode::TupleIndex: {
          IValue got = value(made, 0).toTupleRef().values.at(static_cast<size_t>(made.index));
          slots_[made.out] = std::move(got);
          if (made.drops) drop(made);
          break;
        }
        case OpCode::ListConstruct:
          slots_[made.out] =
              IValue(make_intrusive<ListImpl>(plan_.types[made.extra], take_all(made)));
          break;
        case OpCode::ListUnpack:
          unpack_copy(made, value(made, 0).toListImpl().values);
          break;
        case OpCode::DictConstruct:
          slots_[made.out] = make_dict(made);
          break;
        case OpCode::IsInstance: {
          bool found = false;
          for (uint32_t i = 0; i < made.n_extra; ++i) {
            found = found || is_instance(value(made, 0), plan_.types[made.extra + i]);
          }
          slots_[made.out] = IValue(found);
          break;
        }
        case OpCode::EnumName:
          slots_[made.out] = IValue(value(made, 0).toEnumRef().name);
          break;
        case OpCode::EnumValue:
          slots_[made.out] = value(made, 0).toEnumRef().value;
          break;
        case OpCode::Print:
          print(made);
          break;
        case OpCode::Missing:
          throw Error(Diag::MJ3113, {{"name", plan_.names[made.extra]}});
        case OpCode::Drop:
          drop(made);
          break;
#define MJ_INT(code, expression)                                              \
  case OpCode::code: {                                                        \
    const uint64_t a = static_cast<uint64_t>(value(made, 0).unchecked_int()); \
    const uint64_t b = static_cast<uint64_t>(value(made, 1).unchecked_int()); \
    slots_[made.out].overwrite(static_cast<int64_t>(expression));             \
    break;                                                                    \
  }
          MJ_INT(AddInt, a + b)
          MJ_INT(SubInt, a - b)
          MJ_INT(MulInt, a * b)
#undef MJ_INT
#define MJ_NUMBER(code, get, expression)    \
  case OpCode::code: {                      \
    const auto a = value(made, 0).get();    \
    const auto b = value(made, 1).get();    \
    slots_[made.out].overwrite(expression); \
    break;                                  \
  }
          MJ_NUMBER(LtInt, unchecked_int, a < b)
          MJ_NUMBER(LeInt, unchecked_int, a <= b)
          MJ_NUMBER(GtInt, unchecked_int, a > b)
          MJ_NUMBER(GeInt, unchecked_int, a >= b)
          MJ_NUMBER(EqInt, unchecked_int, a == b)
          MJ_NUMBER(NeInt, unchecked_int, a != b)
          MJ_NUMBER(AddFloat, unchecked_double, a + b)
          MJ_NUMBER(SubFloat, unchecked_double, a - b)
          MJ_NUMBER(MulFloat, unchecked_double, a * b)
          MJ_NUMBER(LtFloat, unchecked_double, a < b)
          MJ_NUMBER(LeFloat, unchecked_double, a <= b)
          MJ_NUMBER(GtFloat, unchecked_double, a > b)
          MJ_NUMBER(GeFloat, unchecked_double, a >= b)
#undef MJ_NUMBER
        case OpCode::Not:
          slots_[made.out].overwrite(!value(made, 0).unchecked_bool());
          break;
        case OpCode::NegInt:
          slots_[made.out].overwrite(
              static_cast<int64_t>(-static_cast<uint64_t>(value(made, 0).unchecked_int())));
          break;
        case OpCode::NegFloat:
          slots_[made.out].overwrite(-value(made, 0).unchecked_double());
          break;
        case OpCode::FloatOfInt:
          slots_[made.out].overwrite(static_cast<double>(value(made, 0).unchecked_int()));
          break;
        case OpCode::DivFloat: {
          const double b = value(made, 1).unchecked_double();
          if (b == 0) {
            call_operator(made);
          } else {
            slots_[made.out].overwrite(value(made, 0).unchecked_double() / b);
          }
          break;
        }
        case OpCode::DivInt:
        case OpCode::FloorDivInt:
        case OpCode::RemainderInt: {
          const int64_t a = value(made, 0).unchecked_int(), b = value(made, 1).unchecked_int();
          if (b <= 0) {
            call_operator(made);
          } else if (made.code == OpCode::DivInt) {
            slots_[made.out].overwrite(static_cast<double>(a) / static_cast<double>(b));
          } else {
            const int64_t rest = a % b, below = rest < 0;
            slots_[made.out].overwrite(made.code == OpCode::FloorDivInt ? a / b - below
                                                                        : rest + below * b);
          }
          break;
        }
      }
    }
  }

  static void move_scalar(IValue& to, const IValue& from) {
    // A cast of a hostile archive may call anything a number; that is copied with its count.
    if (from.is_shared()) {
      to = from;
    } else {
      to.overwrite_with_scalar(from);
    }
  }

  /// The container may be dropped by the unpacking itself.
  void unpack_copy(const Instruction& made, const std::vector<IValue>& values) {
    const std::vector<IValue> copy(values);
    unpack(made, copy);
  }

  const Operand* operands_;
  IValue* slots_;
  const IValue* constants_;
  const IValue** refs_;
  const Plan& plan_;
  RunState& state_;
  size_t at_ = 0;
};

}  // namespace

IValue run_plan(const Plan& plan, IValue* args, size_t n_args, RunState& state) {
  Frame frame(plan);
  for (size_t i = 0; i < n_args && i < plan.n_inputs; ++i) frame.slots()[i] = std::move(args[i]);
  return Runner(plan, frame, state).run();
}

IValue run_plan(const Plan& plan, FillArguments* fill, const void* context, RunState& state) {
  Frame frame(plan);
  fill(frame.slots(), context);
  return Runner(plan, frame, state).run();
}

}  // namespace minijit
