#include "exec/exec.h"

#include <algorithm>
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
    if (!place) throw_out_of_memory(bytes);
    slots_ = static_cast<IValue*>(place);
    refs_ = reinterpret_cast<const IValue**>(static_cast<unsigned char*>(place) + slot_bytes);
    for (uint32_t i = 0; i < count_; ++i) new (slots_ + i) IValue();
    for (const Plan::FixedSlot& fixed : plan.fixed) slots_[fixed.slot] = fixed.value;
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
        state_(state),
        at_(plan.instructions.data()) {}

  IValue run() {
    try {
      return loop();
    } catch (Error& error) {
      tell_calls(error);
      throw;
    } catch (const std::bad_alloc&) {
      out_of_memory();
    } catch (const std::length_error&) {
      out_of_memory();
    }
  }

 private:
  [[noreturn]] void out_of_memory() const {
    try {
      throw_out_of_memory(UINT64_MAX);
    } catch (Error& error) {
      tell_calls(error);
      throw;
    }
  }

  /// Adds this call to the error, and those in whose place its instructions were put.
  void tell_calls(Error& error) const {
    const Location& here = plan_.ranges[static_cast<size_t>(at_ - plan_.instructions.data())];
    const CallSite* call = here.call.get();
    error.in(call ? call->callee : plan_.name, here);
    for (; call; call = call->outer.get()) {
      error.in(call->outer ? call->outer->callee : plan_.name, call->range);
    }
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

  void step(const Instruction* made) {
    if (--state_.until_check != 0) return;
    at_ = made;
    state_.check();
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
    if (state_.max_steps) return invoke_counted(made, args, out);
    run(made, args, out);
  }

  /// Large arguments and results are work of their own, but for views, which only say where it
  /// lies.
  [[gnu::noinline, gnu::cold]] void invoke_counted(const Instruction& made, const IValue** args,
                                                   IValue* out) {
    const OpInfo& op = *made.op;
    const bool is_view = op.n_args > 0 && op.args[0].alias == ArgAlias::View;
    uint64_t elements = 0;
    for (uint32_t i = 0; i < made.n_operands && !is_view; ++i) elements += elements_of(*args[i]);
    spend(elements);
    run(made, args, out);
    elements = 0;
    for (uint32_t i = 0; i < made.n_out && !is_view; ++i) elements += elements_of(out[i]);
    spend(elements);
  }

  static uint64_t elements_of(const IValue& value) {
    if (value.isTensor()) return static_cast<uint64_t>(value.toTensorImpl()->numel);
    if (value.isString()) return value.toStringRef().size();
    if (!value.isList()) return 0;
    const std::vector<IValue>& items = value.toListImpl().values;
    uint64_t elements = items.size();
    if (items.empty() || !items[0].isTensor()) return elements;
    for (const IValue& item : items) elements += elements_of(item);
    return elements;
  }

  static void run(const Instruction& made, const IValue** args, IValue* out) {
    const OpInfo& op = *made.op;
    if (made.code == OpCode::CallVariadic) {
      if (!op.kernel) throw Error(Diag::MJ3113, {{"name", op.kind}});
      KernelCall call{op, args, out, static_cast<int>(made.n_operands)};
      op.kernel(call);
    } else {
      run_operator(op, args, out);
    }
  }

  bool try_fusion(const Instruction& made) {
    constexpr uint32_t most = 64;
    const IValue* args[most];
    if (made.n_operands > most) return false;
    for (uint32_t i = 0; i < made.n_operands; ++i) args[i] = &value(made, i);
    if (!plan_.fusions[made.extra]->run(args, slots_ + made.out)) return false;
    if (made.drops) drop(made);
    return true;
  }

  void call_function(const Instruction& made, const Function& function) {
    step(&made);
    if (++state_.depth > limits::max_call_depth) {
      throw Error(Diag::MJ3118, {{"limit", uint64_t{limits::max_call_depth}}});
    }
    std::vector<IValue> args = take_all(made);
    std::optional<IValue> result;
    if (state_.options.outside) result = (*state_.options.outside)(function, args);
    if (!result) {
      const std::shared_ptr<const Plan> callee = state_.options.plan_of(function);
      result = run_plan(*callee, args.data(), args.size(), state_);
    }
    --state_.depth;
    if (made.n_out) slots_[made.out] = std::move(*result);
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
      throw Error(Diag::MJ2403, {{"expected", made.n_out}, {"found", values.size()}});
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
    // Each instruction jumps to the next one's code itself: processors learn what follows what.
    static const void* const labels[] = {
#define MJ_CODE(name, text) &&name,
        MJ_PLAN_CODES(MJ_CODE)
#undef MJ_CODE
#define MJ_CODE(name, text, type, op) &&name,
            MJ_PLAN_COMPARISONS(MJ_CODE)
#undef MJ_CODE
#define MJ_CODE(name, text, type, op) &&JumpUnless##name,
                MJ_PLAN_COMPARISONS(MJ_CODE)
#undef MJ_CODE
#define MJ_CODE(name, text, type, op) &&While##name,
                    MJ_PLAN_COMPARISONS(MJ_CODE)
#undef MJ_CODE
    };
    const Instruction* const first = plan_.instructions.data();
    IValue* const slots = slots_;
    const Instruction* made = first;
#define MJ_RUN goto* labels[static_cast<size_t>(made->code)]
#define MJ_NEXT \
  ++made;       \
  MJ_RUN
#define MJ_JUMP_IF(condition)    \
  if (condition) {               \
    made = first + made->target; \
    MJ_RUN;                      \
  }                              \
  MJ_NEXT
    MJ_RUN;
  Call:
  CallVariadic:
    at_ = made;
    call_operator(*made);
    MJ_NEXT;
  MoveScalar:
    move_scalar(slots[made->out], slots[made->a]);
    MJ_NEXT;
  Jump:
    made = first + made->target;
    MJ_RUN;
  JumpUnless:
    MJ_JUMP_IF(!slots[made->a].unchecked_bool());
  LoopTest:
    MJ_JUMP_IF(!(slots[made->a].unchecked_int() < slots[made->b].unchecked_int() &&
                 slots[made->out].unchecked_bool()));
  ForTest:
    MJ_JUMP_IF(slots[made->a].unchecked_int() >= slots[made->b].unchecked_int());
  LoopNext:
    next_round(made);
    MJ_JUMP_IF(slots[made->a].unchecked_int() < slots[made->b].unchecked_int() &&
               slots[made->out].unchecked_bool());
  ForNext:
    next_round(made);
    MJ_JUMP_IF(slots[made->a].unchecked_int() < slots[made->b].unchecked_int());
  WhileNext:
    step(made);
    MJ_JUMP_IF(slots[made->a].unchecked_bool());
  Return:
    at_ = made;
    return made->n_operands ? take(*made, 0) : IValue();
#define MJ_INT(code, expression)                                              \
  code: {                                                                     \
    const uint64_t a = static_cast<uint64_t>(slots[made->a].unchecked_int()); \
    const uint64_t b = static_cast<uint64_t>(slots[made->b].unchecked_int()); \
    slots[made->out].overwrite(static_cast<int64_t>(expression));             \
    MJ_NEXT;                                                                  \
  }
    MJ_INT(AddInt, a + b)
    MJ_INT(SubInt, a - b)
    MJ_INT(MulInt, a * b)
    MJ_INT(AndInt, a & b)
    MJ_INT(OrInt, a | b)
    MJ_INT(XorInt, a ^ b)
#undef MJ_INT
#define MJ_NUMBER(code, type, op)                                              \
  code:                                                                        \
  slots[made->out].overwrite(                                                  \
      slots[made->a].unchecked_##type() op slots[made->b].unchecked_##type()); \
  MJ_NEXT;
    MJ_NUMBER(AddFloat, double, +)
    MJ_NUMBER(SubFloat, double, -)
    MJ_NUMBER(MulFloat, double, *)
#define MJ_COMPARE(name, text, type, op)                                                       \
  MJ_NUMBER(name, type, op)                                                                    \
  JumpUnless##name                                                                             \
      : MJ_JUMP_IF(!(slots[made->a].unchecked_##type() op slots[made->b].unchecked_##type())); \
  While##name : step(made);                                                                    \
  MJ_JUMP_IF(slots[made->a].unchecked_##type() op slots[made->b].unchecked_##type());
    MJ_PLAN_COMPARISONS(MJ_COMPARE)
#undef MJ_COMPARE
#undef MJ_NUMBER
  Not:
    slots[made->out].overwrite(!slots[made->a].unchecked_bool());
    MJ_NEXT;
  NegInt:
    slots[made->out].overwrite(
        static_cast<int64_t>(-static_cast<uint64_t>(slots[made->a].unchecked_int())));
    MJ_NEXT;
  NegFloat:
    slots[made->out].overwrite(-slots[made->a].unchecked_double());
    MJ_NEXT;
  FloatOfInt:
    slots[made->out].overwrite(static_cast<double>(slots[made->a].unchecked_int()));
    MJ_NEXT;
  DivFloat: {
    const double b = slots[made->b].unchecked_double();
    if (b != 0) {
      slots[made->out].overwrite(slots[made->a].unchecked_double() / b);
    } else {
      at_ = made;
      call_operator(*made);
    }
    MJ_NEXT;
  }
  DivInt:
  FloorDivInt:
  RemainderInt:
    divide(*made, slots[made->a].unchecked_int(), slots[made->b].unchecked_int());
    MJ_NEXT;
  ListGet: {
    at_ = made;
    const IValue& index = value(*made, 1);
    const std::vector<IValue>& items = value(*made, 0).toListImpl().values;
    const uint64_t place = static_cast<uint64_t>(index.unchecked_int());
    if (place < items.size() && index.isInt()) {
      IValue item = items[place];
      slots[made->out] = std::move(item);
      if (made->drops) drop(*made);
    } else {
      call_operator(*made);
    }
    MJ_NEXT;
  }
  ListSet: {
    at_ = made;
    const IValue& index = value(*made, 1);
    std::vector<IValue>& items = value(*made, 0).toListImpl().values;
    const uint64_t place = static_cast<uint64_t>(index.unchecked_int());
    if (place < items.size() && index.isInt()) {
      items[place] = value(*made, 2);
      if (made->n_out) slots[made->out] = value(*made, 0);
      if (made->drops) drop(*made);
    } else {
      call_operator(*made);
    }
    MJ_NEXT;
  }
  ListAppend:
    at_ = made;
    append(value(*made, 0).toListImpl(), value(*made, 1));
    if (made->n_out) slots[made->out] = value(*made, 0);
    if (made->drops) drop(*made);
    MJ_NEXT;
  ListLength:
    at_ = made;
    slots[made->out].overwrite(static_cast<int64_t>(value(*made, 0).toListImpl().size()));
    if (made->drops) drop(*made);
    MJ_NEXT;
  Step:
    step(made);
    MJ_NEXT;
  Try:
    at_ = made;
    MJ_JUMP_IF(try_fusion(*made));
  Move:
  GetAttr:
  GetRef:
  SetAttr:
  CallFunction:
  CallMethod:
  CreateObject:
  TupleConstruct:
  TupleUnpack:
  TupleIndex:
  ListConstruct:
  ListUnpack:
  DictConstruct:
  IsInstance:
  EnumName:
  EnumValue:
  Print:
  Missing:
    at_ = made;
    other(*made);
    MJ_NEXT;
#undef MJ_RUN
#undef MJ_NEXT
#undef MJ_JUMP_IF
  }

  static void append(ListImpl& list, const IValue& item) {
    list.values.push_back(item);
    list.count();
  }

  void next_round(const Instruction* made) {
    step(made);
    slots_[made->a].overwrite(slots_[made->a].unchecked_int() + 1);
  }

  void divide(const Instruction& made, int64_t a, int64_t b) {
    IValue& out = slots_[made.out];
    if (b <= 0) {
      at_ = &made;
      call_operator(made);
    } else if (made.code == OpCode::DivInt) {
      out.overwrite(static_cast<double>(a) / static_cast<double>(b));
    } else if ((static_cast<uint64_t>(a) | static_cast<uint64_t>(b)) >> 32 == 0) {
      // Processors divide short numbers several times faster.
      const uint32_t x = static_cast<uint32_t>(a), y = static_cast<uint32_t>(b);
      out.overwrite(static_cast<int64_t>(made.code == OpCode::FloorDivInt ? x / y : x % y));
    } else {
      const int64_t rest = a % b, below = rest < 0;
      out.overwrite(made.code == OpCode::FloorDivInt ? a / b - below : rest + below * b);
    }
  }

  /// What is not worth a place in the loop above.
  void other(const Instruction& made) {
    switch (made.code) {
      case OpCode::Move:
        slots_[made.out] = take(made, 0);
        break;
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
            make_intrusive<TupleImpl>(take_all(made), type->name().empty() ? nullptr : type));
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
      default:
        throw Error(Diag::MJ9001, {{"detail", "an instruction that is not known"}});
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
  const Instruction* at_ = nullptr;  // what may fail now
};

}  // namespace

RunState::RunState(const RunOptions& options_)
    : StepCounter(options_.max_steps ? options_.max_steps : uint64_t{limits::max_steps}),
      options(options_) {}

void RunState::check() {
  next_check();
  if (options.poll) options.poll();
}

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
