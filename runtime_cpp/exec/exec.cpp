#include "exec/exec.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <exception>
#include <new>
#include <stdexcept>

#include "ir/instance.h"
#include "kernels/host.h"
#include "kernels/run.h"
#include "kernels/text.h"
#include "support/blocks.h"
#include "support/checked.h"
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
        entered_(state.entered.size()),
        depth_(state.depth),
        at_(plan.instructions.data()) {}

  IValue run() {
    try {
      return loop();
    } catch (Error& error) {
      tell_calls(error);
      leave_managers(error);
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

  /// Ends the with statements of this call that an error leaves: `__exit__` runs, whose own errors
  /// give way to the first.
  void leave_managers(const Error& error) const {
    const bool out_of_steps = error.id() == Diag::MJ3117;
    while (state_.entered.size() > entered_) {
      const IValue manager = std::move(state_.entered.back());
      state_.entered.pop_back();
      const Function* exit = manager.toObjectRef().type->find_method("__exit__");
      if (out_of_steps || !exit) continue;
      state_.depth = depth_;
      std::vector<IValue> args(4);
      args[0] = manager;
      try {
        run_plan(*state_.options.plan_of(*exit), args.data(), args.size(), state_);
      } catch (const Error&) {
        continue;
      }
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

  /// The slot that an instruction names.
  IValue& slot(SlotPlace place) const {
    return *reinterpret_cast<IValue*>(reinterpret_cast<unsigned char*>(slots_) + place.bytes);
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
    if (made.n_extra) return call_with_place(made);
    call_plainly(made);
  }

  /// An operator that tells where it stands.
  [[gnu::noinline, gnu::cold]] void call_with_place(const Instruction& made) {
    struct Place {
      explicit Place(const SourceRange* place) { thread_place() = place; }
      ~Place() { thread_place() = nullptr; }
    } const place(&plan_.ranges[static_cast<size_t>(&made - plan_.instructions.data())]);
    call_plainly(made);
  }

  void call_plainly(const Instruction& made) {
    constexpr uint32_t small = 24;
    const IValue* inline_args[small];
    std::vector<const IValue*> many;
    const IValue** args = inline_args;
    if (made.n_operands > small) {
      many.resize(made.n_operands);
      args = many.data();
    }
    for (uint32_t i = 0; i < made.n_operands; ++i) args[i] = &value(made, i);
    IValue* out = &slot(made.out);
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
    const Fusion& fusion = *plan_.fusions[made.extra];
    if (!fusion.run(args, &slot(made.out))) return false;
    if (state_.max_steps) count_fusion(made, args, fusion.operators());
    if (made.drops) drop(made);
    return true;
  }

  /// As if operators of two arguments, all as large as the result, had run.
  [[gnu::noinline, gnu::cold]] void count_fusion(const Instruction& made, const IValue** args,
                                                 size_t operators) {
    uint64_t elements = (2 * operators - 1) * elements_of(slot(made.out));
    for (uint32_t i = 0; i < made.n_operands; ++i) elements += elements_of(*args[i]);
    spend(elements);
  }

  void call_function(const Instruction& made, const Function& function) {
    step(&made);
    if (++state_.depth > limits::max_call_depth) {
      throw Error(Diag::MJ3118, {{"limit", uint64_t{limits::max_call_depth}}});
    }
    std::vector<IValue> args = take_all(made);
    IValue manager;
    if (made.manages) {
      manager = args[0];
      if (made.n_operands == 4 && state_.entered.size() > entered_) state_.entered.pop_back();
    }
    std::optional<IValue> result;
    if (state_.options.outside) result = (*state_.options.outside)(function, args);
    if (!result) {
      const std::shared_ptr<const Plan> callee = state_.options.plan_of(function);
      result = run_plan(*callee, args.data(), args.size(), state_);
    }
    --state_.depth;
    if (made.manages && made.n_operands == 1 && manager.tag() == IValue::Tag::Object)
      state_.entered.push_back(std::move(manager));
    if (made.n_out) slot(made.out) = std::move(*result);
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
    IValue* out = &slot(made.out);
    for (uint32_t i = 0; i < made.n_out; ++i) out[i] = values[i];
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
#define MJ_CODE(name, text, kind, type, operands) &&name,
            MJ_PLAN_NUMBERS(MJ_CODE)
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
#define MJ_PAIR(first, second) &&first##second, &&first##second##Linked,
                            MJ_PLAN_NUMBER_PAIRS MJ_PLAN_JUMP_PAIRS
#undef MJ_PAIR
    };
    const Instruction* const first = plan_.instructions.data();
    const Instruction* made = first;
#define MJ_RUN goto* labels[made->entry]
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
  CallNumbers: {
    at_ = made;
    const IValue* const args[] = {&slot(made->a), &slot(made->b)};
    KernelCall call{*made->op, args, &slot(made->out), made->op->n_args};
    made->op->kernel(call);
    MJ_NEXT;
  }
  JumpUnless:
    MJ_JUMP_IF(!slot(made->a).unchecked_bool());
  LoopTest:
    MJ_JUMP_IF(!(slot(made->a).unchecked_int() < slot(made->b).unchecked_int() &&
                 slot(made->out).unchecked_bool()));
  ForTest:
    MJ_JUMP_IF(slot(made->a).unchecked_int() >= slot(made->b).unchecked_int());
  LoopNext:
    next_round(made);
    MJ_JUMP_IF(slot(made->a).unchecked_int() < slot(made->b).unchecked_int() &&
               slot(made->out).unchecked_bool());
  WhileNext:
    step(made);
    MJ_JUMP_IF(slot(made->a).unchecked_bool());
  Return:
    at_ = made;
    return made->n_operands ? take(*made, 0) : IValue();
#define MJ_NUMBER(name, ...)                 \
  name:                                      \
  number<OpCode::name>(made, slot(made->a)); \
  MJ_NEXT;
#define MJ_TEST(name) \
  name:               \
  MJ_JUMP_IF(jumps<OpCode::name>(made, slot(made->a)));
    MJ_NUMBER(MoveScalar)
    MJ_PLAN_NUMBERS(MJ_NUMBER)
    MJ_TEST(Jump)
    MJ_TEST(ForNext)
#define MJ_COMPARE(name, text, type, op) \
  MJ_NUMBER(name)                        \
  MJ_TEST(JumpUnless##name)              \
  MJ_TEST(While##name)
    MJ_PLAN_COMPARISONS(MJ_COMPARE)
#undef MJ_COMPARE
#undef MJ_NUMBER
#undef MJ_TEST
#define MJ_PAIR(first, second)                                \
  first##second : number<OpCode::first>(made, slot(made->a)); \
  ++made;                                                     \
  number<OpCode::second>(made, slot(made->a));                \
  MJ_NEXT;                                                    \
  first##second##Linked : {                                   \
    const IValue& link = slot(made->out);                     \
    number<OpCode::first>(made, slot(made->a));               \
    ++made;                                                   \
    number<OpCode::second>(made, link);                       \
    MJ_NEXT;                                                  \
  }
    MJ_PLAN_NUMBER_PAIRS
#undef MJ_PAIR
#define MJ_PAIR(first, second)                                \
  first##second : number<OpCode::first>(made, slot(made->a)); \
  ++made;                                                     \
  MJ_JUMP_IF(jumps<OpCode::second>(made, slot(made->a)));     \
  first##second##Linked : {                                   \
    const IValue& link = slot(made->out);                     \
    number<OpCode::first>(made, slot(made->a));               \
    ++made;                                                   \
    MJ_JUMP_IF(jumps<OpCode::second>(made, link));            \
  }
    MJ_PLAN_JUMP_PAIRS
#undef MJ_PAIR
  ListGet: {
    at_ = made;
    const IValue& index = value(*made, 1);
    const std::vector<IValue>& items = value(*made, 0).toListImpl().values;
    const uint64_t place = static_cast<uint64_t>(index.unchecked_int());
    if (place < items.size() && index.isInt()) {
      IValue item = items[place];
      slot(made->out) = std::move(item);
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
      if (made->n_out) slot(made->out) = value(*made, 0);
      if (made->drops) drop(*made);
    } else {
      call_operator(*made);
    }
    MJ_NEXT;
  }
  ListAppend:
    at_ = made;
    append(value(*made, 0).toListImpl(), value(*made, 1));
    if (made->n_out) slot(made->out) = value(*made, 0);
    if (made->drops) drop(*made);
    MJ_NEXT;
  ListLength:
    at_ = made;
    slot(made->out).overwrite(static_cast<int64_t>(value(*made, 0).toListImpl().size()));
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
    slot(made->a).overwrite(slot(made->a).unchecked_int() + 1);
  }

  /// An instruction on numbers.
  template <OpCode code>
  [[gnu::always_inline]] void number(const Instruction* made, const IValue& first) {
    IValue& out = slot(made->out);
    const IValue& second = slot(made->b);
    const auto a = static_cast<uint64_t>(first.unchecked_int());
    const auto b = static_cast<uint64_t>(second.unchecked_int());
    const double x = first.unchecked_double();
    const double y = second.unchecked_double();
    if constexpr (code == OpCode::MoveScalar) move_scalar(made, out, first);
    if constexpr (code == OpCode::AddInt) out.overwrite(static_cast<int64_t>(a + b));
    if constexpr (code == OpCode::SubInt) out.overwrite(static_cast<int64_t>(a - b));
    if constexpr (code == OpCode::MulInt) out.overwrite(static_cast<int64_t>(a * b));
    if constexpr (code == OpCode::AndInt) out.overwrite(static_cast<int64_t>(a & b));
    if constexpr (code == OpCode::OrInt) out.overwrite(static_cast<int64_t>(a | b));
    if constexpr (code == OpCode::XorInt) out.overwrite(static_cast<int64_t>(a ^ b));
    if constexpr (code == OpCode::NegInt) out.overwrite(static_cast<int64_t>(-a));
    if constexpr (code == OpCode::ShlInt) out.overwrite(static_cast<int64_t>(a << (b & 63)));
    if constexpr (code == OpCode::ShrInt) out.overwrite(first.unchecked_int() >> (b & 63));
    if constexpr (code == OpCode::AbsInt)
      out.overwrite(static_cast<int64_t>(first.unchecked_int() < 0 ? -a : a));
    if constexpr (code == OpCode::MinInt)
      out.overwrite(std::min(first.unchecked_int(), second.unchecked_int()));
    if constexpr (code == OpCode::MaxInt)
      out.overwrite(std::max(first.unchecked_int(), second.unchecked_int()));
    if constexpr (code == OpCode::AbsFloat) out.overwrite(std::fabs(x));
    if constexpr (code == OpCode::MinFloat) out.overwrite(x < y ? x : y);
    if constexpr (code == OpCode::MaxFloat) out.overwrite(x > y ? x : y);
    if constexpr (code == OpCode::SqrtFloat) out.overwrite(std::sqrt(x));
    if constexpr (code == OpCode::IntOfFloat || code == OpCode::FloorFloat) {
      const double whole = code == OpCode::FloorFloat ? std::floor(x) : x;
      if (!fits_int64(whole)) return call(made);
      out.overwrite(static_cast<int64_t>(whole));
    }
    if constexpr (code == OpCode::FloorDivFloat) out.overwrite(std::floor(x / y));
    if constexpr (code == OpCode::RemainderFloat) {
      // For these the kernel's remainder of x + y is their difference, which is exact.
      const double sum = x + y;
      if (!(x >= 0 && x < y && sum < y + y)) return call(made);
      out.overwrite(sum - y);
    }
    if constexpr (code == OpCode::AddFloat) out.overwrite(x + y);
    if constexpr (code == OpCode::SubFloat) out.overwrite(x - y);
    if constexpr (code == OpCode::MulFloat) out.overwrite(x * y);
    if constexpr (code == OpCode::NegFloat) out.overwrite(-x);
    if constexpr (code == OpCode::FloatOfInt)
      out.overwrite(static_cast<double>(first.unchecked_int()));
    if constexpr (code == OpCode::Not) out.overwrite(!first.unchecked_bool());
    if constexpr (code == OpCode::DivFloat) {
      if (y == 0) return call(made);
      out.overwrite(x / y);
    }
    if constexpr (code == OpCode::DivInt || code == OpCode::FloorDivInt ||
                  code == OpCode::RemainderInt) {
      divide<code>(made, out, first.unchecked_int(), second.unchecked_int());
    }
#define MJ_COMPARE(name, text, type, op) \
  if constexpr (code == OpCode::name)    \
    out.overwrite(first.unchecked_##type() op second.unchecked_##type());
    MJ_PLAN_COMPARISONS(MJ_COMPARE)
#undef MJ_COMPARE
  }

  /// Whether an instruction on numbers jumps.
  template <OpCode code>
  [[gnu::always_inline]] bool jumps(const Instruction* made, const IValue& first) {
    if constexpr (code == OpCode::Jump) return true;
    const IValue& second = slot(made->b);
    if constexpr (code == OpCode::ForNext) {
      next_round(made);
      return first.unchecked_int() < second.unchecked_int();
    }
#define MJ_COMPARE(name, text, type, op)                             \
  if constexpr (code == OpCode::JumpUnless##name)                    \
    return !(first.unchecked_##type() op second.unchecked_##type()); \
  if constexpr (code == OpCode::While##name) {                       \
    step(made);                                                      \
    return first.unchecked_##type() op second.unchecked_##type();    \
  }
    MJ_PLAN_COMPARISONS(MJ_COMPARE)
#undef MJ_COMPARE
  }

  [[gnu::noinline, gnu::cold]] void call(const Instruction* made) {
    at_ = made;
    call_operator(*made);
  }

  template <OpCode code>
  [[gnu::always_inline]] void divide(const Instruction* made, IValue& out, int64_t a, int64_t b) {
    if (b <= 0) {
      call(made);
    } else if (code == OpCode::DivInt) {
      out.overwrite(static_cast<double>(a) / static_cast<double>(b));
    } else if ((static_cast<uint64_t>(a) | static_cast<uint64_t>(b)) >> 32 == 0) {
      // Processors divide short numbers several times faster.
      const uint32_t x = static_cast<uint32_t>(a), y = static_cast<uint32_t>(b);
      out.overwrite(static_cast<int64_t>(code == OpCode::FloorDivInt ? x / y : x % y));
    } else {
      const int64_t rest = a % b, below = rest < 0;
      out.overwrite(code == OpCode::FloorDivInt ? a / b - below : rest + below * b);
    }
  }

  /// What is not worth a place in the loop above.
  void other(const Instruction& made) {
    switch (made.code) {
      case OpCode::Move:
        slot(made.out) = take(made, 0);
        break;
      case OpCode::GetAttr: {
        IValue got = value(made, 0).toObjectRef().slots[static_cast<size_t>(made.index)];
        slot(made.out) = std::move(got);
        if (made.drops) drop(made);
        break;
      }
      case OpCode::GetRef:
        refs_[made.extra] = &value(made, 0).toObjectRef().slots[static_cast<size_t>(made.index)];
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
        slot(made.out) =
            IValue(make_intrusive<ObjectImpl>(std::move(type), std::vector<IValue>(count)));
        break;
      }
      case OpCode::TupleConstruct: {
        const TypePtr& type = plan_.types[made.extra];
        slot(made.out) = IValue(
            make_intrusive<TupleImpl>(take_all(made), type->name().empty() ? nullptr : type));
        break;
      }
      case OpCode::TupleUnpack:
        unpack_copy(made, value(made, 0).toTupleRef().values);
        break;
      case OpCode::TupleIndex: {
        IValue got = value(made, 0).toTupleRef().values.at(static_cast<size_t>(made.index));
        slot(made.out) = std::move(got);
        if (made.drops) drop(made);
        break;
      }
      case OpCode::ListConstruct:
        slot(made.out) = IValue(make_intrusive<ListImpl>(plan_.types[made.extra], take_all(made)));
        break;
      case OpCode::ListUnpack:
        unpack_copy(made, value(made, 0).toListImpl().values);
        break;
      case OpCode::DictConstruct:
        slot(made.out) = make_dict(made);
        break;
      case OpCode::IsInstance: {
        bool found = false;
        for (uint32_t i = 0; i < made.n_extra; ++i) {
          found = found || is_instance(value(made, 0), plan_.types[made.extra + i]);
        }
        slot(made.out) = IValue(found);
        break;
      }
      case OpCode::EnumName:
        slot(made.out) = IValue(value(made, 0).toEnumRef().name);
        break;
      case OpCode::EnumValue:
        slot(made.out) = value(made, 0).toEnumRef().value;
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

  void move_scalar(const Instruction* made, IValue& to, const IValue& from) {
    // A cast of a hostile archive may call anything a number.
    if (from.is_shared()) return refuse(made, from);
    to.overwrite_with_scalar(from);
  }

  [[gnu::noinline, gnu::cold]] void refuse(const Instruction* made, const IValue& value) {
    at_ = made;
    throw Error(Diag::MJ9003, {{"expected", "a number"}, {"found", value.tagKind()}});
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
  const size_t entered_;  // with statements that were open before
  const uint32_t depth_;
  const Instruction* at_ = nullptr;  // what may fail now
};

}  // namespace

RunState::RunState(const RunOptions& options_)
    : StepCounter(options_.max_steps ? options_.max_steps : uint64_t{limits::max_steps}),
      options(options_),
      grad_mode_(kernels::grad_mode()),
      errors_(std::uncaught_exceptions()) {}

RunState::~RunState() {
  if (std::uncaught_exceptions() > errors_) kernels::set_grad_mode(grad_mode_);
}

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
