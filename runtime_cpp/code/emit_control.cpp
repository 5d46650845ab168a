// Conditions and branches.
//
// Names that change. `return`, `break` and `continue` become pseudo-names, joined like the
// program's own: `$ret` the returned value, `$exited` whether the statements that follow are to be
// skipped (bound only where that is not known), `$again` whether the innermost loop goes on,
// `$returned` whether a loop was left by a return. Where one arm of an `if` cannot be left at its
// end, the statements after the `if` are emitted in the other arm; only if both arms may go on and
// one may exit, `$exited` is needed.
#include <algorithm>

#include "code/emitter.h"
#include "support/limits.h"

namespace minijit::code {

namespace {

bool may_be_none(const TypePtr& type) {
  if (type->is(TypeKind::Union)) {
    return std::any_of(type->elements().begin(), type->elements().end(),
                       [](const TypePtr& member) { return member->is(TypeKind::None); });
  }
  return type->is(TypeKind::Optional) || type->is(TypeKind::Any) || type == unknown_type();
}

/// What is left of an Optional or Union when it is not None; null for others.
TypePtr without_none(const TypePtr& type) {
  if (type->is(TypeKind::Optional)) return type->element();
  if (!type->is(TypeKind::Union)) return nullptr;
  std::vector<TypePtr> rest;
  for (const TypePtr& member : type->elements()) {
    if (!member->is(TypeKind::None)) rest.push_back(member);
  }
  return union_type(std::move(rest));
}

Refinements merged(Refinements first, const Refinements& second) {
  for (const auto& [name, type] : second) {
    const auto known = std::find_if(first.begin(), first.end(),
                                    [&](const auto& each) { return each.first == name; });
    if (known == first.end()) {
      first.emplace_back(name, type);
    } else {
      known->second = type;
    }
  }
  return first;
}

/// Of any elements: what no type of a value says.
bool is_any_kind(const Type& wanted, TypeKind* kind) {
  if (!wanted.is(TypeKind::Var)) return false;
  *kind = wanted.name() == "list"    ? TypeKind::List
          : wanted.name() == "tuple" ? TypeKind::Tuple
                                     : TypeKind::Dict;
  return true;
}

/// Whether every value of `type` is an instance of `wanted`.
bool matches(const TypePtr& type, const TypePtr& wanted) {
  TypeKind kind{};
  if (is_any_kind(*wanted, &kind)) return type->is(kind);
  return is_subtype(type, wanted) && !type->is(TypeKind::Any);
}

/// Whether some value of `type` may be an instance of `wanted`.
bool may_match(const TypePtr& type, const TypePtr& wanted) {
  if (type->is(TypeKind::Any)) return true;
  if (type->is(TypeKind::Optional)) {
    return matches(none_type(), wanted) || matches(type->element(), wanted) ||
           may_match(type->element(), wanted);
  }
  if (type->is(TypeKind::Union)) {
    return std::any_of(type->elements().begin(), type->elements().end(),
                       [&](const TypePtr& member) { return matches(member, wanted); });
  }
  return type->is(TypeKind::Number) && (wanted->is(TypeKind::Int) || wanted->is(TypeKind::Float) ||
                                        wanted->is(TypeKind::Complex));
}

/// The alternatives of a Union or Optional; the type itself for any other.
std::vector<TypePtr> members_of(const TypePtr& type) {
  if (type->is(TypeKind::Optional)) return {type->element(), none_type()};
  if (type->is(TypeKind::Union)) return type->elements();
  return {type};
}

bool is_flag(const std::string& name) { return name[0] == '$'; }

/// A value and what it is a cast of, from the inside; no more than code may be nested.
std::vector<const Value*> views_of(const Value* value) {
  std::vector<const Value*> found{value};
  while (value->node && value->node->kind == NodeKind::UncheckedCast &&
         found.size() < limits::max_nesting) {
    found.push_back(value = value->node->inputs[0]);
  }
  return found;
}

/// The value of which both are narrower views, or null. PyTorch writes such arms where a test of an
/// `and` or `or` has narrowed a Union, and cannot read them itself.
const Value* common_source(const Value* a, const Value* b) {
  if (!a || !b) return nullptr;
  const auto first = views_of(a), second = views_of(b);
  const auto same = std::find_first_of(second.begin(), second.end(), first.begin(), first.end());
  return same == second.end() ? nullptr : *same;
}

}  // namespace

Value* Emitter::value_of(Condition& condition, const SourceRange& where) {
  if (!condition.value) condition.value = truth(*condition.known, where);
  return condition.value;
}

/// An expression as a condition.
Condition Emitter::condition(const Expr& expr) {
  const SourceRange where = range(expr);
  switch (expr.kind) {
    case ExprKind::Unary: {
      if (expr.text != "not") break;
      Condition inner = condition(expr.item(0));
      if (inner.known) return {nullptr, !*inner.known, inner.when_false, inner.when_true};
      Value* made = operator_value("aten::__not__", {value_of(inner, where)}, where);
      return {made, std::nullopt, inner.when_false, inner.when_true};
    }
    case ExprKind::And:
    case ExprKind::Or: {
      Condition found = condition(expr.item(0));
      for (size_t i = 1; i < expr.items.size(); ++i) {
        found = short_circuit(expr.is(ExprKind::And), std::move(found), expr.item(i), where);
      }
      return found;
    }
    case ExprKind::Compare: {
      Condition found = compare(expr);
      if (found.value) found.value = boolean(found.value, where);
      return found;
    }
    case ExprKind::Call:
      if (std::optional<Condition> found = isinstance_condition(expr)) return *found;
      break;
    default:
      break;
  }
  Condition found;
  found.value = boolean(as_value(expression(expr, nullptr), where), where);
  if (is_constant(found.value)) found.known = found.value->node->value.toBool();
  return found;
}

/// `left and right` or `left or right`; the right side is emitted in an arm of an If.
Condition Emitter::short_circuit(bool is_and, Condition left, const Expr& right,
                                 const SourceRange& where) {
  if (left.known) {
    if (*left.known != is_and) return left;
    Condition found = condition(right);
    if (is_and) {
      found.when_true = merged(left.when_true, found.when_true);
    } else {
      found.when_false = merged(left.when_false, found.when_false);
    }
    return found;
  }
  std::optional<Condition> inner;
  const auto emit_right = [&] {
    inner = condition(right);
    return value_of(*inner, where);
  };
  const auto emit_known = [&] { return truth(!is_and, where); };
  Condition found;
  found.value = is_and ? if_value(left, emit_right, emit_known, where)
                       : if_value(left, emit_known, emit_right, where);
  Refinements yes = left.when_true, no = left.when_false;
  if (inner) {
    yes = merged(yes, inner->when_true);
    no = merged(no, inner->when_false);
  }
  (is_and ? found.when_true : found.when_false) = is_and ? yes : no;
  return found;
}

/// A comparison; a chain is an `and` in which each operand is emitted once.
Condition Emitter::compare(const Expr& expr) {
  if (expr.operators.size() == 1 && (expr.operators[0] == "is" || expr.operators[0] == "is not")) {
    for (size_t i = 0; i < 2; ++i) {
      if (expr.item(1 - i).is(ExprKind::None)) {
        return none_test(expr.item(i), expr.operators[0] == "is", range(expr));
      }
    }
  }
  if (expr.operators.size() > limits::max_nesting) {
    throw Error(Diag::MJ1007, range(expr), {{"limit", uint64_t{limits::max_nesting}}});
  }
  return chain(expr, 0, value_of(expr.item(0), nullptr));
}

Condition Emitter::chain(const Expr& expr, size_t at, Value* left) {
  const SourceRange where = range(expr);
  Value* right = value_of(expr.item(at + 1), nullptr);
  Condition test;
  test.value = comparison(expr.operators[at], left, right, where);
  if (at + 1 == expr.operators.size()) return test;
  test.value = boolean(test.value, where);
  Condition all;
  all.value = if_value(
      test,
      [&] {
        Condition rest = chain(expr, at + 1, right);
        return boolean(value_of(rest, where), where);
      },
      [&] { return truth(false, where); }, where);
  return all;
}

/// `x is None`: decided at compile time where the type tells, else it refines a name.
Condition Emitter::none_test(const Expr& operand, bool wants_none, const SourceRange& where) {
  const Named named = expression(operand, nullptr);
  Condition found;
  if (!named.is(Named::Kind::Value) && !named.is(Named::Kind::Tuple)) {
    found.known = !wants_none;
    return found;
  }
  Value* value = as_value(named, where);
  if (value->type->is(TypeKind::None) || !may_be_none(value->type)) {
    found.known = value->type->is(TypeKind::None) == wants_none;
    return found;
  }
  found.value =
      operator_value(wants_none ? "aten::__is__" : "aten::__isnot__", {value, none(where)}, where);
  const TypePtr rest = without_none(value->type);
  if (operand.is(ExprKind::Name) && rest) {
    (wants_none ? found.when_false : found.when_true) = {{operand.text, rest}};
  }
  return found;
}

/// `isinstance(x, T)` or `isinstance(x, (T, U))` as a condition; nothing for any other call. Known
/// at compile time where the static type tells; else prim::isinstance, which refines a name.
std::optional<Condition> Emitter::isinstance_condition(const Expr& call) {
  const Expr& callee = call.item(0);
  if (!callee.is(ExprKind::Name) || callee.text != "isinstance" || frame_->has(callee.text)) {
    return std::nullopt;
  }
  const SourceRange where = range(call);
  expect(call, "isinstance", 2);
  const Named named = expression(call.item(1), nullptr);
  std::vector<TypePtr> wanted;
  add_isinstance_types(call.item(2), &wanted);
  Condition found;
  if (!named.is(Named::Kind::Value) && !named.is(Named::Kind::Tuple)) {
    found.known = false;
    return found;
  }
  Value* value = as_value(named, where);
  const TypePtr& type = value->type;
  const auto any = [&](auto test) { return std::any_of(wanted.begin(), wanted.end(), test); };
  if (any([&](const TypePtr& each) { return matches(type, each); })) {
    found.known = true;
    return found;
  }
  std::vector<TypePtr> possible;
  for (const TypePtr& each : wanted) {
    if (may_match(type, each)) possible.push_back(each);
  }
  if (possible.empty()) {
    found.known = false;
    return found;
  }
  found.value = single(NodeKind::IsInstance, {value}, bool_type(), where);
  found.value->node->types = wanted;
  if (!call.item(1).is(ExprKind::Name)) return found;
  std::vector<TypePtr> inside, outside;
  for (const TypePtr& member : members_of(type)) {
    const bool is_in = any([&](const TypePtr& each) { return matches(member, each); });
    (is_in ? inside : outside).push_back(member);
  }
  if (type->is(TypeKind::Any) || type->is(TypeKind::Number)) {
    inside = possible.size() == 1 ? possible : std::vector<TypePtr>();
    outside.clear();
  }
  TypeKind kind{};
  if (!inside.empty() && !is_any_kind(*inside[0], &kind)) {
    found.when_true = {{call.item(1).text, union_type(inside)}};
  }
  if (!outside.empty()) found.when_false = {{call.item(1).text, union_type(outside)}};
  return found;
}

void Emitter::add_isinstance_types(const Expr& expr, std::vector<TypePtr>* types) {
  if (expr.is(ExprKind::Tuple)) {
    for (const ExprPtr& item : expr.items) add_isinstance_types(*item, types);
    return;
  }
  const bool bare = expr.is(ExprKind::Name) &&
                    (expr.text == "list" || expr.text == "tuple" || expr.text == "dict");
  types->push_back(bare ? var_type(expr.text) : resolver_.parse_type(expr, source_));
}

// Branches.

/// Binds names to narrower views of their values, for this block.
void Emitter::refine(const Refinements& refinements, const SourceRange& where) {
  for (const auto& [name, wanted] : refinements) {
    const Named* found = frame_->find(name, where);
    if (!found || !found->is(Named::Kind::Value) || same_type(*found->value->type, *wanted)) {
      continue;
    }
    Value* cast = single(NodeKind::UncheckedCast, {found->value}, wanted, where);
    cast->name = name;
    frame_->refine(name, cast);
  }
}

/// An If with one output, for expressions: of a Union where the arms have no common type.
Value* Emitter::if_value(Condition& test, const std::function<Value*()>& then,
                         const std::function<Value*()>& orelse, const SourceRange& where) {
  Node* node = append(NodeKind::If, {value_of(test, where)}, where);
  Frame* frames[2];
  Value* values[2] = {};
  for (int arm = 0; arm < 2; ++arm) {
    Frame* const frame = frames[arm] = enter(graph_->add_block(node));
    try {
      refine(arm == 0 ? test.when_true : test.when_false, where);
      values[arm] = (arm == 0 ? then : orelse)();
    } catch (const BlockEnded&) {
      frame_ = frame;
      frame->ended = true;
    }
    leave();
  }
  if (!values[0] && !values[1]) throw BlockEnded();
  const TypePtr first = (values[0] ? values[0] : values[1])->type;
  const TypePtr last = (values[1] ? values[1] : values[0])->type;
  TypePtr joined = unify(first, last);
  if (!joined) joined = union_type({first, last});
  if (joined->is(TypeKind::Union)) {  // of which each member is compared with each
    count_copy(where, parts_of(joined) * joined->elements().size());
  }
  Frame* const here = frame_;
  for (int arm = 0; arm < 2; ++arm) {
    frame_ = frames[arm];
    give(block(), values[arm] ? values[arm] : uninitialized(joined, where));
  }
  frame_ = here;
  return graph_->add_output(node, joined);
}

/// `then if condition else orelse`; only one side where the condition is known.
Named Emitter::ternary(const Expr& expr, const TypePtr& hint) {
  Condition test = condition(expr.item(0));
  if (test.known) return expression(expr.item(*test.known ? 1 : 2), hint);
  return Named::of(if_value(
      test, [&] { return value_of(expr.item(1), hint); },
      [&] { return value_of(expr.item(2), hint); }, range(expr)));
}

/// An if statement. Returns true when it emitted `rest`, the statements after it, as well.
bool Emitter::if_statement(const Stmt& stmt, const Statements& rest) {
  const SourceRange where = range(stmt);
  Condition test = condition(*stmt.value);
  Statements arms[2] = {statements_of(stmt.body), statements_of(stmt.orelse)};
  const auto with_rest = [&](Statements& arm) { arm.insert(arm.end(), rest.begin(), rest.end()); };
  if (test.known) {
    Statements& taken = arms[*test.known ? 0 : 1];
    with_rest(taken);
    if (!taken.empty()) body(taken);
    return true;
  }
  bool moved = false, flagged = false;
  if (!rest.empty() && (exits(arms[0]) || exits(arms[1]))) {
    moved = !falls(arms[0]) || !falls(arms[1]);
    flagged = !moved;
    if (moved) with_rest(falls(arms[0]) ? arms[0] : arms[1]);
    if (flagged) frame_->bind("$exited", Named::of(truth(false, where)));
  }
  Node* node = append(NodeKind::If, {value_of(test, where)}, where);
  Frame* frames[2];
  for (int arm = 0; arm < 2; ++arm) {
    frames[arm] = enter(graph_->add_block(node));
    refine(arm == 0 ? test.when_true : test.when_false, where);
    if (!arms[arm].empty()) body(arms[arm]);
    leave();
  }
  join(node, frames[0], frames[1]);
  if (flagged && !frame_->ended) {
    Value* exited = as_value(*frame_->find("$exited", where), where);
    unless_left(exited, where, [](Frame* left) { left->exited = true; }, rest);
  }
  return moved || flagged;
}

/// The statements after one that may have left the block: skipped if it has. `mark` says what is
/// known where it has.
void Emitter::unless_left(Value* left, const SourceRange& where,
                          const std::function<void(Frame*)>& mark, const Statements& rest) {
  Node* node = append(NodeKind::If, {left}, where);
  Frame* yes = enter(graph_->add_block(node));
  mark(yes);
  leave();
  Frame* no = enter(graph_->add_block(node));
  if (!rest.empty()) body(rest);
  leave();
  join(node, yes, no);
}

/// Binds after an If what its arms bound: names of the true arm first, in order of binding. A name
/// whose value differs becomes an output. An arm that ended gives a placeholder. A name that is
/// bound on one path only, or has two types, is unreadable afterwards.
void Emitter::join(Node* node, Frame* yes, Frame* no) {
  if (yes->ended && no->ended) {
    frame_->ended = true;
    return;
  }
  if ((yes->ended || yes->exited) && (no->ended || no->exited)) {
    frame_->exited = true;
    frame_->returned = (yes->ended || yes->returned) && (no->ended || no->returned);
  }
  if (yes->ended || no->ended) {
    Frame* going = yes->ended ? no : yes;
    return join_going(node, yes->ended ? yes : no, going, going->order);
  }
  if (yes->returned != no->returned) {
    Frame* left = yes->returned ? yes : no;
    Frame* going = yes->returned ? no : yes;
    std::vector<std::string> names, flags;
    for (const std::string& name : going->order) {
      if (!is_flag(name)) names.push_back(name);
    }
    join_going(node, left, going, names);
    for (const Frame* arm : {yes, no}) {
      for (const std::string& name : arm->order) {
        if (is_flag(name) && std::find(flags.begin(), flags.end(), name) == flags.end()) {
          flags.push_back(name);
        }
      }
    }
    for (const std::string& name : flags) join_name(node, name, yes, no);
    return;
  }
  std::vector<std::string> names;
  std::set<std::string> seen;
  for (const Frame* arm : {yes, no}) {
    for (const std::string& name : arm->order) {
      if (!arm->refined.count(name) && seen.insert(name).second) names.push_back(name);
    }
  }
  for (const std::string& name : names) join_name(node, name, yes, no);
  for (const Frame* arm : {yes, no}) {
    for (const auto& [name, reason] : arm->unreadable) {
      if (!is_flag(name)) frame_->forget(name, reason);
    }
  }
}

/// Binds names as one arm has them, where control cannot come from the other, `left`.
void Emitter::join_going(Node* node, Frame* left, Frame* going,
                         const std::vector<std::string>& names) {
  const bool is_yes = going->block == node->blocks[0];
  for (const std::string& name : names) {
    const Named& named = going->values[name];
    if (named.is(Named::Kind::Value)) {
      Value* value = named.value;
      join_values(node, name, is_yes ? going : left, is_yes ? value : nullptr,
                  is_yes ? left : going, is_yes ? nullptr : value);
    } else if (named.portable()) {
      frame_->bind(name, named);
    } else {
      frame_->forget(name, name + " is only known within the branch");
    }
  }
  for (const auto& [name, reason] : going->unreadable) {
    if (!is_flag(name)) frame_->forget(name, reason);
  }
}

void Emitter::join_name(Node* node, const std::string& name, Frame* yes, Frame* no) {
  const bool in_yes = yes->has(name), in_no = no->has(name);
  const bool may_lack = name == "$ret" || ((in_yes || yes->exited) && (in_no || no->exited));
  if (!(in_yes && in_no) && !may_lack) {
    frame_->forget(name, name + " is not defined in the " + (in_no ? "true" : "false") + " branch");
    return;
  }
  const SourceRange where = node->range;
  const Named* a = in_yes ? yes->find(name, where) : nullptr;
  const Named* b = in_no ? no->find(name, where) : nullptr;
  if (a && b && *a == *b) {
    frame_->bind(name, Named(*a));
    return;
  }
  for (const Named* each : {a, b}) {
    if (!each || each->is(Named::Kind::Value)) continue;
    frame_->forget(name, name +
                             " is known only at compile time in one branch and another value "
                             "in the other");
    return;
  }
  join_values(node, name, yes, a ? a->value : nullptr, no, b ? b->value : nullptr);
}

/// Makes one output of the If from the values of its arms; null stands for a placeholder.
void Emitter::join_values(Node* node, const std::string& name, Frame* yes, Value* a, Frame* no,
                          Value* b) {
  const SourceRange where = node->range;
  const TypePtr first = (a ? a : b)->type;
  const TypePtr second = (b ? b : a)->type;
  TypePtr joined;
  if (first == unknown_type() || second == unknown_type()) {
    joined = first == unknown_type() ? second : first;
  } else {
    joined = unify(first, second);
    if (!joined && name == "$ret") joined = function_.return_type();
  }
  const Value* source = joined ? nullptr : common_source(a, b);
  if (source) joined = source->type;
  if (!joined) {
    if (name == "$ret") {
      throw Error(Diag::MJ2010, where, {{"old", first->str()}, {"new", second->str()}});
    }
    frame_->forget(name, "Type mismatch: " + name + " is set to type " + first->str() +
                             " in the true branch and type " + second->str() +
                             " in the false branch");
    return;
  }
  Frame* const here = frame_;
  for (const auto& [frame, value] : {std::make_pair(yes, a), std::make_pair(no, b)}) {
    frame_ = frame;
    Value* given = value ? value : uninitialized(joined, where);
    give(block(), source ? widen(given, joined, where) : given);
  }
  frame_ = here;
  frame_->bind(name, Named::of(graph_->add_output(node, joined, name)));
}

/// Sets the flags that a return, break or continue sets, in this order.
void Emitter::mark_exit(bool leaves_loop, bool returns, const SourceRange& where) {
  if (frame_->has("$exited")) frame_->bind("$exited", Named::of(truth(true, where)));
  if (leaves_loop && loops_) frame_->bind("$again", Named::of(truth(false, where)));
  if (returns && loops_) frame_->bind("$returned", Named::of(truth(true, where)));
}

}  // namespace minijit::code
