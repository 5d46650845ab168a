// AST to IR: the state of emitting one function and all its steps. Twin of the modules
// minijit/frontend/emit_*.py, in the order of emission that minijit/frontend/emitter.py states;
// both print the same IR for the same text.
#ifndef MINIJIT_CODE_EMITTER_H_
#define MINIJIT_CODE_EMITTER_H_

#include <deque>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "code/flow.h"
#include "code/resolver.h"
#include "code/schema_matching.h"
#include "minijit/types.h"

namespace minijit::code {

/// Control cannot reach what follows in this block: a missing operator raises there.
struct BlockEnded {};

/// What an expression stands for: a value of the graph, or something known at compile time only.
struct Named {
  enum class Kind : uint8_t {
    Nothing,    // of a statement
    Value,      // value
    Tuple,      // items; fields: their names, or none
    Namespace,  // text
    Operator,   // text; value: the object of a method, or null
    Cast,       // value, dtype: the method `x.float`
    Builtin,    // text
    Function,   // function
    Method,     // text, value: the object
    Class,      // type
    New,        // type
    Range,      // parts: start, stop, step (null: absent)
    Slice,      // parts: start, stop, step (null: absent)
    Zip,        // items; parts: the counter of enumerate, or none
    Ellipsis,
    Nested,  // definition: a function of what `fork` runs
  };
  Kind kind = Kind::Nothing;
  Value* value = nullptr;
  std::vector<Named> items;
  std::vector<Value*> parts;
  std::vector<std::string> fields;
  std::string text;
  Function* function = nullptr;
  TypePtr type;
  int64_t dtype = 0;
  const Def* definition = nullptr;

  static Named of(Value* v);
  static Named make(Kind kind, std::string text = {});
  static Named tuple(std::vector<Named> items);
  static Named tuple(const std::vector<Value*>& values);
  bool is(Kind wanted) const { return kind == wanted; }
  /// Whether it holds no values of the graph, so that it may leave the block in which it was bound.
  bool portable() const;
  bool operator==(const Named& other) const;
};

/// Names and the types that a test has shown them to have, in order.
using Refinements = std::vector<std::pair<std::string, TypePtr>>;

/// A bool value, or its outcome where that is known at compile time.
struct Condition {
  Value* value = nullptr;
  std::optional<bool> known;
  Refinements when_true;
  Refinements when_false;
};

/// A context manager that is open: the object, the with statement, and how many loops are around.
struct Manager {
  Value* object;
  SourceRange where;
  int loops;
};

/// The names that one block binds; a nested block's frame has that of its owner as `parent`.
struct Frame {
  Block* block = nullptr;
  Frame* parent = nullptr;
  std::vector<std::string> order;  // names bound here, by first binding
  std::map<std::string, Named> values;
  std::set<std::string> refined;  // whose binding here is only a narrower view of the outer value
  std::set<std::string> carried;  // that a loop carries from outside
  std::map<std::string, std::string> unreadable;  // why a name has no value after a join
  bool ended = false;        // a raise was emitted: nothing may follow in this block
  bool exited = false;       // left by return, break or continue
  bool returned = false;     // left only by return
  bool transparent = false;  // a copy of an unrolled loop's body, to the program no block
  std::vector<Manager> managers;

  /// The value a name has here, or null for a name that no frame knows. Throws MJ2003.
  const Named* find(const std::string& name, const SourceRange& where) const;
  bool has(const std::string& name) const;
  /// Whether a block around this one binds the name and this one does not (yet).
  bool bound_outside(const std::string& name) const;
  void bind(const std::string& name, Named value);
  void refine(const std::string& name, Value* value);
  void forget(const std::string& name, std::string reason);
};

/// What a loop goes over: either `items` that are known now, or a length and the item at an index,
/// emitted when called.
struct Iteration {
  std::optional<std::vector<Named>> items;
  std::function<Value*()> length;
  std::function<Named(Value* index)> item;
};

/// Where a tensor subscript leads: a view, and the index tensors that then apply to it (null for
/// whole dimensions); no index tensors when the view is all.
struct Place {
  Value* view;
  std::vector<Value*> indices;
};

using Keywords = std::vector<std::pair<std::string, Value*>>;

class Emitter {
 public:
  Emitter(Resolver& resolver, std::shared_ptr<const Source> source, Function& function)
      : resolver_(resolver), source_(std::move(source)), function_(function) {}

  void emit(const Def& definition);

 private:
  /// Counts how deep the emission is, for as long as it lives.
  class Depth {
   public:
    Depth(Emitter& emitter, const SourceRange& where);
    ~Depth() { --emitter_.depth_; }
    Depth(const Depth&) = delete;
    Depth& operator=(const Depth&) = delete;

   private:
    Emitter& emitter_;
  };

  // Small steps: emitter.cpp.
  Block* block() { return frame_->block; }
  SourceRange range(const Expr& expr) const { return SourceRange(source_, expr.start, expr.end); }
  SourceRange range(const Stmt& stmt) const { return SourceRange(source_, stmt.start, stmt.end); }
  Frame* new_frame(Block* block);
  Frame* enter(Block* block);
  void leave() { frame_ = frame_->parent; }
  Node* append(NodeKind kind, std::vector<Value*> inputs, const SourceRange& where);
  Value* single(NodeKind kind, std::vector<Value*> inputs, const TypePtr& type,
                const SourceRange& where);
  void give(Block* from, Value* output);
  Value* constant(IValue value, const TypePtr& type, const SourceRange& where);
  Value* none(const SourceRange& where) { return constant(IValue(), none_type(), where); }
  Value* truth(bool value, const SourceRange& where) {
    return constant(IValue(value), bool_type(), where);
  }
  Value* whole(int64_t value, const SourceRange& where) {
    return constant(IValue(value), int_type(), where);
  }
  Value* uninitialized(const TypePtr& type, const SourceRange& where) {
    return single(NodeKind::Uninitialized, {}, type, where);
  }
  Value* list(std::vector<Value*> items, const TypePtr& element, const SourceRange& where) {
    return single(NodeKind::ListConstruct, std::move(items), list_type(element), where);
  }
  bool is_empty_literal(const Value* value) const;
  Value* as_value(const Named& named, const SourceRange& where);
  Value* convert(Value* value, const TypePtr& wanted, const SourceRange& where, const char* place);
  Value* widen(Value* value, const TypePtr& wanted, const SourceRange& where);
  std::vector<Value*> unpack(Value* value, const SourceRange& where);
  [[noreturn]] void unsupported(const SourceRange& where, const char* what);

  // Statements: emit_statements.cpp.
  void body(const Statements& statements);
  void statement(const Stmt& stmt);
  void return_statement(const Stmt& stmt);
  Value* as_return(Value* value, const SourceRange& where);
  void jump(const Stmt& stmt);
  void assertion(const Stmt& stmt);
  void raise_assertion(const Expr* message, const SourceRange& where);
  void remove(const Expr& target);
  bool with_statement(const Stmt& stmt, const Statements& rest);
  void check_manager(const ClassType& cls, const SourceRange& where);
  void leave_manager(const Manager& manager);
  void leave_managers(bool all);
  void annotated(const Stmt& stmt);
  void assign_statement(const Stmt& stmt);
  void assign(const Expr& target, const Named& value, const SourceRange& where);
  void assign_unpacked(const std::vector<ExprPtr>& targets, const Named& value,
                       const SourceRange& where);
  void bind_name(const std::string& name, Named value, const SourceRange& where);
  void augmented(const Stmt& stmt);
  Named augmented_value(const Stmt& stmt, const Named& left, bool in_place = true);

  // Conditions and branches: emit_control.cpp.
  Value* value_of(Condition& condition, const SourceRange& where);
  Condition condition(const Expr& expr);
  Condition short_circuit(bool is_and, Condition left, const Expr& right, const SourceRange& where);
  Condition compare(const Expr& expr);
  Condition chain(const Expr& expr, size_t at, Value* left);
  Condition none_test(const Expr& operand, bool wants_none, const SourceRange& where);
  std::optional<Condition> isinstance_condition(const Expr& call);
  void add_isinstance_types(const Expr& expr, std::vector<TypePtr>* types);
  void refine(const Refinements& refinements, const SourceRange& where);
  Value* if_value(Condition& test, const std::function<Value*()>& then,
                  const std::function<Value*()>& orelse, const SourceRange& where);
  Named ternary(const Expr& expr, const TypePtr& hint);
  bool if_statement(const Stmt& stmt, const Statements& rest);
  void unless_left(Value* left, const SourceRange& where, const std::function<void(Frame*)>& mark,
                   const Statements& rest);
  void join(Node* node, Frame* yes, Frame* no);
  void join_going(Node* node, Frame* left, Frame* going, const std::vector<std::string>& names);
  void join_name(Node* node, const std::string& name, Frame* yes, Frame* no);
  void join_values(Node* node, const std::string& name, Frame* yes, Value* a, Frame* no, Value* b);
  void mark_exit(bool leaves_loop, bool returns, const SourceRange& where);

  // Loops, comprehensions and what they go over: emit_loops.cpp.
  void while_loop(const Stmt& stmt);
  void for_loop(const Stmt& stmt);
  void loop(const Stmt& stmt, Value* trips, Value* first, const std::function<void(Value*)>& bind);
  void unrolled(const Stmt& stmt, const std::vector<Named>& items);
  size_t parts_of(const TypePtr& type);
  void count_copy(const SourceRange& where, size_t bytes);
  void count_copy(const SourceRange& where) { count_copy(where, where.end - where.start); }
  void after_loop(const Statements& rest, const SourceRange& where);
  Value* next_value(const std::string& name, Value* before, const SourceRange& where);
  Value* next_condition(const Expr* condition, bool exits, const SourceRange& where);
  void settle(Value* value, const TypePtr& type);
  Iteration iterate(const Named& named, const SourceRange& where);
  Iteration iterate_range(const Named& over, const SourceRange& where);
  Iteration iterate_zip(const Named& over, const SourceRange& where);
  Value* count(Value* counter, Value* index, const SourceRange& where);
  std::vector<Named> static_items(const Named& named, const SourceRange& where);
  Value* list_comprehension(const Expr& expr, const TypePtr& hint);
  Value* dict_comprehension(const Expr& expr, const TypePtr& hint);
  Value* list_of_items(const Named& over, const TypePtr& hint, const SourceRange& where);
  Value* dict_of_pairs(const Named& over, const TypePtr& hint, const SourceRange& where);
  void add_item(Value* made, Value* key, Value* value, const SourceRange& where);
  void for_each(const Iteration& over, const std::function<void(const Named&)>& add,
                const SourceRange& where);
  void filtered(const Expr& expr, size_t at, const std::function<void()>& add);

  // Expressions: emit_expressions.cpp.
  Value* value_of(const Expr& expr, const TypePtr& hint) {
    return as_value(expression(expr, hint), range(expr));
  }
  Named literal(IValue value, const TypePtr& type, const Expr& expr) {
    return Named::of(constant(std::move(value), type, range(expr)));
  }
  Named expression(const Expr& expr, const TypePtr& hint);
  Named name(const Expr& expr);
  Named attribute(const Named& base, const std::string& name, const SourceRange& where);
  Named object_attribute(Value* object, const std::string& name, const SourceRange& where);
  Named class_attribute(const Named& base, const std::string& name, const SourceRange& where);
  Named namespace_attribute(const Named& base, const std::string& name, const SourceRange& where);
  Named unary(const Expr& expr);
  Named binary(const std::string& op, const Named& left, const Named& right,
               const SourceRange& where);
  std::optional<std::vector<Named>> tuple_items(const Named& named, const SourceRange& where);
  Value* comparison(const std::string& op, Value* left, Value* right, const SourceRange& where);
  Value* contains(Value* item, Value* container, const SourceRange& where);
  Value* boolean(Value* value, const SourceRange& where);
  std::vector<Named> items(const Expr& expr, size_t first, const std::vector<TypePtr>& hints);
  std::vector<Named> settled(const Expr& expr, const std::vector<TypePtr>& hints);
  Named tuple_display(const Expr& expr, const TypePtr& hint);
  Value* list_display(const Expr& expr, const TypePtr& hint);
  Value* dict_display(const std::vector<std::pair<const Expr*, const Expr*>>& pairs,
                      const TypePtr& hint, const SourceRange& where);
  TypePtr list_hint(const TypePtr& hint, const SourceRange& where);
  void check_dict_hint(const TypePtr& hint, const TypePtr& key, const TypePtr& value,
                       const SourceRange& where);
  TypePtr common_type(const std::vector<Value*>& values, const TypePtr& wanted);

  // Subscripts and attributes, read and written: emit_subscripts.cpp.
  Named slice(const Expr& expr);
  std::vector<Value*> slice_inputs(const Named& slice, const SourceRange& where);
  Named subscript(const Expr& expr, const TypePtr& hint);
  Named subscript_of(const Named& base, const Expr& expr);
  Value* choose_module(Value* modules, const Expr& expr, const TypePtr& wanted);
  Named subscript_tuple(const Named& base, const Expr& expr);
  Value* tuple_index(Value* tuple, size_t index, const SourceRange& where);
  /// One of several values of one type, which is known when it runs. Throws MJ2021.
  Named alike_index(const std::vector<Named>& items, Value* index, const SourceRange& where);
  Place locate(Value* base, const Expr& index, const SourceRange& where);
  void view(Place* place, const char* kind, std::vector<Value*> args, const SourceRange& where);
  Value* index_list(const Place& place, const SourceRange& where);
  void assign_subscript(const Expr& target, Value* value, const SourceRange& where);
  void write_place(const Place& place, Value* value, const SourceRange& where);
  void augment_subscript(const Stmt& stmt, const Expr& target);
  TypePtr attribute_hint(const Expr& target);
  void set_attribute(const Named& base, const std::string& name, const Named& value,
                     const SourceRange& where);

  // Calls: emit_calls.cpp.
  Named call(const Expr& expr, const TypePtr& hint, size_t first = 0);
  Named fork(const Expr& expr, const TypePtr& hint);
  void arguments(const Expr& expr, size_t first, const Function* callee, size_t skip,
                 std::vector<Value*>* args, Keywords* keywords);
  Value* to_list(Value* tensor, const TypePtr& hint, const SourceRange& where);
  TypePtr return_type(const Function& function, const SourceRange& where);
  Function& method_of(const Type& type, const std::string& name, const SourceRange& where);
  Value* call_method(Value* object, const std::string& name, const std::vector<Value*>& args,
                     const Keywords& keywords, const SourceRange& where);
  Value* construct_tuple(const TypePtr& type, const std::vector<Value*>& args,
                         const Keywords& keywords, const SourceRange& where);
  std::vector<Value*> match_function(const Function& function, size_t skip,
                                     const std::vector<Value*>& args, const Keywords& keywords,
                                     const SourceRange& where);
  [[noreturn]] void end_at_missing(const std::string& kind, const char* why,
                                   const SourceRange& where);
  Match resolved(const std::string& kind, const CallTypes& types, const SourceRange& where);
  Named call_operator(const std::string& kind, std::vector<Value*> args, const Keywords& keywords,
                      const SourceRange& where);
  Value* operator_value(const std::string& kind, std::vector<Value*> args,
                        const SourceRange& where) {
    return as_value(call_operator(kind, std::move(args), {}, where), where);
  }
  Value* argument(const ArgInfo& info, const Actual& actual, const std::vector<Value*>& args,
                  const Keywords& keywords, const SourceRange& where);
  Value* default_value(const ArgInfo& info, const SourceRange& where);

  // Forms of the language that look like functions: emit_builtins.cpp.
  void expect(const Expr& call, const std::string& name, size_t count);
  Named builtin(const std::string& name, const Expr& expr, const TypePtr& hint);
  Named builtin_operator(const char* kind, const std::string& name, const std::vector<Value*>& args,
                         const SourceRange& where);
  Named length(const Named& named, const SourceRange& where);
  Value* cast(const std::string& name, const Expr& call);
  Value* text(Value* value, const SourceRange& where);
  Named range_of(const Expr& call);
  Named zip(const std::string& name, const Expr& call);
  Value* list_of(const std::vector<Value*>& args, const TypePtr& hint, const SourceRange& where);
  Value* dict_of(const Expr& call, const TypePtr& hint);
  Named named_attribute(const Expr& call);
  bool has_attribute(const Expr& call);

  Resolver& resolver_;
  std::shared_ptr<const Source> source_;
  Function& function_;
  Graph* graph_ = nullptr;
  std::deque<Frame> frames_;
  Frame* frame_ = nullptr;            // the innermost block's
  std::deque<Stmt> made_statements_;  // that the text does not hold
  std::set<const Value*> used_;       // the empty lists among them are no longer literals
  std::vector<TypePtr> returned_;     // where no type is declared
  std::map<TypePtr, size_t> parts_;
  int loops_ = 0;
  size_t copied_ = 0;  // bytes of the text of loops that were unrolled, once for each element
  size_t depth_ = 0;
};

/// A placeholder's type where it is not known yet.
const TypePtr& unknown_type();
/// Whether a name that nothing binds is a builtin of the language.
bool is_builtin(const std::string& name);
bool is_constant(const Value* value);
/// `__add__` for `+`.
const char* method_name(const std::string& op);
/// `add_` for `+`; empty for an operator that has no in-place form.
const char* in_place_name(const std::string& op);
bool is_enum(const Value* value);

}  // namespace minijit::code

#endif  // MINIJIT_CODE_EMITTER_H_
